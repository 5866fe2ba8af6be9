//! `sockshape check`: the case files, and the snapshots that are missing, left over or changed.

use std::fs;

use rstest::rstest;

use crate::support::project::{CLOSES, PEER, Project, copy, on_linux};

const GONE: &str = "snapshots/linux/names/bound/gone.snap";

#[test]
fn check_without_findings_exits_with_0() {
    let ran = Project::recorded("agrees").sockshape(&["check"]);
    ran.exits_with(0);
    assert_eq!(ran.printed, "2 topics, 4 trials: no problem in the case files\n");
}

#[test]
fn check_reports_leftover_and_missing_snapshots() {
    let project = Project::recorded("agrees");
    fs::rename(project.path(&on_linux(CLOSES)), project.path(GONE)).expect("a snapshot to rename");
    let ran = project.sockshape(&["check"]);
    ran.exits_with(1);
    let expected = format!(
        "2 topics, 4 trials: no problem in the case files\n\
         left over: {GONE} belongs to no case\n\
         missing: linux has no snapshot of other::closed::closes\n\
         behind: snapshots of linux were changed since it was recorded on "
    );
    assert!(ran.printed.starts_with(&expected), "{}", ran.printed);
}

#[test]
fn check_reports_a_recording_that_was_not_finished() {
    let project = Project::recorded("agrees");
    fs::remove_file(project.path("snapshots/linux/recording.yaml")).expect("a description to remove");
    let ran = project.sockshape(&["check"]);
    ran.exits_with(1).prints(
        "\nunfinished: snapshots/linux has snapshots and no recording.yaml: nobody has recorded all of it\n\
         to do: `INSTA_UPDATE=always cargo test --test conformance` records linux, on that platform\n",
    );
}

#[test]
fn check_reports_what_a_killed_program_was_writing() {
    let project = Project::recorded("agrees");
    fs::write(project.path(&on_linux("names/bound/a.snap.unfinished")), "---").expect("a file to write");
    let ran = project.sockshape(&["check"]);
    ran.exits_with(1).prints("\nleft over: snapshots/linux/names/bound/a.snap.unfinished is half a file\n");
}

#[test]
fn check_expects_no_snapshot_of_a_skipped_trial() {
    let ran = Project::recorded("skipped").sockshape(&["check"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(0), "1 topic, 2 trials: no problem in the case files\n"));
}

#[test]
fn check_reports_a_recording_of_other_cases() {
    let project = Project::recorded("agrees");
    project.change_case();
    let ran = project.sockshape(&["check"]);
    assert_eq!(ran.status, Some(1));
    ran.prints("\nbehind: the cases do something else than when linux was recorded\n");
}

#[test]
fn check_reports_a_snapshot_that_was_cut_short() {
    let project = Project::recorded("agrees");
    let text = fs::read_to_string(project.path(&on_linux(CLOSES))).expect("a snapshot");
    fs::write(project.path(&on_linux(CLOSES)), &text[..text.len() - 5]).expect("a file to write");
    let ran = project.sockshape(&["check"]);
    assert_eq!(ran.status, Some(1));
    ran.prints(
        "/closes.snap: line 2 is not a step of a transcript: `close s -`; it was cut short, edited, or recorded by \
         another version; ",
    );
}

#[rstest]
#[case::of_another_platform(
    "platform: gvisor",
    "platform: wine",
    "this is a recording of wine, in a folder called gvisor; "
)]
#[case::edited("\nsnapshots:", "\nshots:", "unknown field `shots`, ")]
fn check_reports_a_description_that_cannot_be_read(#[case] old: &str, #[case] new: &str, #[case] message: &str) {
    let project = Project::recorded_twice("agrees", &[]);
    let file = "snapshots/gvisor/recording.yaml";
    project.edit(file, old, new);
    let ran = project.sockshape(&["check"]);
    assert_eq!(ran.status, Some(1));
    ran.prints(&format!("\nunreadable: {}: {message}", project.path(file).display()));
}

/// What lies in the way is said once, however many ways lead to it.
#[cfg(unix)]
#[rstest]
#[case::all_snapshots("snapshots", "unreadable: snapshots: this is a link, ")]
#[case::recording("snapshots/gvisor", "/snapshots/gvisor/recording.yaml: snapshots/gvisor above it is a link, ")]
#[case::not_recorded("snapshots/wine", "/snapshots/wine/recording.yaml: snapshots/wine above it is a link, ")]
#[case::folder_of_a_recording("snapshots/gvisor/names", "/snapshots/gvisor/names: this is a link, ")]
#[case::folder_beside("snapshots/gvisor/others", "/snapshots/gvisor/others: this is a link, ")]
#[case::no_platform("snapshots/other", "left over: snapshots/other belongs to no case")]
fn check_says_once_that_a_link_is_in_the_way(#[case] path: &str, #[case] message: &str) {
    let project = Project::recorded_twice("agrees", &[]);
    let link = project.path(path);
    let _ = fs::remove_dir_all(&link);
    std::os::unix::fs::symlink("/nowhere", &link).expect("a link");
    let ran = project.sockshape(&["check"]);
    ran.exits_with(1);
    assert_eq!(ran.printed.lines().skip(1).count(), 1, "{ran:?}");
    ran.prints(message);
}

#[test]
fn check_of_single_files_reads_only_those_files() {
    let project = Project::of("malformed");
    let path = |file: &str| project.path(file).display().to_string();
    let good = path("cases/other/good.yaml");
    let ran = project.sockshape(&["check", &good]);
    ran.exits_with(0);
    assert_eq!(ran.printed, format!("{good}: 1 trial, no problem\n"));
    let ran = project.sockshape(&["check", &good, &path("cases/names/first.yaml")]);
    ran.is_refused(3);
    assert!(ran.complained.ends_with("\n2 problems in the case files\n"), "{ran:?}");
    let ran = project.sockshape(&["check", &path("cases/other/gone.yaml")]);
    ran.is_refused(3);
}

#[rstest]
#[case::elsewhere("other.yaml")]
#[case::other_ending("cases/other/good.yml")]
#[case::no_group("cases/good.yaml")]
#[case::group_in_a_group("cases/other/more/good.yaml")]
fn check_refuses_a_path_that_cannot_be_a_case_file(#[case] file: &str) {
    let project = Project::of("malformed");
    let file = project.path(file).display().to_string();
    let ran = project.sockshape(&["check", &file]);
    ran.is_refused(2);
    let expected = format!("error: {file} is not a case file: case files lie at cases/<group>/<topic>.yaml\n");
    assert_eq!(ran.complained, expected);
}

#[test]
fn check_shows_where_a_recording_contradicts_a_claim() {
    let project = Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "EINVAL")]);
    let ran = project.sockshape(&["check"]);
    ran.exits_with(1);
    let expected = "\
2 topics, 4 trials: no problem in the case files

error: gvisor: `getpeername s`: expected ENOTCONN, recorded EINVAL
  --> cases/names/bound.yaml:18:17
   |
18 |         expect: {error: ENOTCONN}
   |                 ^
   = help: see snapshots/gvisor/names/bound/peer_is_missing.snap:6; correct the claim, give the platform its own under \
`expect_on`, or say under `deviates` why it is at fault

1 problem where recordings contradict the case files
";
    assert_eq!(ran.printed, expected);
}

/// Which platforms a contributor need not record.
#[test]
fn check_says_which_platforms_others_record() {
    let project = Project::recorded_twice("agrees", &[]);
    project.edit("cases/names/bound.yaml", "name: port_is_chosen", "name: a_port_is_chosen");
    for recording in ["linux", "gvisor"] {
        fs::remove_file(project.path(&format!("snapshots/{recording}/{PEER}"))).expect("a snapshot to remove");
    }
    let ran = project.sockshape(&["check"]);
    ran.exits_with(1).prints("\nmissing: linux has no snapshot of names::bound::a_port_is_chosen@SOCK_STREAM\n");
    ran.prints("\nmissing: gvisor has no snapshot of 3 trials, such as names::bound::a_port_is_chosen@SOCK_STREAM\n");
    let others = "\nfor others: gvisor is not this platform: whoever has it records it\n";
    ran.prints(others).prints("\nto do: `INSTA_UPDATE=always cargo test --test conformance` records gvisor, on that ");
    fs::create_dir(project.path("ci")).expect("a new folder");
    fs::write(project.path("ci/gvisor"), "").expect("a script");
    let ran = project.sockshape(&["check"]);
    ran.prints("\nto do: `ci/gvisor record` records gvisor, on a Debian machine\n");
    assert!(!ran.printed.contains("for others"), "{}", ran.printed);
}

/// The current recording of the platform is another one.
#[test]
fn check_says_that_others_record_another_release() {
    let project = Project::recorded("agrees");
    let folder = project.path("snapshots/linux@5.10");
    fs::create_dir(&folder).expect("a new folder");
    copy(&project.path("snapshots/linux"), &folder);
    project.edit("snapshots/linux@5.10/recording.yaml", "platform: linux\n", "platform: linux\nrelease: '5.10'\n");
    project.edit("cases/names/bound.yaml", "- getpeername: s\n", "- listen: s\n      - getpeername: s\n");
    let ran = project.sockshape(&["check"]);
    ran.exits_with(1).prints("\nfor others: linux@5.10 is not this platform: whoever has it records it\n");
}

/// A warning is no fault: the author may have reasons.
#[test]
fn check_warns_of_two_cases_that_do_the_same_steps() {
    let project = Project::of("agrees");
    let again = "  - name: again\n    steps:\n      - socket: {as: s, family: AF_INET, type: SOCK_STREAM}\n";
    let text = fs::read_to_string(project.path("cases/other/closed.yaml")).expect("a case file");
    fs::write(project.path("cases/other/closed.yaml"), format!("{text}\n{again}      - close: s\n")).expect("a file");
    let ran = project.sockshape(&["check"]);
    ran.exits_with(0);
    let expected = "2 topics, 5 trials: no problem in the case files\nwarning: other::closed::again \
                    (cases/other/closed.yaml:13) has a trial with the same steps as one of other::closed::closes \
                    (cases/other/closed.yaml:8)\n";
    assert_eq!(ran.printed, expected);
}
