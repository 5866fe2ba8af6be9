//! Recordings that are refused, with the reason and what to do about it.

use std::fs;

use rstest::rstest;

use super::{merge, project, project_with_earlier, refuses, twin};
use crate::support::project::{BOUND, PEER};

const DESCRIPTION: &str = "recording.yaml";

const EDITED: &str =
    "its snapshots are not those that its recording.yaml describes: some are gone, new or edited; copy it again ";

#[rstest]
#[case::other_cases(
    DESCRIPTION,
    "cases: ",
    "cases: 0",
    "/artefact/gvisor: it was recorded from other cases than those of this checkout; record it again from these, or "
)]
#[case::other_version(
    DESCRIPTION,
    "harness: ",
    "harness: 9.",
    "/artefact/gvisor: it was recorded by version 9.0.1.0 of sockshape, and this is 0.1.0; record it again "
)]
#[case::edited(
    PEER,
    "ENOTCONN",
    "EINVAL",
    &format!("/artefact/gvisor: {EDITED}")
)]
#[case::cut_in_a_line(PEER, " -> ENOTCONN", "", "peer_is_missing.snap: line 2 is not a step of a transcript: ")]
#[case::of_another_project(PEER, BOUND, "tests/some.rs", "peer_is_missing.snap: its header names no case file, ")]
#[case::other_number_of_trials(
    DESCRIPTION,
    "trials: 4",
    "trials: 5",
    "/artefact/gvisor: its recording.yaml counts 5 trials, but the same cases make 4; copy it again "
)]
#[case::unknown_platform(
    DESCRIPTION,
    "platform: gvisor",
    "platform: gvizor",
    "gvisor/recording.yaml: unknown platform `gvizor`; did you mean `gvisor`?"
)]
#[case::platform_of_another_folder(
    DESCRIPTION,
    "platform: gvisor",
    "platform: wine",
    "gvisor/recording.yaml: this is a recording of wine, in a folder called gvisor; rename the folder "
)]
#[case::no_platform(DESCRIPTION, "platform: gvisor\n", "", "gvisor/recording.yaml: missing field `platform`")]
#[case::no_description(DESCRIPTION, "made_on:", "maker:", "gvisor/recording.yaml: unknown field `maker`, ")]
#[case::skip_of_an_unknown_trial(
    DESCRIPTION,
    "skipped: {}",
    "skipped: {names::bound::gone: needs luck}",
    "/artefact/gvisor: no case makes names::bound::gone; "
)]
#[case::skip_with_a_wrong_name(
    DESCRIPTION,
    "skipped: {}",
    "skipped: {../../gone: needs luck}",
    "`../../gone` under `skipped` is not the name of a trial"
)]
fn recording_with_a_fault_is_refused(#[case] file: &str, #[case] old: &str, #[case] new: &str, #[case] message: &str) {
    let project = project(&[]);
    project.edit(&format!("artefact/gvisor/{file}"), old, new);
    refuses(&project, &["artefact/gvisor"], message);
}

/// Its description fits the files, as after a run that was interrupted.
#[rstest]
#[case::cut_short(PEER, "peer_is_missing.snap: it has 1 of the 2 steps of its case; ")]
#[case::of_no_case(
    "names/bound/gone@..snap",
    "/artefact/gvisor: no case makes names::bound::gone@.; remove leftover snapshots where it was made, "
)]
#[case::of_no_name("names/bound/Gone.snap", "Gone.snap: a record cannot have this place or name; ")]
fn recording_with_a_snapshot_that_no_run_writes_is_refused(#[case] file: &str, #[case] message: &str) {
    let project = project(&[]);
    let folder = project.path("artefact/gvisor");
    let text = fs::read_to_string(folder.join(PEER)).expect("a snapshot");
    fs::write(folder.join(file), text.replace("\ngetpeername s -> ENOTCONN", "")).expect("a file to write");
    project.seal("artefact/gvisor");
    refuses(&project, &["artefact"], message);
}

#[test]
fn incomplete_recording_is_refused() {
    let project = project(&[]);
    fs::remove_file(project.path("artefact/gvisor").join(PEER)).expect("a file to remove");
    project.seal("artefact/gvisor");
    let message = "/artefact/gvisor: it is not complete: 1 of 4 trials are neither recorded nor skipped: \
                   names::bound::peer_is_missing; record it again as a whole, ";
    refuses(&project, &["artefact"], message);
}

#[test]
fn two_recordings_of_one_platform_are_refused() {
    let project = project(&[]);
    twin(&project, "other", "gvisor");
    let message = "/artefact/gvisor and ";
    refuses(&project, &["artefact"], message);
    refuses(
        &project,
        &["artefact/gvisor", "artefact/other"],
        "/artefact/other are both recordings of gvisor; take in one of them; ",
    );
    refuses(&project, &["artefact/gvisor", "artefact/gvisor"], message);
}

#[test]
fn unfinished_recording_of_this_project_is_not_overwritten() {
    let project = project_with_earlier(&[]);
    fs::remove_file(project.path("snapshots/gvisor/recording.yaml")).expect("a file to remove");
    let message = "snapshots/gvisor exists, but it is not a complete recording: it has no recording.yaml; \
                   record it as a whole, or remove it";
    refuses(&project, &["artefact", "--replace"], message);
}

#[test]
fn recording_that_contradicts_a_claim_is_refused_unless_that_is_allowed() {
    let project = project(&[(PEER, "ENOTCONN", "EINVAL")]);
    let before = project.files();
    let ran = merge(&project, &["artefact"]);
    ran.is_refused(1).complains("error: gvisor: `getpeername s`: expected ENOTCONN, recorded EINVAL\n");
    ran.complains(" --> cases/names/bound.yaml:18:17\n");
    ran.complains(
        "1 problem where recordings contradict the case files; nothing was taken in; correct the case files ",
    );
    assert!(project.files() == before, "files have changed");
    assert_eq!(merge(&project, &["--despite-claims", "artefact"]).status, Some(0));
    project.sockshape(&["check"]).prints("error: gvisor: `getpeername s`: expected ENOTCONN, recorded EINVAL\n");
}

/// Claims can change without anything being recorded again.
#[test]
fn recording_is_taken_in_once_the_claim_is_corrected() {
    let project = project(&[(PEER, "ENOTCONN", "EINVAL")]);
    project.edit(BOUND, "{error: ENOTCONN}", "{error: [ENOTCONN, EINVAL]}");
    assert_eq!(merge(&project, &["artefact"]).status, Some(0));
    assert_eq!(project.sockshape(&["check"]).status, Some(0));
}
