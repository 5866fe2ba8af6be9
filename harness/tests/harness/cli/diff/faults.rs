//! Recordings that cannot be compared: each is named, with what to do about it, and no comparison is printed. And
//! recordings that are compared with a note.

use std::fs;

use rstest::rstest;

use crate::support::project::{PEER, Project};

const DESCRIPTION: &str = "recording.yaml";

#[rstest]
#[case::unknown("lunix", "unknown platform `lunix`; did you mean `linux`?")]
#[case::family(
    "unix",
    "unknown platform `unix`; one of `android`, `dragonfly`, `freebsd`, `gvisor`, `illumos`, `linux`, `linux-musl`, \
     `macos`, `netbsd`, `openbsd`, `windows`, `wine`, `wsl1`"
)]
#[case::release("windows@11", "windows@11 has not been recorded; these have: linux, gvisor")]
#[case::another_word("win32", "unknown platform `win32`; did you mean `windows`?")]
#[case::no_folder("no/such/folder", "there is no folder no/such/folder")]
fn side_without_a_recording(#[case] side: &str, #[case] message: &str) {
    let project = Project::recorded_twice("agrees", &[]);
    for sides in [["linux", side], [side, "linux"]] {
        let ran = project.sockshape(&["diff", sides[0], sides[1]]);
        ran.is_refused(2);
        assert_eq!(ran.complained, format!("error: {message}\n"));
    }
}

#[test]
fn folder_without_a_recording() {
    let project = Project::recorded("agrees");
    let folder = project.path("cases").display().to_string();
    let ran = project.sockshape(&["diff", "linux", &folder]);
    ran.is_refused(2);
    let message = format!(
        "error: {folder} is not a recording: there is no recording.yaml in it; \
         name a platform, or a folder that was written as snapshots/<platform> is\n"
    );
    assert_eq!(ran.complained, message);
}

#[test]
fn platform_in_a_project_without_recordings() {
    let ran = Project::of("agrees").sockshape(&["diff", "linux", "gvisor"]);
    ran.is_refused(2);
    assert_eq!(ran.complained, "error: linux has not been recorded; no platform has; ci/record records this one\n");
}

#[rstest]
#[case::cut_short(
    PEER,
    "\ngetpeername s -> ENOTCONN",
    "",
    "peer_is_missing.snap: it has 1 of the 2 steps of its case; it was cut short, edited, \
     or recorded by another version; "
)]
#[case::cut_in_a_line(
    PEER,
    " -> ENOTCONN",
    "",
    "peer_is_missing.snap: line 2 is not a step of a transcript: `getpeername s`; it was cut short, edited, \
     or recorded by another version; "
)]
#[case::cut_in_the_header(
    PEER,
    "\n---\nsocket s AF_INET SOCK_STREAM -> ok\ngetpeername s -> ENOTCONN",
    "",
    "peer_is_missing.snap: it has no header, or nothing after it, so it is not a snapshot; "
)]
#[case::of_another_project(
    PEER,
    "cases/names/bound.yaml",
    "tests/some.rs",
    "peer_is_missing.snap: its header names no case file, so sockshape did not write it; "
)]
#[case::foreign_description(DESCRIPTION, "made_on:", "maker:", "recording.yaml: unknown field `maker`, ")]
#[case::of_another_platform(
    DESCRIPTION,
    "platform: gvisor",
    "platform: wine",
    "gvisor/recording.yaml: this is a recording of wine, in a folder called gvisor; rename the folder to its platform"
)]
#[case::edited_skip(
    DESCRIPTION,
    "skipped: {}",
    "skipped: {some: reason}",
    "recording.yaml: `some` under `skipped` is not the name of a trial"
)]
fn damaged_recording(#[case] file: &str, #[case] old: &str, #[case] new: &str, #[case] message: &str) {
    let project = Project::recorded_twice("agrees", &[]);
    project.edit(&format!("snapshots/gvisor/{file}"), old, new);
    for arguments in [&["diff", "linux", "gvisor"][..], &["show", "peer_is_missing"]] {
        let ran = project.sockshape(arguments);
        ran.is_refused(2).complains(message);
        assert!(ran.complained.starts_with("error: "), "{}", ran.complained);
        assert_eq!(ran.complained.lines().count(), 1, "{}", ran.complained);
    }
}

#[test]
fn edited_snapshot_causes_a_note() {
    let project = Project::recorded_twice("agrees", &[]);
    project.edit(&format!("snapshots/gvisor/{PEER}"), "ENOTCONN", "EINVAL");
    for arguments in [&["diff", "linux", "gvisor"][..], &["show", "peer_is_missing"]] {
        let ran = project.sockshape_with(arguments, &[("COLUMNS", "200")]);
        ran.prints("note: snapshots of gvisor were changed since it was recorded on ");
        ran.prints("; take them from version control, or record it again\n");
    }
}

#[test]
fn more_than_twenty_faults_are_counted() {
    let project = Project::recorded_twice("agrees", &[]);
    for number in 0..25 {
        fs::write(project.path(&format!("snapshots/gvisor/{number}.snap")), "").expect("a file to write");
    }
    let ran = project.sockshape(&["diff", "linux", "gvisor"]);
    ran.is_refused(2);
    assert_eq!(ran.complained.lines().count(), 21, "{}", ran.complained);
    assert!(ran.complained.ends_with("\nerror: 5 more faults in the recordings\n"), "{}", ran.complained);
}
