//! The files of snapshots.

use sockshape::snapshot::Records;

use crate::support::recorded::Recorded;

/// Systems follow a link to the folder it lies in some forty times, and two such links are more ways than anybody waits for.
#[cfg(unix)]
#[test]
fn link_to_a_folder_above_is_not_followed() {
    let recorded = Recorded::new("close s -> ok");
    let folder = recorded.folder.path();
    std::os::unix::fs::symlink(folder, folder.join("link")).expect("a link");
    assert_eq!(Records::within(folder, folder).files().len(), 2);
}
