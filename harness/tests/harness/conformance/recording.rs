//! What a run records, when a record is compared or accepted, and which files a run may write.

use std::fs;
use std::path::PathBuf;

use rstest::rstest;

use crate::support::project::{BOUND, CLOSES, FAILED, FAILED_CLAIM, PEER, Project, RECORD, on_linux};

const RECORDING: &str = "snapshots/linux/recording.yaml";

/// A project with a recording. One of its cases has changed since.
fn changed() -> Project {
    let project = Project::recorded("agrees");
    project.change_case();
    project
}

#[test]
fn every_trial_gets_a_file_and_the_platform_a_description() {
    let project = Project::recorded("agrees");
    let folder = project.path("snapshots");
    let files: Vec<String> = project
        .files()
        .into_keys()
        .filter_map(|file| Some(file.strip_prefix(&folder).ok()?.to_string_lossy().replace('\\', "/")))
        .collect();
    let expected = [
        "linux/names/bound/peer_is_missing.snap",
        "linux/names/bound/port_is_chosen@SOCK_DGRAM.snap",
        "linux/names/bound/port_is_chosen@SOCK_STREAM.snap",
        "linux/other/closed/closes.snap",
        "linux/recording.yaml",
    ];
    assert_eq!(files, expected);
}

#[test]
fn description_is_not_written_if_a_trial_has_no_result() {
    let project = Project::of("broken");
    let ran = project.run_with(&[], &[RECORD]);
    ran.complains("error: trials without a record of this run: 1; recording.yaml is left as it was\n");
    assert!(!project.path(RECORDING).exists());
}

#[test]
fn record_has_the_transcript_and_the_path_of_its_case_file() {
    let project = Project::recorded("agrees");
    let snapshot = fs::read_to_string(project.path(&on_linux(PEER))).expect("a snapshot");
    let (head, body) = snapshot.split_once("\n---\n").expect("a head");
    assert!(head.contains("\ninput_file: cases/names/bound.yaml"), "{head}");
    assert_eq!(body, "socket s AF_INET SOCK_STREAM -> ok\ngetpeername s -> ENOTCONN\n");
}

#[test]
fn changed_record_fails_with_the_difference_and_a_command() {
    let message = "\
the record changed (- as recorded, + in this run):
 --> snapshots/linux/names/bound/peer_is_missing.snap
@@ -1,2 +1,3 @@
 socket s AF_INET SOCK_STREAM -> ok
+listen s -> ok
 getpeername s -> ENOTCONN

to accept the record:
  INSTA_UPDATE=always cargo test --test conformance -- --exact 'names::bound::peer_is_missing'

to run it again:
  cargo test --test conformance -- --exact 'names::bound::peer_is_missing'
";
    changed().run(&[]).counts(101, 5, 1, 0).prints(message);
}

#[test]
fn missing_record_fails_on_a_recorded_platform() {
    let project = Project::recorded("agrees");
    fs::remove_file(project.path(&on_linux(CLOSES))).expect("a snapshot to remove");
    let message = "\
new: there is no record of this trial yet
nothing contradicts the case; accept the record, and it is no longer new

about: A case of another group that agrees
  posix: close()

 --> snapshots/linux/other/closed/closes.snap
+socket s AF_INET SOCK_STREAM -> ok
+close s -> ok
";
    project.run(&[]).counts(101, 5, 1, 0).prints(message);
}

#[test]
fn failed_claim_and_changed_record_are_reported_together() {
    let project = changed();
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: none");
    let ran = project.run(&[]);
    ran.counts(101, 5, 1, 0).prints("  expected: none\n  observed: ENOTCONN\n").prints("+listen s -> ok\n");
}

#[test]
fn recording_twice_changes_no_file() {
    let project = changed();
    project.run_with(&[], &[RECORD]).counts(0, 6, 0, 0);
    let recorded = project.files();
    project.run_with(&[], &[RECORD]).counts(0, 6, 0, 0);
    assert!(project.files() == recorded, "the second recording differs from the first");
}

#[test]
fn accepted_record_leaves_no_file_to_review() {
    let project = changed();
    project.run_with(&[], &[("INSTA_UPDATE", "new")]).counts(101, 5, 1, 0);
    project.run_with(&[], &[RECORD]).counts(0, 6, 0, 0);
    assert!(!project.path(&format!("{}.new", on_linux(PEER))).exists());
}

#[test]
fn run_that_agrees_writes_no_file() {
    let project = Project::recorded("agrees");
    let modified = |file: &PathBuf| fs::metadata(file).and_then(|file| file.modified()).expect("a time");
    let state = || project.files().into_keys().map(|file| (modified(&file), file)).collect::<Vec<_>>();
    let before = state();
    project.run(&[]).counts(0, 6, 0, 0);
    project.run_with(&[], &[RECORD]).counts(0, 6, 0, 0);
    assert_eq!(state(), before);
}

#[rstest]
#[case::said(&[("INSTA_UPDATE", "no")])]
#[case::not_said(&[])]
#[case::left_to_insta(&[("INSTA_UPDATE", "auto")])]
fn run_that_may_not_write_writes_no_file(#[case] variables: &[(&str, &str)]) {
    let project = changed();
    let before = project.files();
    project.run_with(&[], variables).counts(101, 5, 1, 0);
    assert!(project.files() == before, "the run has written a file");
}

#[test]
fn unknown_word_for_what_may_be_written_is_refused() {
    let ran = Project::of("agrees").run_with(&[], &[("INSTA_UPDATE", "alwyas")]);
    ran.is_refused(101).complains("error: unknown INSTA_UPDATE `alwyas`; did you mean `always`?\n");
}

#[test]
fn line_ends_of_windows_do_not_count() {
    let project = Project::recorded("agrees");
    project.edit(&on_linux(PEER), "\n", "\r\n");
    project.run(&[]).counts(0, 6, 0, 0);
    project.sockshape(&["check"]).exits_with(0);
}

#[test]
fn line_ends_of_windows_go_when_the_record_changes() {
    let project = changed();
    project.edit(&on_linux(PEER), "\n", "\r\n");
    project.run_with(&[], &[RECORD]).counts(0, 6, 0, 0);
    let snapshot = fs::read_to_string(project.path(&on_linux(PEER))).expect("a snapshot");
    assert!(!snapshot.contains('\r') && snapshot.contains("\nlisten s -> ok\n"), "{snapshot}");
}

/// What is said of a claim that fails in a run that records.
const OWN: &str = "its record is that of this run, so nothing tells which side moved";

#[test]
fn first_recording_is_held_to_the_claims() {
    Project::of("differs")
        .run_with(&[], &[RECORD])
        .counts(101, 3, 1, 0)
        .prints(&format!("{FAILED}\n{OWN}\n\n{FAILED_CLAIM}"));
}

/// The folder of a topic is a file, so that its snapshots cannot be written.
#[test]
fn snapshot_that_cannot_be_written_fails() {
    let project = Project::of("agrees");
    fs::create_dir_all(project.path("snapshots/linux/names")).expect("a new folder");
    fs::write(project.path("snapshots/linux/names/bound"), "").expect("a file");
    let ran = project.run_with(&[], &[RECORD]);
    assert_eq!(ran.status, Some(101));
    ran.prints("the record cannot be written:\n").prints("peer_is_missing.snap: ");
    ran.complains("error: trials without a record of this run: 3; recording.yaml is left as it was\n");
}

#[test]
fn changed_records_wait_for_review_on_request() {
    let project = changed();
    let accepted = project.path(&on_linux(PEER));
    let before = fs::read(&accepted).expect("a snapshot");
    project.run_with(&[], &[("INSTA_UPDATE", "new")]).counts(101, 5, 1, 0);
    assert!(project.path(&format!("{}.new", on_linux(PEER))).is_file());
    assert_eq!(fs::read(&accepted).expect("a snapshot"), before);
}

#[rstest]
#[case::no_update(&[], "no")]
#[case::pending(&[], "new")]
#[case::filter(&["names"], "always")]
#[case::exact(&["--exact", "other::closed::closes"], "always")]
#[case::skip(&["--skip", "names"], "always")]
#[case::ignored(&["--ignored"], "always")]
#[case::list(&["--list"], "always")]
#[case::benchmarks(&["--bench"], "always")]
fn only_a_complete_recording_writes_the_description(#[case] arguments: &[&str], #[case] update: &str) {
    let project = Project::of("agrees");
    project.run_with(arguments, &[("INSTA_UPDATE", update)]);
    assert!(!project.path(RECORDING).exists());
}

#[test]
fn description_changes_with_the_steps_of_cases_but_not_with_their_claims() {
    let project = Project::recorded("agrees");
    let recording = || fs::read_to_string(project.path(RECORDING)).expect("a description");
    let first = recording();
    assert!(first.contains("\ntrials: 4\n"), "{first}");
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: any");
    project.run_with(&[], &[RECORD]);
    assert_eq!(recording(), first);
    project.change_case();
    project.run_with(&[], &[RECORD]);
    assert_ne!(recording(), first);
}

#[test]
fn description_has_the_skipped_trials_with_the_reason() {
    let project = Project::recorded("skipped");
    let recording = fs::read_to_string(project.path(RECORDING)).expect("a description");
    assert!(recording.contains("names::network::of_another_host: 'needs network: "), "{recording}");
}

#[test]
fn description_that_cannot_be_read_is_reported() {
    let project = Project::recorded("agrees");
    project.edit(RECORDING, "trials:", "tirals:");
    let ran = project.run(&[]);
    ran.is_refused(101).complains("recording.yaml: ").complains("tirals");
}

#[rstest]
#[case::of_a_removed_case("snapshots/linux/names/bound/gone.snap")]
#[case::of_a_removed_topic("snapshots/linux/names/gone/a.snap")]
#[case::of_another_platform("snapshots/macos/names/gone/a.snap")]
#[case::of_an_unknown_platform("snapshots/plan9")]
fn snapshot_without_a_case_fails(#[case] orphan: &str) {
    let project = Project::recorded("agrees");
    let file = if orphan.ends_with(".snap") { project.path(orphan) } else { project.path(orphan).join("a.snap") };
    fs::create_dir_all(file.parent().expect("a folder")).expect("a new folder");
    fs::copy(project.path(&on_linux(CLOSES)), file).expect("a copy");
    let message = format!("no case makes these; remove them, or give their case its old name back:\n  {orphan}\n");
    project.run(&[]).counts(101, 5, 1, 0).prints(&message);
}
