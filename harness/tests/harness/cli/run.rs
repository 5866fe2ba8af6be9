//! `sockshape run`: what it prints and exits with, and that it writes nothing.

use rstest::rstest;

use crate::support::project::{FAILED_CLAIM, Project};

const HEAD: &str = "       agree  differ  deviate  unsettled  skipped\n";

#[rstest]
#[case::said(&["run"])]
#[case::unsaid(&[])]
fn run_that_agrees_is_summed_up(#[case] arguments: &[&str]) {
    let ran = Project::recorded("agrees").sockshape(arguments);
    let summary = "\
names      3       0        0          0        0
other      1       0        0          0        0
total      4       0        0          0        0

this machine (linux) against the records:
  linux: 4 the same, 0 different, 0 unrecorded
";
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    assert_eq!(ran.printed, format!("{HEAD}{summary}"));
}

#[test]
fn run_that_differs_says_so_and_exits_with_1() {
    let ran = Project::recorded("differs").sockshape(&["run"]);
    let summary = "\
names      1       1        0          0        0
total      1       1        0          0        0

this machine (linux) against the records:
  linux: 2 the same, 0 different, 0 unrecorded
";
    assert_eq!((ran.status, ran.complained.as_str()), (Some(1), ""));
    assert_eq!(ran.printed, format!("---- names::bound::port_stays_zero ----\n{FAILED_CLAIM}\n{HEAD}{summary}"));
}

#[rstest]
#[case::broken("broken", 3, "names      1       1        0          0        0\n")]
#[case::healed("deviates", 1, "names      0       1        1          0        0\n")]
#[case::unsettled("differs", 0, "names      1       0        0          1        0\n")]
#[case::skipped("skipped", 0, "names      1       0        0          0        1\n")]
fn run_exits_with(#[case] corpus: &str, #[case] status: i32, #[case] counts: &str) {
    let ran = Project::of(corpus).sockshape(&["run"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(status), ""));
    ran.prints(HEAD).prints(counts).prints("\nno platform has been recorded yet\n");
}

#[test]
fn run_that_skips_says_why_and_how_often() {
    let ran = Project::of("skipped").sockshape(&["run"]);
    ran.prints("\nskipped on this host:\n     1  needs network: ");
}

#[test]
fn run_of_skipped_trials_alone_agrees_with_no_record_and_differs_from_none() {
    let ran = Project::recorded("skipped").sockshape(&["run", "of_another_host"]);
    ran.prints("this machine (linux) against the records:\n  linux: 0 the same, 0 different, 0 unrecorded\n");
}

#[test]
fn record_that_changed_counts_as_different_and_is_left_alone() {
    let project = Project::recorded("agrees");
    project.edit("cases/names/bound.yaml", "- getpeername: s\n", "- listen: s\n      - getpeername: s\n");
    let before = project.files();
    let ran = project.sockshape_with(&["run"], &[("INSTA_UPDATE", "always")]);
    assert_eq!(ran.status, Some(1));
    ran.prints("the record changed (- as recorded, + in this run):\n").prints("+listen s -> ok\n");
    ran.prints("  linux: 3 the same, 1 different, 0 unrecorded\n");
    assert!(project.files() == before, "something was written");
}

#[test]
fn run_for_programs_is_json() {
    let ran = Project::recorded("differs").sockshape(&["run", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&ran.printed).expect("JSON");
    assert_eq!((ran.status, ran.complained.as_str()), (Some(1), ""));
    assert_eq!(told["summary"]["groups"]["names"]["differ"], 1);
    assert_eq!(told["summary"]["compared"]["linux"]["same"], 2);
    let trial = &told["trials"][0];
    assert_eq!((&trial["name"], &trial["verdict"]), (&"names::bound::port_stays_zero".into(), &"differs".into()));
    assert!(trial["message"].as_str().is_some_and(|message| message.contains("\n  expected: loopback:0\n")), "{trial}");
    assert!(trial["transcript"].as_str().is_some_and(|text| text.starts_with("socket s AF_INET")), "{trial}");
    assert_eq!(told["trials"][1]["message"], serde_json::Value::Null);
}

#[test]
fn run_of_a_part_counts_that_part() {
    let ran = Project::of("agrees").sockshape(&["run", "SOCK_DGRAM", "other"]);
    ran.prints("names      1 ").prints("other      1 ").prints("total      2 ");
}

#[test]
fn run_tells_a_record_that_cannot_be_read() {
    let project = Project::recorded("agrees");
    project.edit("snapshots/linux/other/closed/closes.snap", "---\n", "");
    let ran = project.sockshape(&["run"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(1), ""));
    ran.prints("---- other::closed::closes ----\nthe record cannot be read:\n")
        .prints("closes.snap: it has no header, ");
    ran.prints("  linux: 3 the same, 1 different, 0 unrecorded\n");
}
