//! `sockshape merge` as a whole: it takes in all recordings or none, and replaces one only on request.

use std::fs;

use rstest::rstest;

use crate::merge::{files, merge, project, project_with_earlier, refuses, twin};
use crate::support::project::{BOUND, PEER};

#[rstest]
#[case::folder_of_a_platform("artefact/gvisor")]
#[case::folder_of_such_folders("artefact")]
fn recording_is_taken_in_as_it_was_made(#[case] folder: &str) {
    let project = project(&[]);
    let ran = merge(&project, &[folder]);
    ran.exits_with(0);
    assert!(ran.printed.starts_with("gvisor  recorded "), "{}", ran.printed);
    ran.prints("\n        4 added, 0 removed, 0 changed, 0 the same, 0 skipped\nnext: ");
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
    assert_eq!(fs::read_dir(project.path("snapshots")).expect("a folder").count(), 2);
    assert_eq!(project.sockshape(&["check"]).status, Some(0));
}

#[test]
fn first_recording_of_a_project_is_taken_in() {
    let project = project(&[]);
    fs::remove_dir_all(project.path("snapshots")).expect("a folder to remove");
    assert_eq!(merge(&project, &["artefact"]).status, Some(0));
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
}

#[test]
fn folder_of_a_recording_can_have_any_name() {
    let project = project(&[]);
    fs::rename(project.path("artefact/gvisor"), project.path("artefact/gvisor-on-arm")).expect("a folder to move");
    assert_eq!(merge(&project, &["artefact"]).status, Some(0));
    assert!(project.path("snapshots/gvisor/recording.yaml").is_file());
}

#[test]
fn earlier_recording_is_replaced_only_on_request() {
    let project = project_with_earlier(&[(PEER, "ENOTCONN", "EINVAL")]);
    refuses(&project, &["artefact"], "/artefact/gvisor: gvisor is recorded already, on 2");
    refuses(&project, &["artefact"], "; see sockshape diff gvisor ");
    let ran = merge(&project, &["--replace", "--despite-claims", "artefact"]);
    ran.exits_with(0);
    ran.prints("\n        0 added, 0 removed, 1 changed, 3 the same, 0 skipped\n");
    ran.prints("\n        1 changed: names::bound::peer_is_missing\nnext: ");
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
    assert_eq!(fs::read_dir(project.path("snapshots")).expect("a folder").count(), 2);
}

#[test]
fn all_recordings_are_taken_in_or_none() {
    let project = project(&[]);
    twin(&project, "wine", "wine");
    project.edit("artefact/wine/recording.yaml", "cases: ", "cases: 0");
    refuses(&project, &["artefact/gvisor", "artefact/wine"], "/artefact/wine: it was recorded from other cases ");
    project.edit("artefact/wine/recording.yaml", "cases: 0", "cases: ");
    let ran = merge(&project, &["artefact/gvisor", "artefact/wine"]);
    ran.prints("gvisor  recorded ").prints("\nwine    recorded ");
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
    assert_eq!(files(&project, "snapshots/wine"), files(&project, "artefact/wine"));
}

#[test]
fn problems_in_case_files_come_first() {
    let project = project(&[]);
    project.edit(BOUND, "topic:", "tpoic:");
    let ran = merge(&project, &["artefact"]);
    ran.is_refused(3);
    assert!(!project.path("snapshots/gvisor").exists());
}
