//! The files of snapshots.

use sockshape::snapshot::Records;

use crate::support::recorded::Recorded;

/// Systems follow a link to its own folder about forty times. With two such links, reading would never end.
#[cfg(unix)]
#[test]
fn link_to_the_own_folder_is_not_followed() {
    let recorded = Recorded::new("close s -> ok");
    let folder = recorded.folder.path();
    std::os::unix::fs::symlink(folder, folder.join("link")).expect("a link");
    assert_eq!(Records::within(folder, folder).files().len(), 2);
}
