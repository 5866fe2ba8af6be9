//! `sockshape run --record`: what it writes, and what it leaves as it is.

use std::fs;

use rstest::rstest;

use crate::support::project::{CLOSES, PEER, Project, copy, on_linux};

/// A recording of a system that gave two other answers at that time.
fn of_other_answers() -> Project {
    let project = Project::recorded("agrees");
    project.edit(&on_linux(PEER), "ENOTCONN", "EINVAL");
    project.edit(&on_linux(CLOSES), "close s -> ok", "close s -> EIO");
    project.seal("snapshots/linux");
    project.sockshape(&["run"]).exits_with(1);
    project
}

/// The environment has no say in it.
#[test]
fn record_of_the_trials_that_were_run_is_accepted_and_no_other() {
    let project = of_other_answers();
    let before = project.files();
    let ran = project.sockshape_with(&["run", "--record", "peer_is_missing"], &[("INSTA_UPDATE", "no")]);
    ran.exits_with(0).prints("\nrecords of linux that are new or changed: 1\n  names::bound::peer_is_missing\n");
    let changed = project.files().into_iter().filter(|(file, text)| before.get(file) != Some(text));
    let changed: Vec<_> = changed.map(|(file, _)| file).collect();
    assert_eq!(changed, [project.path(&on_linux(PEER)), project.path("snapshots/linux/recording.yaml")]);
    project.run(&["peer_is_missing"]).counts(0, 1, 0, 0);
    let ran = project.sockshape(&["check"]);
    assert!(!ran.printed.contains("behind"), "{}", ran.printed);
}

#[test]
fn run_of_all_trials_makes_a_whole_recording() {
    let project = Project::of("agrees");
    project.sockshape(&["run", "--record"]).exits_with(0).prints("\nrecords of linux that are new or changed: 4\n");
    project.sockshape(&["check"]).exits_with(0);
    let before = project.files();
    project.sockshape(&["run", "--record"]).exits_with(0).prints("\nno record has changed\n");
    assert!(project.files() == before, "the second recording differs from the first");
}

#[test]
fn record_that_cannot_be_described_is_said() {
    let project = of_other_answers();
    project.edit("snapshots/linux/recording.yaml", "  system: ", "  system: Other ");
    let ran = project.sockshape(&["run", "--record", "peer_is_missing"]);
    ran.exits_with(0).prints("\nnote: the record is accepted, but recording.yaml is left as it was, because ");
}

#[test]
fn trial_that_was_not_run_has_no_record() {
    let project = Project::recorded("skipped");
    let before = project.files();
    let ran = project.sockshape(&["run", "--record", "of_another_host"]);
    ran.exits_with(0).prints("\nno record has changed\n");
    assert!(project.files() == before, "the run has written a file");
}

#[test]
fn claim_that_fails_is_said_when_its_record_is_accepted() {
    let project = Project::of("differs");
    let ran = project.sockshape(&["run", "--record"]);
    ran.exits_with(1).prints("linux: 1 differs, 1 agrees\ngetsockname: expected loopback:0, ");
    assert!(fs::exists(project.path("snapshots/linux/names/bound/port_stays_zero.snap")).expect("a folder"));
}

/// What is to be seen to is said, and what was written, although the recording is not described.
#[test]
fn trial_without_a_record_is_named_and_the_others_are_recorded() {
    let project = Project::of("broken");
    let ran = project.sockshape(&["run", "--record"]);
    ran.exits_with(3).prints("error in the case: step 3, `connect s $peer`: no address was saved as `peer`\n");
    ran.prints("\nrecords of linux that are new or changed: 1\n");
    ran.prints("\nnote: trials without a record of this run: 1; recording.yaml is left as it was\n");
    assert!(!project.path("snapshots/linux/recording.yaml").exists(), "a recording with a gap is described");
}

#[test]
fn other_recording_that_cannot_be_read_is_a_note() {
    let project = Project::recorded_twice("differs", &[]);
    project.edit("snapshots/gvisor/recording.yaml", "trials:", "tirals:");
    let ran = project.sockshape(&["run", "--record"]);
    ran.exits_with(1).prints("linux: 1 differs, 1 agrees\n").prints("\nno record has changed\n");
    ran.prints("\n  linux: 2 the same, 0 different, 0 unrecorded\n").prints("\nnote: ").prints("tirals");
    project.edit("cases/names/bound.yaml", "        expect: \"loopback:0\"\n", "        expect: any\n");
    project.sockshape(&["run"]).exits_with(2).prints("\nnote: ");
}

#[test]
fn what_was_taken_does_not_mix_with_what_programs_read() {
    let project = Project::of("broken");
    let ran = project.sockshape(&["run", "--record", "--format", "json"]);
    assert_eq!(ran.status, Some(3), "{ran:?}");
    ran.complains("records of linux that are new or changed: 1\n  names::")
        .complains("\nnote: trials without a record of this run: 1; ");
    assert!(serde_json::from_str::<serde_json::Value>(&ran.printed).is_ok(), "{}", ran.printed);
}

/// A run of all trials cannot say of such a record what it is of.
#[test]
fn record_of_a_skipped_trial_that_is_removed_is_counted_apart() {
    let project = Project::recorded("skipped");
    let folder = "snapshots/linux/names/network";
    let (this, other) = (format!("{folder}/of_this_host.snap"), format!("{folder}/of_another_host.snap"));
    fs::copy(project.path(&this), project.path(&other)).expect("a copy");
    let ran = project.sockshape(&["run", "--record"]);
    ran.exits_with(0).prints("\nno record is new or changed\n");
    ran.prints("\nrecords of linux that are removed: 1\n  names::network::of_another_host\n");
    assert!(!project.path(&other).exists(), "the record is still there");
}

#[test]
fn shard_says_which_it_is_and_stays_alone() {
    let project = Project::of("agrees");
    let record = |arguments: &[&str]| project.sockshape(&[&["run", "--record"], arguments].concat());
    record(&["--shard", "3/3"]).exits_with(0).prints("\nrecords of linux that are new or changed: 2\n");
    let description = || fs::read_to_string(project.path("snapshots/linux/recording.yaml")).expect("a description");
    assert!(description().contains("\ntrials: 4\nshard: 3/3\n"), "{}", description());
    record(&["--shard", "3/3"]).exits_with(0).prints("\nno record has changed\n");
    project.sockshape(&["platform"]).exits_with(0).prints(", shard 3/3 of 4 trials, on ");
    project.sockshape(&["check"]).exits_with(1).prints("missing: linux is shard 3/3 alone: sockshape merge puts the ");
    let before = project.files();
    record(&["--shard", "1/3"]).is_refused(2).complains("snapshots/linux has shard 3/3, and cannot have shard 1/3 as ");
    assert!(project.files() == before, "the run has written a file");
    record(&["port_is_chosen"]).is_refused(2).complains("has shard 3/3, and cannot have trials of others as well");
    assert!(project.files() == before, "the run has written a file");
    record(&[]).exits_with(0);
    assert!(!description().contains("shard"), "{}", description());
    project.sockshape(&["check"]).exits_with(0);
}

/// Nobody could merge what would come of it.
#[test]
fn shard_is_not_recorded_beside_records_of_others() {
    let project = Project::of("agrees");
    project.sockshape(&["run", "--record", "port_is_chosen"]).exits_with(0);
    let before = project.files();
    let ran = project.sockshape(&["run", "--record", "--shard", "3/3"]);
    ran.is_refused(2)
        .complains("has records of other trials than those of shard 3/3; record each shard into a folder ");
    assert!(project.files() == before, "the run has written a file");
}

#[test]
fn only_shard_is_a_whole_recording() {
    let project = Project::of("agrees");
    project.sockshape(&["run", "--record", "--shard", "1/1"]).exits_with(0);
    let whole = Project::recorded("agrees");
    let file = "snapshots/linux/recording.yaml";
    let read = |project: &Project| fs::read_to_string(project.path(file)).expect("a description");
    assert_eq!(read(&project), read(&whole));
}

/// Its trials are some of those that are recorded.
#[test]
fn shard_is_recorded_anew_among_all_trials() {
    let project = of_other_answers();
    let ran = project.sockshape(&["run", "--record", "--shard", "3/3"]);
    ran.exits_with(0).prints("\nrecords of linux that are new or changed: 1\n  names::bound::peer_is_missing\n");
    let description = fs::read_to_string(project.path("snapshots/linux/recording.yaml")).expect("a description");
    assert!(!description.contains("shard"), "{description}");
    project.run(&["peer_is_missing"]).counts(0, 1, 0, 0);
}

/// The folder is as one of the project, for the commands that take such a folder.
#[test]
fn recording_may_be_made_in_a_folder_of_its_own() {
    let project = Project::recorded("agrees");
    let before = project.files();
    let mine = project.path("mine");
    let into = format!("--record={}", mine.display());
    let heading = "\nrecords of linux that are new or changed: 4\n";
    project.sockshape(&["run", &into]).exits_with(0).prints(heading);
    assert!(before.iter().all(|(file, text)| project.files().get(file) == Some(text)), "the project has changed");
    project.sockshape(&["run", &into]).exits_with(0).prints("\nno record has changed\n");
    let mine = mine.display().to_string();
    project.sockshape(&["diff", "linux", &mine]).exits_with(0).prints("4 the same, 0 different; ");
    let report = project.sockshape(&["report", "--json", "-", "--with", &mine]);
    report.exits_with(0).prints(&format!("\"name\": \"{mine}\""));
    project.sockshape(&["merge", "--replace", &mine]).exits_with(0).prints("4 the same");
}

#[rstest]
#[case::of_files("cases/names", "there is something else in this folder: bound.yaml; name a new folder")]
#[case::of_a_recording("mine", "this is a recording of gvisor, and not of linux; name a new folder")]
#[case::of_another_platform("snapshots/gvisor", "a folder of this name has recordings of gvisor, and this is linux")]
#[case::file("cases/names/bound.yaml", "Not a directory")]
fn folder_that_has_something_else_is_refused(#[case] folder: &str, #[case] why: &str) {
    let project = Project::recorded_twice("agrees", &[]);
    fs::create_dir(project.path("mine")).expect("a new folder");
    copy(&project.path("snapshots/gvisor"), &project.path("mine"));
    let before = project.files();
    let ran = project.sockshape(&["run", &format!("--record={}", project.path(folder).display())]);
    ran.is_refused(2).complains(why);
    assert!(project.files() == before, "the run has written a file");
}

#[test]
fn folder_of_a_report_has_to_be_a_recording() {
    let ran = Project::recorded("agrees").sockshape(&["report", "--json", "-", "--with", "cases"]);
    ran.is_refused(2).complains("cases is not a recording: there is no recording.yaml in it; ");
}

/// What would come of it, no command takes.
#[test]
fn folder_has_no_recording_of_some_trials() {
    let project = Project::of("agrees");
    let into = format!("--record={}", project.path("mine").display());
    project.sockshape(&["run", &into, "no_such_word"]).is_refused(2);
    assert!(!project.path("mine").exists(), "a folder is left behind");
    let ran = project.sockshape(&["run", &into, "peer_is_missing"]);
    ran.is_refused(2).complains("a recording in a folder is one of all trials, or of a shard of them; leave out what ");
    assert!(!project.path("mine").exists(), "a folder is left behind");
    project.sockshape(&["run", &into]).exits_with(0);
    project.sockshape(&["run", &into, "peer_is_missing"]).exits_with(0).prints("\nno record has changed\n");
}

/// Without the sign, the folder is a word.
#[test]
fn folder_behind_a_blank_is_explained() {
    let project = Project::recorded("agrees");
    let folder = project.path("my records").display().to_string();
    fs::create_dir(&folder).expect("a new folder");
    let ran = project.sockshape(&["run", "--record", &folder]);
    ran.is_refused(2);
    assert_eq!(ran.complained, format!("error: '{folder}' is a folder; to record in it, write --record='{folder}'\n"));
    project.sockshape(&["run", &folder]).is_refused(2).complains("error: no trial has ");
    project.sockshape(&["run", "--record", "no_folder"]).is_refused(2).complains("error: no trial has `no_folder`; ");
}

#[test]
fn folder_that_cannot_be_made_is_refused() {
    let project = Project::of("agrees");
    let into = format!("--record={}", project.path("missing/mine").display());
    project.sockshape(&["run", &into]).is_refused(2).complains("missing/mine: No such file or directory");
    assert!(!project.path("missing").exists(), "a folder is left behind");
}

#[test]
fn recording_that_did_not_end_is_made_again() {
    let project = Project::of("agrees");
    let mine = project.path("mine");
    let record = || project.sockshape(&["run", &format!("--record={}", mine.display())]);
    record().exits_with(0);
    fs::remove_file(mine.join("recording.yaml")).expect("a description");
    fs::remove_file(mine.join(PEER)).expect("a record");
    record().exits_with(0).prints("\nrecords of linux that are new or changed: 1\n");
    assert!(mine.join("recording.yaml").is_file());
}
