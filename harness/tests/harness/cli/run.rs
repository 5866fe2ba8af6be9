//! `sockshape run` and `sockshape list`: what they print and exit with, and that they write nothing.

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

#[rstest]
#[case::all(&[], &["names::bound::port_is_chosen@SOCK_STREAM", "names::bound::port_is_chosen@SOCK_DGRAM", "names::bound::peer_is_missing", "other::closed::closes"])]
#[case::by_group(&["other::"], &["other::closed::closes"])]
#[case::by_two_texts(&["DGRAM", "peer"], &["names::bound::port_is_chosen@SOCK_DGRAM", "names::bound::peer_is_missing"])]
fn list_names_the_trials(#[case] filters: &[&str], #[case] names: &[&str]) {
    let ran = Project::of("agrees").sockshape(&[&["list"], filters].concat());
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    assert_eq!(ran.printed.lines().collect::<Vec<_>>(), names);
}

#[rstest]
#[case::run(&["run", "nothing_like_it"])]
#[case::list(&["list", "nothing_like_it"])]
#[case::diff(&["diff", "linux", "linux", "nothing_like_it"])]
fn name_that_no_trial_has_is_refused(#[case] arguments: &[&str]) {
    let ran = Project::recorded("agrees").sockshape(arguments);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    assert_eq!(ran.complained, "error: no trial has such a name\n");
}

#[rstest]
#[case::run(&["run"])]
#[case::run_of_a_part(&["run", "nothing_wrong"])]
#[case::list(&["list"])]
#[case::check(&["check"])]
#[case::diff(&["diff", "linux", "lunix"])]
#[case::show(&["show", "nothing_wrong"])]
fn problems_in_case_files_are_told_and_exited_with_3(#[case] arguments: &[&str]) {
    let ran = Project::of("malformed").sockshape(arguments);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(3), ""));
    assert!(
        ran.complained.starts_with("error: unknown family `AF_INTE`\n --> cases/names/first.yaml:8:33\n"),
        "{ran:?}"
    );
    assert!(ran.complained.ends_with("\n3 problems in the case files\n"), "{ran:?}");
}

#[test]
fn project_without_cases_is_told() {
    let ran = Project::empty().sockshape(&["run"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(3), ""));
    assert!(ran.complained.starts_with("error: there is no case file\n"), "{ran:?}");
    assert!(ran.complained.ends_with("\n1 problem in the case files\n"), "{ran:?}");
}

#[rstest]
#[case::run(&["run"])]
#[case::platform(&["platform"])]
fn platform_that_there_is_not_is_refused(#[case] arguments: &[&str]) {
    let ran = Project::of("agrees").sockshape_with(arguments, &[("SOCKSHAPE_PLATFORM", "lunix")]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    assert_eq!(ran.complained, "error: unknown platform `lunix`; did you mean `linux`?\n");
}

#[rstest]
#[case::command(&["frob"])]
#[case::option(&["run", "--frob"])]
#[case::format(&["run", "--format", "xml"])]
#[case::no_topic(&["new"])]
#[case::one_side(&["diff", "linux"])]
#[case::no_trial(&["show"])]
#[case::too_much(&["schema", "x"])]
fn command_line_that_makes_no_sense_exits_with_2(#[case] arguments: &[&str]) {
    let ran = Project::of("agrees").sockshape(arguments);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    assert!(ran.complained.starts_with("error: ") && ran.complained.contains("--help"), "{ran:?}");
}

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let ran = Project::empty().sockshape(&["--help"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    for command in ["run", "list", "diff", "show", "check", "new", "platform", "schema", "completions", "man"] {
        ran.prints(&format!("\n  {command} "));
    }
    for code in ["0  All is", "1  A trial differs", "2  The command line", "3  A case file is broken"] {
        ran.prints(&format!("\n  {code}"));
    }
}
