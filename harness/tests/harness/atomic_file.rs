//! Files of the project are written whole, and never through a link.

use std::fs;

use sockshape::atomic_file::write;
use tempfile::TempDir;

#[test]
fn what_a_killed_program_left_is_replaced() {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("file");
    fs::write(folder.path().join("file.unfinished"), "half").expect("a file");
    write(&file, "whole").expect("a file to write");
    assert_eq!(fs::read_to_string(&file).expect("the file"), "whole");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let folder = TempDir::new().expect("a temporary folder");
    let (file, other) = (folder.path().join("file"), folder.path().join("other"));
    fs::write(&other, "mine").expect("a file");
    for link in ["file", "file.unfinished"] {
        std::os::unix::fs::symlink(&other, folder.path().join(link)).expect("a link");
    }
    write(&file, "new").expect("a file to write");
    assert_eq!(fs::read_to_string(&other).expect("the file"), "mine");
    assert!(file.symlink_metadata().is_ok_and(|metadata| metadata.is_file()));
}
