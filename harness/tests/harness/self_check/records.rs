//! What is recorded, when a record is compared and accepted, and which files a run may touch.

use std::fs;

use rstest::rstest;

use super::project::Project;

const ALWAYS: [(&str, &str); 1] = [("INSTA_UPDATE", "always")];
const BOUND: &str = "cases/names/bound.yaml";
const RECORDING: &str = "snapshots/linux/recording.yaml";

/// A recorded project one of whose cases does something else since.
fn changed() -> Project {
    let project = Project::recorded("agrees");
    project.edit(BOUND, "- getpeername: s\n", "- listen: s\n      - getpeername: s\n");
    project
}

#[test]
fn every_trial_has_a_file_and_the_platform_a_description() {
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
fn description_is_not_written_where_a_trial_came_to_no_record() {
    let project = Project::of("broken");
    let ran = project.run_with(&[], &ALWAYS);
    assert!(
        ran.complained.contains("error: trials without a result to record: 1; recording.yaml is left as it was\n"),
        "{}",
        ran.complained
    );
    assert!(!project.path(RECORDING).exists());
}

#[test]
fn record_holds_the_transcript_and_names_its_case_file() {
    let project = Project::recorded("agrees");
    let snapshot =
        fs::read_to_string(project.path("snapshots/linux/names/bound/peer_is_missing.snap")).expect("a snapshot");
    let (head, body) = snapshot.split_once("\n---\n").expect("a head");
    assert!(head.contains("\ninput_file: cases/names/bound.yaml"), "{head}");
    assert_eq!(body, "socket s AF_INET SOCK_STREAM -> ok\ngetpeername s -> ENOTCONN\n");
}

#[test]
fn record_that_changed_fails_with_the_difference_and_what_to_type() {
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
    changed().run(&[]).counts(101, 4, 1, 0).prints(message);
}

#[test]
fn record_that_is_missing_on_a_recorded_platform_fails() {
    let project = Project::recorded("agrees");
    fs::remove_file(project.path("snapshots/linux/other/closed/closes.snap")).expect("a snapshot to remove");
    let message = "\
there is no record of this trial yet:
 --> snapshots/linux/other/closed/closes.snap
+socket s AF_INET SOCK_STREAM -> ok
+close s -> ok
";
    project.run(&[]).counts(101, 4, 1, 0).prints(message);
}

#[test]
fn claim_that_fails_and_record_that_changed_are_told_together() {
    let project = changed();
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: none");
    let ran = project.run(&[]);
    ran.counts(101, 4, 1, 0).prints("  expected: none\n  observed: ENOTCONN\n").prints("+listen s -> ok\n");
}

#[test]
fn command_that_the_message_gives_accepts_the_record() {
    let project = changed();
    project.run(&[]).counts(101, 4, 1, 0);
    project.run_with(&["--exact", "names::bound::peer_is_missing"], &ALWAYS).counts(0, 1, 0, 0);
    project.run(&[]).counts(0, 5, 0, 0);
}

#[test]
fn recording_twice_changes_no_file() {
    let project = changed();
    project.run_with(&[], &ALWAYS).counts(0, 5, 0, 0);
    let recorded = project.files();
    project.run_with(&[], &ALWAYS).counts(0, 5, 0, 0);
    assert!(project.files() == recorded, "the second recording wrote something else");
}

#[test]
fn accepted_record_waits_for_no_review() {
    let project = changed();
    project.run_with(&[], &[("INSTA_UPDATE", "new")]).counts(101, 4, 1, 0);
    project.run_with(&[], &ALWAYS).counts(0, 5, 0, 0);
    assert!(!project.path("snapshots/linux/names/bound/peer_is_missing.snap.new").exists());
}

#[test]
fn run_that_agrees_touches_no_file() {
    let project = Project::recorded("agrees");
    let modified = |file: &std::path::PathBuf| fs::metadata(file).and_then(|file| file.modified()).expect("a time");
    let state = || project.files().into_keys().map(|file| (modified(&file), file)).collect::<Vec<_>>();
    let before = state();
    project.run(&[]).counts(0, 5, 0, 0);
    project.run_with(&[], &ALWAYS).counts(0, 5, 0, 0);
    assert_eq!(state(), before);
}

#[test]
fn run_that_may_not_write_leaves_what_differs_as_it_is() {
    let project = changed();
    let before = project.files();
    project.run_with(&[], &[("INSTA_UPDATE", "no")]).counts(101, 4, 1, 0);
    assert!(project.files() == before, "something was written");
}

#[test]
fn records_that_differ_wait_for_review_where_that_is_asked_for() {
    let project = changed();
    let accepted = project.path("snapshots/linux/names/bound/peer_is_missing.snap");
    let before = fs::read(&accepted).expect("a snapshot");
    project.run_with(&[], &[("INSTA_UPDATE", "new")]).counts(101, 4, 1, 0);
    assert!(project.path("snapshots/linux/names/bound/peer_is_missing.snap.new").is_file());
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
fn platform_is_described_by_a_whole_recording_alone(#[case] arguments: &[&str], #[case] update: &str) {
    let project = Project::of("agrees");
    project.run_with(arguments, &[("INSTA_UPDATE", update)]);
    assert!(!project.path(RECORDING).exists());
}

#[test]
fn description_changes_with_what_the_cases_do_and_not_with_what_they_claim() {
    let project = Project::recorded("agrees");
    let recording = || fs::read_to_string(project.path(RECORDING)).expect("a description");
    let first = recording();
    assert!(first.contains("\ntrials: 4\n"), "{first}");
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: any");
    project.run_with(&[], &ALWAYS);
    assert_eq!(recording(), first);
    project.edit(BOUND, "- getpeername: s\n", "- listen: s\n      - getpeername: s\n");
    project.run_with(&[], &ALWAYS);
    assert_ne!(recording(), first);
}

#[test]
fn description_says_what_was_skipped_and_why() {
    let project = Project::recorded("skipped");
    let recording = fs::read_to_string(project.path(RECORDING)).expect("a description");
    assert!(recording.contains("names::network::of_another_host: 'needs network: "), "{recording}");
}

#[test]
fn description_that_cannot_be_read_is_told() {
    let project = Project::recorded("agrees");
    project.edit(RECORDING, "trials:", "tirals:");
    let ran = project.run(&[]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(101), ""));
    assert!(ran.complained.contains("recording.yaml: ") && ran.complained.contains("tirals"), "{}", ran.complained);
}

#[rstest]
#[case::case_that_is_gone("snapshots/linux/names/bound/gone.snap")]
#[case::topic_that_is_gone("snapshots/linux/names/gone/a.snap")]
#[case::of_another_platform("snapshots/macos/names/gone/a.snap")]
#[case::of_no_platform("snapshots/plan9")]
fn snapshot_without_a_case_fails(#[case] orphan: &str) {
    let project = Project::recorded("agrees");
    let file = if orphan.ends_with(".snap") { project.path(orphan) } else { project.path(orphan).join("a.snap") };
    fs::create_dir_all(file.parent().expect("a folder")).expect("a new folder");
    fs::copy(project.path("snapshots/linux/other/closed/closes.snap"), file).expect("a copy");
    let message = format!("no case makes these; remove them, or give their case its old name back:\n  {orphan}\n");
    project.run(&[]).counts(101, 4, 1, 0).prints(&message);
}
