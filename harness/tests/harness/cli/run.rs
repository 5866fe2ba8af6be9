//! `sockshape run`: what it prints, its exit codes, and that it writes no file.

use std::fs;

use rstest::rstest;
use serde_json::json;

use crate::support::project::{BOUND, CLOSES, FAILED, FAILED_CLAIM, PEER, Project, RECORD, copy, on_linux};

const HEAD: &str = "      agree differ  new deviate unsettled skipped\n";

/// What is said of a claim that fails although the record is as it was.
const CLAIM_CHANGED: &str = "the recording of linux agrees with what was observed: the claim changed, or it never held";

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
names     3      0    0       0         0       0
other     1      0    0       0         0       0
total     4      0    0       0         0       0
";
    ran.exits_with(0);
    assert_eq!(ran.printed, format!("{HEAD}{counts}{}", comparison(4)));
}

#[test]
fn run_that_differs_prints_why_and_exits_with_1() {
    let ran = Project::recorded("differs").sockshape(&["run"]);
    let counts = "\
names     1      1    0       0         0       0
total     1      1    0       0         0       0
";
    ran.exits_with(1);
    let what = format!("linux: 1 differs, 1 agrees\n{FAILED}: 1 trial\n");
    let failure = format!("---- names::bound::port_stays_zero ----\n{FAILED}\n{CLAIM_CHANGED}\n\n{FAILED_CLAIM}");
    assert_eq!(ran.printed, format!("{what}\n{failure}\n{HEAD}{counts}{}", comparison(2)));
}

#[rstest]
#[case::broken("broken", 3, "names     1      1    0       0         0       0\n")]
#[case::healed("deviates", 1, "names     0      1    0       1         0       0\n")]
#[case::unsettled("differs", 0, "names     1      0    0       0         1       0\n")]
#[case::skipped("skipped", 0, "names     1      0    0       0         0       1\n")]
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

/// A driver that has sockets, and no calls on them.
fn lacking_driver() -> String {
    let hello = r#"{"id":1,"hello":{"protocol":1,"operations":["socket"],"here":true}}"#;
    let driver = shlex::try_join(["sh", "-c", &format!("read -r request; echo '{hello}'; read -r request")]);
    driver.expect("a command")
}

/// A driver without the calls has all of its trials agree: nobody is to take that for more than it is.
#[test]
fn trials_that_the_platform_cannot_run_are_counted_by_what_it_lacks() {
    let ran = Project::of("agrees").sockshape(&["run", "--driver", &lacking_driver()]);
    ran.prints(
        "\n4 of these trials cannot be run on this platform, for what it lacks:\n     2  no bind\n     1  no close\n\
         \x20    1  no getpeername\n\n",
    );
}

#[test]
fn skipped_trials_are_not_compared_with_records() {
    let ran = Project::recorded("skipped").sockshape(&["run", "of_another_host"]);
    ran.prints("\nskipped on this host:\n");
    assert!(!ran.printed.contains("against the records"), "{}", ran.printed);
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
fn json_has_counts_mismatches_and_transcripts() {
    let ran = Project::recorded("differs").sockshape(&["run", "--format", "json"]);
    let output: serde_json::Value = serde_json::from_str(&ran.printed).expect("JSON");
    ran.exits_with(1);
    assert_eq!(output["summary"]["groups"]["names"]["differ"], 1);
    assert_eq!(output["summary"]["compared"]["linux"]["same"], 2);
    let name = "names::bound::port_stays_zero";
    assert_eq!(output["ways"], json!([{"headline": FAILED, "trials": [name]}]));
    let (trial, complaint) = (&output["trials"][0], &output["trials"][0]["complaint"]);
    assert_eq!((&trial["name"], &trial["verdict"]), (&name.into(), &"differs".into()));
    let place = json!({"file": BOUND, "line": 12, "column": 17});
    let observed = "AF_INET 127.0.0.1:<port-1> (16 bytes)";
    let claim = json!({
        "step": 3, "place": place, "call": "getsockname s", "expected": "loopback:0", "observed": observed
    });
    assert_eq!((&complaint["headline"], &complaint["side"]), (&FAILED.into(), &CLAIM_CHANGED.into()));
    assert_eq!((&complaint["place"], &complaint["mismatches"]), (&place, &json!([claim])));
    assert_eq!(
        (&complaint["evidence"]["moved"], &complaint["evidence"]["recorded"]),
        (&"claim".into(), &observed.into())
    );
    assert!(complaint["message"].as_str().is_some_and(|message| message.contains(FAILED_CLAIM)), "{complaint}");
    assert!(trial["transcript"].as_str().is_some_and(|text| text.starts_with("socket s AF_INET")), "{trial}");
    assert_eq!(output["trials"][1]["complaint"], serde_json::Value::Null);
}

#[test]
fn junit_has_a_suite_for_each_group_and_the_message_of_what_fails() {
    let project = Project::recorded("agrees");
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: none");
    fs::remove_file(project.path(&on_linux(CLOSES))).expect("a snapshot to remove");
    let ran = project.sockshape(&["run", "--format", "junit"]);
    ran.exits_with(1);
    let (head, tail) = ran.printed.split_once("</failure>").expect("a failure");
    let (head, text) = head.rsplit_once('>').expect("its message");
    assert!(
        text.starts_with("getpeername: expected none, observed ENOTCONN\nthe recording of linux agrees "),
        "{text}"
    );
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="sockshape" tests="4" failures="1" errors="0">
  <testsuite name="names" tests="3" failures="1" errors="0" skipped="0">
    <testcase classname="names::bound" name="port_is_chosen@SOCK_STREAM"/>
    <testcase classname="names::bound" name="port_is_chosen@SOCK_DGRAM"/>
    <testcase classname="names::bound" name="peer_is_missing" file="cases&#x2f;names&#x2f;bound.yaml" line="18">
      <failure type="differs" message="getpeername: expected none, observed ENOTCONN""#;
    assert_eq!(head, expected);
    let expected = r#"
    </testcase>
  </testsuite>
  <testsuite name="other" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="other::closed" name="closes">
      <skipped message="new: there is no record of this trial yet"/>
    </testcase>
  </testsuite>
</testsuites>
"#;
    assert_eq!(tail, expected);
}

#[test]
fn junit_has_what_the_platform_cannot_run_as_skipped() {
    let ran = Project::of("agrees").sockshape(&["run", "--format", "junit", "--driver", &lacking_driver()]);
    ran.prints("<testsuite name=\"other\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\">");
    ran.prints("<skipped message=\"not on this platform: no close\"/>");
    let skipped = "<skipped message=\"not on this platform: no SO_EXCLUSIVEADDRUSE\"/>";
    let project = Project::of("agrees");
    project.edit("cases/other/closed.yaml", "- close: s\n", NEEDING);
    project.sockshape(&["run", "--record"]).exits_with(0);
    project.sockshape(&["run", "closes", "--format", "junit"]).exits_with(0).prints(skipped);
}

#[test]
fn run_of_selected_trials_counts_only_those() {
    let ran = Project::of("agrees").sockshape(&["run", "call:bind", "dgram"]);
    ran.prints("names     1 ").prints("total     1 ");
}

#[test]
fn record_that_cannot_be_read_is_reported() {
    let project = Project::recorded("agrees");
    project.edit(&on_linux(CLOSES), "---\n", "");
    let ran = project.sockshape(&["run"]);
    ran.exits_with(1);
    ran.prints("---- other::closed::closes ----\nthe record cannot be read\n")
        .prints("\nthe record cannot be read:\n")
        .prints("closes.snap: it has no header, ");
    ran.prints("  linux: 3 the same, 1 different, 0 unrecorded\n");
}

/// A second recording whose answer is another one.
fn with_another_answer() -> Project {
    Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "EINVAL")])
}

#[test]
fn claim_that_every_recording_contradicts_has_changed() {
    let project = Project::recorded_twice("agrees", &[]);
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: {error: EINVAL}");
    project.sockshape(&["run"]).prints(
        "\ngetpeername: expected EINVAL, observed ENOTCONN\n\
         all 2 recordings agree with what was observed: the claim changed, or it never held\n\nstep 2: ",
    );
}

#[test]
fn claim_that_some_recordings_contradict_has_their_answers() {
    let project = with_another_answer();
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: ok");
    let others = format!("\n{CLAIM_CHANGED}\nother recordings: gvisor: EINVAL\n\nstep 2: ");
    project.sockshape(&["run"]).prints(&others);
}

/// The record is edited, so the answer of the system seems to have changed since.
#[rstest]
#[case::on_the_same_system("  system: ", "  system: ", ", on the same system as on ")]
#[case::on_another_system("  system: ", "  system: Other ", ": the system was Other ")]
#[case::by_another_version("harness: ", "harness: 9", "; it was recorded by another version of sockshape, 9")]
fn answer_that_is_not_as_recorded_is_laid_to_the_system(#[case] old: &str, #[case] new: &str, #[case] whose: &str) {
    let project = with_another_answer();
    project.edit(&on_linux(PEER), "ENOTCONN", "EINVAL");
    project.edit("snapshots/linux/recording.yaml", old, new);
    project.seal("snapshots/linux");
    let ran = project.sockshape(&["run"]);
    let message = "\ngetpeername: recorded EINVAL, observed ENOTCONN\nthe claims hold, and the record changed";
    ran.prints(&format!("{message}{whose}")).prints("\nother recordings: gvisor: EINVAL\n");
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: {error: EINVAL}");
    let message = "\ngetpeername: expected EINVAL, observed ENOTCONN\nthe record changed too";
    project.sockshape(&["run"]).prints(&format!("{message}{whose}"));
}

#[test]
fn record_that_was_edited_is_not_laid_to_the_system() {
    let project = Project::recorded("agrees");
    project.edit(&on_linux(PEER), "ENOTCONN", "EINVAL");
    let message = "\ngetpeername: recorded EINVAL, observed ENOTCONN\nthe claims hold, and the record changed; the \
                   snapshots of linux are not those of ";
    project.sockshape(&["run"]).prints(message);
}

#[test]
fn claims_that_fail_as_known_are_not_said_to_hold() {
    let project = Project::recorded("deviates");
    let record = "snapshots/linux/names/known/still_fails.snap";
    project.edit(record, "127.0.0.1:<port-1>", "0.0.0.0:<port-1>");
    project.seal("snapshots/linux");
    let message = "\nthe claims fail as is known of them, and the record changed, on the same system as ";
    project.sockshape(&["run", "still_fails"]).prints(message);
    fs::remove_file(project.path(record)).expect("a snapshot to remove");
    let message = "\nthe claims fail as is known of them; accept the record, and it is no longer new\n";
    project.sockshape(&["run", "still_fails"]).prints(message);
}

/// Steps that Linux cannot run.
const NEEDING: &str = "- setsockopt: {socket: s, option: SO_EXCLUSIVEADDRUSE, value: true}\n      - close: s\n";

/// What the case needs has changed here, and not the platform.
#[test]
fn trial_that_is_not_run_any_more_has_no_claims_that_hold() {
    let project = Project::recorded("agrees");
    project.edit("cases/other/closed.yaml", "- close: s\n", NEEDING);
    let ran = project.sockshape(&["run", "closes"]);
    let cannot = "not on this platform: no SO_EXCLUSIVEADDRUSE";
    ran.prints(&format!("\nwhether the platform can run it: recorded it was run, observed {cannot}\n"));
    ran.prints(
        "\nit was not run, so no claim was judged: look at what the case needs, and at what is new on this platform\n",
    );
    fs::remove_file(project.path(&on_linux(CLOSES))).expect("a snapshot to remove");
    let message = "\nit was not run, so no claim was judged; accept the record, and it is no longer new\n";
    project.sockshape(&["run", "closes"]).prints(message);
}

/// How long a call took is not in a record.
#[test]
fn record_that_does_not_show_what_the_claim_is_about_agrees_with_nothing() {
    let project = Project::of("agrees");
    let steps = "\n      - poll: {socket: s, events: [POLLIN], timeout: 0}\n        expect: any\n      - waited: s\n";
    let claim = "        expect: \">= 0 ms\"\n";
    project.edit("cases/other/closed.yaml", "\n      - close: s\n", &format!("{steps}{claim}"));
    project.run_with(&[], &[RECORD]);
    fs::create_dir(project.path("snapshots/gvisor")).expect("a new folder");
    copy(&project.path("snapshots/linux"), &project.path("snapshots/gvisor"));
    project.edit("snapshots/gvisor/recording.yaml", "platform: linux", "platform: gvisor");
    project.edit("cases/other/closed.yaml", ">= 0 ms", ">= 60 ms");
    let ran = project.sockshape(&["run", "closes"]);
    ran.prints("waited: expected >= 60 ms, observed <time>\n");
    let message = "\nthe record of linux reads the same, and does not show whether the claim held then\n\
                   other recordings: gvisor: not shown by what is recorded\n";
    ran.prints(message);
}

#[test]
fn record_of_other_steps_tells_nothing() {
    let project = Project::recorded("agrees");
    project.change_case();
    let ran = project.sockshape(&["run"]);
    ran.prints("\nthe case does something else than when it was recorded\nthe claims hold: look at the difference");
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: none");
    let message = "getpeername: expected none, observed ENOTCONN\n\
                   the case does something else than when linux was recorded, so its record tells nothing\n";
    project.sockshape(&["run"]).prints(message);
}

#[test]
fn trials_that_fail_in_the_same_way_are_one_in_full_and_the_others_by_name() {
    let project = Project::recorded("agrees");
    project.edit(BOUND, "expect: \"loopback:ephemeral\"", "expect: \"loopback:0\"");
    let ran = project.sockshape(&["run"]);
    ran.exits_with(1).prints("linux: 2 differ, 2 agree\ngetsockname: expected loopback:0, ").prints(": 2 trials\n");
    ran.prints("\n---- names::bound::port_is_chosen@SOCK_STREAM: one of 2 trials ----\n");
    ran.prints("\nand in the same way:\n  names::bound::port_is_chosen@SOCK_DGRAM\n");
    assert_eq!(ran.printed.matches("the whole run:").count(), 1, "{}", ran.printed);
}

/// They fail in the same first claim, and in another one each in its own way.
#[test]
fn trials_that_fail_in_another_way_later_are_not_put_together() {
    let project = Project::of("agrees");
    let last = "expect: \"loopback:ephemeral\"\n";
    project.edit(BOUND, last, &format!("{last}      - listen: s\n        expect: any\n"));
    project.run_with(&[], &[RECORD]);
    project.edit(BOUND, "expect: \"loopback:ephemeral\"", "expect: \"loopback:0\"");
    project.sockshape(&["run"]).prints("\n---- names::bound::port_is_chosen@SOCK_STREAM: one of 2 trials ----\n");
    project.edit(BOUND, "expect: any", "expect: {error: EIO}");
    project.sockshape(&["run"]).prints("linux: 2 differ in 2 ways, 2 agree\n");
}

/// Such a run ends with 0.
#[test]
fn github_gets_no_error_of_what_is_unsettled() {
    let ran = Project::of("differs").sockshape_with(&["run"], &[("GITHUB_ACTIONS", "true")]);
    ran.exits_with(0).prints(FAILED);
    assert_eq!(ran.complained, "");
}

#[test]
fn trial_without_a_record_is_new_and_no_difference() {
    let project = Project::recorded("agrees");
    fs::remove_file(project.path(&on_linux(CLOSES))).expect("a snapshot to remove");
    let ran = project.sockshape(&["run"]);
    ran.exits_with(0).prints("linux: 1 new, 3 agree\nnew: there is no record of this trial yet: 1 trial\n");
    ran.prints("\nnothing contradicts the case; accept the record, and it is no longer new\n");
    ran.prints("\n+close s -> ok\n").prints("other     0      0    1 ");
}

/// The text without the times of calls.
fn without_times(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once(" ms  ") {
        Some((time, rest)) => {
            assert!(time.trim_start().parse::<f64>().is_ok(), "{time} is no time");
            format!("{rest}\n")
        }
        None => format!("{}\n", line.trim_start()),
    });
    lines.collect()
}

#[test]
fn verbose_run_tells_each_step_with_its_time() {
    let ran = Project::recorded("differs").sockshape(&["run", "--verbose"]);
    ran.exits_with(1);
    let expected = "\
names::bound::port_stays_zero
socket s AF_INET SOCK_STREAM -> ok
bind s 127.0.0.1:0 -> ok
getsockname s -> AF_INET 127.0.0.1:<port-1> (16 bytes)
differs

names::bound::port_is_chosen
socket s AF_INET SOCK_STREAM -> ok
bind s 127.0.0.1:0 -> ok
agrees

linux: 1 differs, 1 agrees
";
    let text = without_times(&ran.printed);
    assert!(text.starts_with(expected), "{text}");
}

/// With an address in use, a run counts only if it comes three times in a row.
#[test]
fn verbose_run_says_that_a_trial_is_run_once_more() {
    let project = Project::of("agrees");
    let steps = r#"
      - socket: {as: t, family: AF_INET, type: SOCK_STREAM}
      - bind: {socket: s, address: "loopback:0"}
      - getsockname: s
        save: taken
      - bind: {socket: t, address: $taken}
        expect: {error: EADDRINUSE}
      - close: s
"#;
    project.edit("cases/other/closed.yaml", "\n      - close: s\n", steps);
    let ran = project.sockshape(&["run", "-v", "closes"]);
    ran.exits_with(0);
    assert_eq!(without_times(&ran.printed).matches("once more:\nsocket s ").count(), 2, "{}", ran.printed);
}

#[rstest]
#[case::for_programs(&["run", "--verbose", "--format", "json"], "error: --verbose prints text for people; leave out")]
#[case::jobs(&["run", "--verbose", "--jobs", "2"], "cannot be used with '--")]
#[case::recording(&["run", "--verbose", "--record"], "'--verbose' cannot be used with '--record")]
fn verbose_run_is_refused(#[case] arguments: &[&str], #[case] message: &str) {
    let ran = Project::of("agrees").sockshape(arguments);
    ran.is_refused(2).complains(message);
}

/// A serial line is one: a second process of this driver ends at once. The first takes its time to begin, so that it
/// does not do what the others are for.
#[cfg(unix)]
#[rstest]
#[case::one_job(&["--jobs", "1"], 0)]
#[case::several(&["--jobs", "4"], 1)]
fn driver_that_can_be_had_once_takes_one_job(#[case] jobs: &[&str], #[case] status: i32) {
    let project = Project::recorded("agrees");
    let lock = project.path("busy").display().to_string();
    let script = format!("mkdir '{lock}' || exit 1; sleep 1; exec '{}' drive", env!("CARGO_BIN_EXE_sockshape"));
    let driver = shlex::try_join(["sh", "-c", &script]).expect("a command");
    let ran = project.sockshape(&[&["run", "--driver", &driver], jobs].concat());
    assert_eq!(ran.status, Some(status), "{}{}", ran.printed, ran.complained);
}

#[test]
fn no_job_is_too_few() {
    let ran = Project::of("agrees").sockshape(&["run", "--jobs", "0"]);
    ran.is_refused(2).complains("invalid value '0' for '--jobs <NUMBER>': 0 is not in 1..=65535");
}
