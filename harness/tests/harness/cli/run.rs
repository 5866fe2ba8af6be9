//! `sockshape run`: what it prints, its exit codes, and that it writes no file.

use rstest::rstest;

use crate::support::project::{CLOSES, FAILED_CLAIM, Project, RECORD, on_linux};

const HEAD: &str = "       agree  differ  deviate  unsettled  skipped\n";

/// The end of a summary: this many trials are the same as recorded.
fn comparison(same: usize) -> String {
    format!("\nthis machine (linux) against the records:\n  linux: {same} the same, 0 different, 0 unrecorded\n")
}

#[rstest]
#[case::by_name(&["run"])]
#[case::by_default(&[])]
fn run_that_agrees_prints_a_summary(#[case] arguments: &[&str]) {
    let ran = Project::recorded("agrees").sockshape(arguments);
    let counts = "\
names      3       0        0          0        0
other      1       0        0          0        0
total      4       0        0          0        0
";
    ran.exits_with(0);
    assert_eq!(ran.printed, format!("{HEAD}{counts}{}", comparison(4)));
}

#[test]
fn run_that_differs_prints_why_and_exits_with_1() {
    let ran = Project::recorded("differs").sockshape(&["run"]);
    let counts = "\
names      1       1        0          0        0
total      1       1        0          0        0
";
    ran.exits_with(1);
    let failure = format!("---- names::bound::port_stays_zero ----\n{FAILED_CLAIM}");
    assert_eq!(ran.printed, format!("{failure}\n{HEAD}{counts}{}", comparison(2)));
}

#[rstest]
#[case::broken("broken", 3, "names      1       1        0          0        0\n")]
#[case::healed("deviates", 1, "names      0       1        1          0        0\n")]
#[case::unsettled("differs", 0, "names      1       0        0          1        0\n")]
#[case::skipped("skipped", 0, "names      1       0        0          0        1\n")]
fn run_exits_with(#[case] corpus: &str, #[case] status: i32, #[case] counts: &str) {
    let ran = Project::of(corpus).sockshape(&["run"]);
    ran.exits_with(status);
    ran.prints(HEAD).prints(counts).prints("\nno platform has been recorded yet\n");
}

#[test]
fn skips_are_counted_by_reason() {
    let ran = Project::of("skipped").sockshape(&["run"]);
    ran.prints("\nskipped on this host:\n     1  needs network: ");
}

#[test]
fn skipped_trials_are_not_compared_with_records() {
    let ran = Project::recorded("skipped").sockshape(&["run", "of_another_host"]);
    ran.prints(&comparison(0));
}

#[test]
fn record_that_changed_counts_as_different_and_is_not_written() {
    let project = Project::recorded("agrees");
    project.change_case();
    let before = project.files();
    let ran = project.sockshape_with(&["run"], &[RECORD]);
    assert_eq!(ran.status, Some(1));
    ran.prints("the record changed (- as recorded, + in this run):\n").prints("+listen s -> ok\n");
    ran.prints("  linux: 3 the same, 1 different, 0 unrecorded\n");
    assert!(project.files() == before, "the run has written a file");
}

#[test]
fn json_has_counts_messages_and_transcripts() {
    let ran = Project::recorded("differs").sockshape(&["run", "--format", "json"]);
    let output: serde_json::Value = serde_json::from_str(&ran.printed).expect("JSON");
    ran.exits_with(1);
    assert_eq!(output["summary"]["groups"]["names"]["differ"], 1);
    assert_eq!(output["summary"]["compared"]["linux"]["same"], 2);
    let trial = &output["trials"][0];
    assert_eq!((&trial["name"], &trial["verdict"]), (&"names::bound::port_stays_zero".into(), &"differs".into()));
    assert!(trial["message"].as_str().is_some_and(|message| message.contains("\n  expected: loopback:0\n")), "{trial}");
    assert!(trial["transcript"].as_str().is_some_and(|text| text.starts_with("socket s AF_INET")), "{trial}");
    assert_eq!(output["trials"][1]["message"], serde_json::Value::Null);
}

#[test]
fn run_of_selected_trials_counts_only_those() {
    let ran = Project::of("agrees").sockshape(&["run", "SOCK_DGRAM", "other"]);
    ran.prints("names      1 ").prints("other      1 ").prints("total      2 ");
}

#[test]
fn record_that_cannot_be_read_is_reported() {
    let project = Project::recorded("agrees");
    project.edit(&on_linux(CLOSES), "---\n", "");
    let ran = project.sockshape(&["run"]);
    ran.exits_with(1);
    ran.prints("---- other::closed::closes ----\nthe record cannot be read:\n")
        .prints("closes.snap: it has no header, ");
    ran.prints("  linux: 3 the same, 1 different, 0 unrecorded\n");
}
