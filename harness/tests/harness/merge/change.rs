//! What happens to the earlier records of a platform.

use std::fs;

use rstest::rstest;

use super::{files, merge, project_with_earlier};
use crate::support::project::{CLOSES, PEER, Project};

const EARLIER_IS_GONE: &str =
    "their earlier record is gone, because it was of other cases or another version, or edited";

/// A project where an earlier recording of `gvisor` has been taken in, and the new one skips a trial.
fn project_with_skip() -> Project {
    let skipped = "skipped:\n  other::closed::closes: needs luck";
    let project = project_with_earlier(&[("recording.yaml", "skipped: {}", skipped)]);
    fs::remove_file(project.path("artefact/gvisor").join(CLOSES)).expect("a snapshot to remove");
    project.seal("artefact/gvisor");
    project
}

#[test]
fn record_of_a_trial_that_is_now_skipped_is_kept() {
    let project = project_with_skip();
    let earlier = fs::read(project.path("snapshots/gvisor").join(CLOSES)).expect("a snapshot");
    let ran = merge(&project, &["artefact", "--replace"]);
    ran.prints("\n        0 added, 0 removed, 0 changed, 3 the same, 1 skipped\n");
    ran.prints("\n        1 skipped now, and their earlier record is kept: other::closed::closes\n");
    assert_eq!(fs::read(project.path("snapshots/gvisor").join(CLOSES)).expect("a snapshot"), earlier);
    assert_eq!(project.sockshape(&["check"]).status, Some(0));
    let ran = project.sockshape(&["diff", "linux", "gvisor"]);
    ran.prints("\n4 the same, 0 different; ");
}

/// Such a record cannot be trusted: other cases may have other steps, another version may write other text, and an
/// edited record says nothing.
#[rstest]
#[case::of_other_cases("recording.yaml", "cases: ", "cases: 0")]
#[case::by_another_version("recording.yaml", "harness: ", "harness: 9.")]
#[case::edited(PEER, "ENOTCONN", "EINVAL")]
fn record_of_a_trial_that_is_now_skipped_is_removed(#[case] file: &str, #[case] old: &str, #[case] new: &str) {
    let project = project_with_skip();
    project.edit(&format!("snapshots/gvisor/{file}"), old, new);
    let ran = merge(&project, &["artefact", "--replace"]);
    ran.exits_with(0);
    ran.prints(&format!("\n        1 skipped now, and {EARLIER_IS_GONE}: other::closed::closes\n"));
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
}

#[test]
fn record_without_a_case_is_removed() {
    let project = project_with_earlier(&[]);
    let folder = project.path("snapshots/gvisor/names/bound");
    fs::rename(folder.join("peer_is_missing.snap"), folder.join("gone.snap")).expect("a file to move");
    let ran = merge(&project, &["artefact", "--replace"]);
    ran.prints("1 added, 1 removed, 0 changed, 3 the same, 0 skipped\n").prints("  1 removed: names::bound::gone\n");
    ran.prints("  1 added: names::bound::peer_is_missing\n");
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
}
