//! After single records were accepted, `sockshape check` is content, or says the one command after which it is.

use std::fs;

use rstest::rstest;

use crate::support::project::{PEER, Project, RECORD, on_linux};

const RECORDING: &str = "snapshots/linux/recording.yaml";

/// The arguments of the command in the message of a trial whose record changed.
const EXACT: [&str; 2] = ["--exact", "names::bound::peer_is_missing"];

/// How the advice ends.
const ALL: &str = "`INSTA_UPDATE=always cargo test --test conformance` records all of them\n";

/// A recording of a system that answered something else at that time.
fn of_another_answer() -> Project {
    let project = Project::recorded("agrees");
    project.edit(&on_linux(PEER), "ENOTCONN", "EINVAL");
    project.seal("snapshots/linux");
    project.run(&[]).counts(101, 4, 2, 0);
    project
}

#[test]
fn record_of_the_same_cases_is_described() {
    let project = of_another_answer();
    project.run_with(&EXACT, &[RECORD]).counts(0, 1, 0, 0);
    project.run(&[]).counts(0, 6, 0, 0);
    project.sockshape(&["check"]).exits_with(0);
}

#[rstest]
#[case::of_another_system("  system: ", "  system: Other ", "the others were recorded on another system")]
#[case::by_another_version("harness: ", "harness: 9.", "the others were recorded on another system")]
#[case::edited("\nsnapshots:\n", "\nsnapshots:\n  names/none: 01\n", "the others are not as they were recorded")]
#[case::of_other_cases("\ncases: ", "\ncases: 1", "the cases have changed since the others were recorded")]
fn record_is_not_described_if_others_may_be_out_of_date(#[case] old: &str, #[case] new: &str, #[case] why: &str) {
    let project = of_another_answer();
    project.edit(RECORDING, old, new);
    let before = fs::read(project.path(RECORDING)).expect("a description");
    let ran = project.run_with(&EXACT, &[RECORD]);
    let note = "note: the record is accepted, but recording.yaml is left as it was, because";
    ran.complains(&format!("{note} {why}; {ALL}"));
    assert_eq!((ran.status, fs::read(project.path(RECORDING)).expect("a description")), (Some(0), before));
}

#[test]
fn run_that_accepts_nothing_says_nothing() {
    let project = Project::recorded("agrees");
    project.edit(RECORDING, "\nsnapshots:\n", "\nsnapshots:\n  names/none: 01\n");
    project.run_with(&EXACT, &[RECORD]).counts(0, 1, 0, 0);
}

#[test]
fn record_before_the_first_recording_is_not_described() {
    let project = Project::of("agrees");
    let note = "note: the record is accepted, but there is no recording.yaml yet; ";
    project.run_with(&EXACT, &[RECORD]).complains(&format!("{note}{ALL}"));
    assert!(!project.path(RECORDING).exists());
}

#[test]
fn check_says_what_to_do_after_a_case_has_changed() {
    let project = Project::recorded("agrees");
    project.change_case();
    project.run_with(&EXACT, &[RECORD]).complains(ALL);
    project.run(&[]).counts(0, 6, 0, 0);
    is_content_after_the_command(&project);
}

#[test]
fn check_says_what_to_do_after_a_review() {
    let project = of_another_answer();
    project.run_with(&[], &[("INSTA_UPDATE", "new")]).counts(101, 4, 2, 0);
    // This is how cargo-insta accepts a snapshot.
    let snapshot = project.path(&on_linux(PEER));
    fs::rename(snapshot.with_extension("snap.new"), &snapshot).expect("a pending snapshot");
    is_content_after_the_command(&project);
}

/// Checks that `check` names a command, does what it says, and checks again.
fn is_content_after_the_command(project: &Project) {
    let to_do = "\nto do: `INSTA_UPDATE=always cargo test --test conformance` records linux, on that platform\n";
    let ran = project.sockshape(&["check"]);
    ran.exits_with(1).prints(to_do);
    project.run_with(&[], &[RECORD]).counts(0, 6, 0, 0);
    project.sockshape(&["check"]).exits_with(0);
}

/// A host that has what another lacked records the trials that need it, and those of others stay skipped.
#[test]
fn trial_that_is_recorded_alone_is_no_longer_skipped() {
    let project = Project::recorded("agrees");
    let (alone, other) = ("names::bound::peer_is_missing: needs luck", "other::closed::closes: needs luck");
    project.edit(RECORDING, "skipped: {}", &format!("skipped:\n  {alone}\n  {other}"));
    project.run_with(&EXACT, &[RECORD]);
    let description = fs::read_to_string(project.path(RECORDING)).expect("a description");
    assert!(!description.contains(alone) && description.contains(other), "{description}");
}

/// A host that lacks something records the platform again, and keeps what another host recorded, unless that is of
/// something else.
#[rstest]
#[case::on_the_same_system("  system: ", "  system: ", false)]
#[case::on_another_system("  system: ", "  system: Other ", true)]
#[case::of_other_cases("cases: ", "cases: 0", true)]
fn trial_that_has_a_record_of_the_same_cases_and_system_is_not_skipped(
    #[case] old: &str,
    #[case] new: &str,
    #[case] skipped: bool,
) {
    let project = Project::recorded("skipped");
    let snapshot = project.path("snapshots/linux/names/network/of_another_host.snap");
    fs::create_dir_all(snapshot.parent().expect("a folder")).expect("a new folder");
    let text = "---\nsource: harness/src/snapshot.rs\ninput_file: cases/names/network.yaml\n---\nclose s -> ok\n";
    fs::write(&snapshot, text).expect("a snapshot");
    let name = "names::network::of_another_host: ";
    let description = fs::read_to_string(project.path(RECORDING)).expect("a description");
    let (before, after) = description.split_once("skipped:\n").expect("skipped trials");
    let after = after.lines().skip_while(|line| line.starts_with(' ')).collect::<Vec<_>>().join("\n");
    fs::write(project.path(RECORDING), format!("{before}skipped: {{}}\n{after}\n")).expect("a file to write");
    project.edit(RECORDING, old, new);
    project.seal("snapshots/linux");
    project.run_with(&[], &[RECORD]);
    let description = fs::read_to_string(project.path(RECORDING)).expect("a description");
    assert_eq!(description.contains(name), skipped, "{description}");
    assert_eq!(snapshot.exists(), !skipped);
}
