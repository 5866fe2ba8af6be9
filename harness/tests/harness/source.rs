//! How paths of files are shown.

use std::path::PathBuf;

use sockshape::source::shown;

#[test]
fn path_is_shown_with_slashes() {
    let path: PathBuf = ["cases", "bind", "port_zero.yaml"].iter().collect();
    assert_eq!(shown(&path), "cases/bind/port_zero.yaml");
}
