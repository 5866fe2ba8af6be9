//! Folders and files that do not belong to a recording.

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::symlink;
#[cfg(unix)]
use std::process::Command;

use rstest::rstest;

#[cfg(unix)]
use super::merge;
use super::{project, refuses};
use crate::support::project::Project;

#[rstest]
#[case::empty("empty", "/empty: there is no recording.yaml in it, nor in a folder in it; name a folder that ")]
#[case::foreign("cases", "/cases: there is no recording.yaml in it, nor in a folder in it; name a folder that ")]
#[case::missing("gone", "/gone: the folder cannot be read: ")]
#[case::file("cases/names/bound.yaml", "/cases/names/bound.yaml: ")]
#[case::own_recordings(
    "snapshots",
    "/snapshots/linux: this is in the snapshots of this project already; name the folder "
)]
#[case::own_recording(
    "snapshots/linux",
    "/snapshots/linux: this is in the snapshots of this project already; name the folder "
)]
fn folder_without_a_foreign_recording_is_refused(#[case] folder: &str, #[case] message: &str) {
    let project = Project::recorded("agrees");
    fs::create_dir(project.path("empty")).expect("a new folder");
    refuses(&project, &[folder], message);
}

/// The file system is not to blame.
#[rstest]
#[case::missing("gone")]
#[case::file("cases/names/bound.yaml")]
fn path_that_is_no_folder_is_at_fault(#[case] path: &str) {
    refuses(&Project::recorded("agrees"), &[path], "; name a folder that exists\n");
}

#[rstest]
#[case::without_a_description(
    "wine/names/bound/peer_is_missing.snap",
    "/artefact/wine: there is no recording.yaml in it, so it is not a complete recording; "
)]
#[case::next_to_recordings("readme.txt", "/artefact/readme.txt: there is no recording.yaml in it, so ")]
#[case::next_to_the_description(
    "gvisor/readme.txt",
    "/gvisor/readme.txt: this does not belong to a recording; remove it"
)]
#[case::pending(
    "gvisor/names/bound/peer_is_missing.snap.new",
    "peer_is_missing.snap.new: this does not belong to a recording; "
)]
#[case::too_deep(
    "gvisor/names/bound/more/peer_is_missing.snap",
    "/gvisor/names/bound/more: this does not belong to a recording; "
)]
#[case::another_description(
    "gvisor/names/recording.yaml",
    "/names/recording.yaml: this does not belong to a recording; "
)]
#[case::control_character("gvisor/\u{1b}[2Jx", "/gvisor/\u{fffd}[2Jx: this does not belong to a recording; ")]
#[cfg_attr(windows, ignore = "Windows does not allow such file names")]
fn file_that_does_not_belong_to_a_recording_is_refused(#[case] file: &str, #[case] message: &str) {
    let project = project(&[]);
    let path = project.path("artefact").join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
    fs::write(path, "text").expect("a file to write");
    refuses(&project, &["artefact"], message);
}

/// Following a link could take in any file of this machine, and reading a pipe would block for ever.
#[cfg(unix)]
#[rstest]
#[case::description("gvisor/recording.yaml")]
#[case::snapshot("gvisor/names/bound/peer_is_missing.snap")]
#[case::topic("gvisor/names/bound")]
fn links_and_pipes_are_refused(#[case] path: &str, #[values(true, false)] is_link: bool) {
    let project = project(&[]);
    let (path, elsewhere) = (project.path("artefact").join(path), project.path("elsewhere"));
    fs::rename(&path, &elsewhere).expect("a file to move");
    let message = if is_link {
        symlink(&elsewhere, &path).expect("a link");
        ": this is a link, and a recording has none; remove it, "
    } else {
        assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo to start").success());
        ": this does not belong to a recording; "
    };
    let ran = merge(&project, &["artefact"]);
    ran.is_refused(2).complains(&format!("{}{message}", path.display()));
    assert!(!project.path("snapshots/gvisor").exists());
}
