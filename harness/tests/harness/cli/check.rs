//! `sockshape check`: the case files, and the snapshots that are missing, left over or changed.

use std::fs;

use rstest::rstest;

use crate::support::project::Project;

const GONE: &str = "snapshots/linux/names/bound/gone.snap";
const CLOSES: &str = "snapshots/linux/other/closed/closes.snap";

#[test]
fn check_that_finds_nothing_exits_with_0() {
    let ran = Project::recorded("agrees").sockshape(&["check"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    assert_eq!(ran.printed, "2 topics, 4 trials: no problem in the case files\n");
}

#[test]
fn check_tells_what_is_left_over_and_what_is_missing() {
    let project = Project::recorded("agrees");
    fs::rename(project.path(CLOSES), project.path(GONE)).expect("a snapshot to rename");
    let ran = project.sockshape(&["check"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(1), ""));
    let expected = format!(
        "2 topics, 4 trials: no problem in the case files\n\
         left over: {GONE} belongs to no case\n\
         missing: linux has no snapshot of other::closed::closes\n\
         behind: snapshots of linux were changed since it was recorded on "
    );
    assert!(ran.printed.starts_with(&expected), "{}", ran.printed);
}

#[test]
fn check_misses_no_snapshot_of_what_the_recording_skipped() {
    let ran = Project::recorded("skipped").sockshape(&["check"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(0), "1 topic, 2 trials: no problem in the case files\n"));
}

#[test]
fn check_tells_of_a_recording_of_other_cases() {
    let project = Project::recorded("agrees");
    project.edit("cases/names/bound.yaml", "- getpeername: s\n", "- listen: s\n      - getpeername: s\n");
    let ran = project.sockshape(&["check"]);
    assert_eq!(ran.status, Some(1));
    ran.prints("\nbehind: the cases do something else than when linux was recorded\n");
}

#[test]
fn check_tells_of_a_snapshot_that_was_cut_short() {
    let project = Project::recorded("agrees");
    let text = fs::read_to_string(project.path(CLOSES)).expect("a snapshot");
    fs::write(project.path(CLOSES), &text[..text.len() - 5]).expect("a file to write");
    let ran = project.sockshape(&["check"]);
    assert_eq!(ran.status, Some(1));
    ran.prints("\nbehind: snapshots of linux were changed since it was recorded on ");
}

#[rstest]
#[case::of_another_platform(
    "platform: gvisor",
    "platform: wine",
    "this is a recording of wine, in a folder called gvisor; "
)]
#[case::edited("\nsnapshots: ", "\nshots: ", "unknown field `shots`, ")]
fn check_tells_of_a_description_that_is_none(#[case] old: &str, #[case] new: &str, #[case] message: &str) {
    let project = Project::recorded_twice("agrees", &[]);
    let file = "snapshots/gvisor/recording.yaml";
    project.edit(file, old, new);
    let ran = project.sockshape(&["check"]);
    assert_eq!(ran.status, Some(1));
    ran.prints(&format!("\nunreadable: {}: {message}", project.path(file).display()));
}

#[test]
fn check_of_single_files_looks_at_them_alone() {
    let project = Project::of("malformed");
    let path = |file: &str| project.path(file).display().to_string();
    let good = path("cases/other/good.yaml");
    let ran = project.sockshape(&["check", &good]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    assert_eq!(ran.printed, format!("{good}: 1 trial, no problem\n"));
    let ran = project.sockshape(&["check", &good, &path("cases/names/first.yaml")]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(3), ""));
    assert!(ran.complained.ends_with("\n2 problems in the case files\n"), "{ran:?}");
    let ran = project.sockshape(&["check", &path("cases/other/gone.yaml")]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(3), ""));
}

#[rstest]
#[case::elsewhere("other.yaml")]
#[case::other_ending("cases/other/good.yml")]
#[case::no_group("cases/good.yaml")]
#[case::group_in_a_group("cases/other/more/good.yaml")]
fn check_of_what_is_no_case_file_is_refused(#[case] file: &str) {
    let project = Project::of("malformed");
    let file = project.path(file).display().to_string();
    let ran = project.sockshape(&["check", &file]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    let expected = format!("error: {file} is not a case file: case files lie at cases/<group>/<topic>.yaml\n");
    assert_eq!(ran.complained, expected);
}
