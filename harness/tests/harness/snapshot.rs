//! The files of snapshots, in folders with links.

use std::os::unix::fs::symlink;

use sockshape::snapshot::Records;

use crate::support::recorded::Recorded;

/// Systems follow a link to its own folder about forty times. With two such links, reading would never end.
#[test]
fn link_to_the_own_folder_is_not_followed() {
    let recorded = Recorded::new("close s -> ok");
    let folder = recorded.folder.path();
    symlink(folder, folder.join("link")).expect("a link");
    assert_eq!(Records::within(folder, folder).files().len(), 2);
}
