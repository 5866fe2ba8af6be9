//! What a driver may answer, and what comes of it.

use std::fs;
use std::thread;
use std::time::Duration;

use rstest::rstest;
use rustix::process::{Pid, test_kill_process};
use sockshape::executor::{Stop, run};
use sockshape::operation::Outcome;
use sockshape::session::{Session, SnapshotMode};
use sockshape::verdict::Verdict;

use super::driver;
use crate::support::{file_of_cases, trial_of_steps, trials};

/// What a driver says of itself that has the calls of these tests.
const HELLO: &str = r#"{"id":1,"hello":{"protocol":1,"platform":"linux","operations":["socket","getsockname","connect"],
    "made_on":{"system":"None 1","architecture":"any","libc":"none"},"capabilities":{"ipv4":true},
    "host":{"temporary":"/nowhere"}}}"#;

/// What a script does to end a trial as it should.
const END: &str = r#"id=${request##*:}; printf '{"id":%s,"ended":true}\n' "${id%\}}""#;

/// A driver that answers with these lines, ends the trial, and ends when it is asked for more.
fn answering(lines: &[&str]) -> String {
    ending(lines, END)
}

/// A driver that answers with these lines, and does this when it is to end the trial.
fn ending(lines: &[&str], end: &str) -> String {
    let lines: String = lines.iter().map(|line| format!("read -r request\n{line}\n")).collect();
    let script = format!("{lines}read -r request\n{end}\nread -r request");
    shlex::try_join(["sh", "-c", &script]).expect("a command")
}

/// A step of a script that prints a text.
fn say(text: &str) -> String {
    format!("printf '%s\\n' '{}'", text.replace('\n', " "))
}

/// The verdict on a socket and its name, by a driver that does this when it is asked for the name.
fn verdict(last: &str) -> Verdict {
    verdict_on("- getsockname: s\n  expect: {address: \"127.0.0.1:80\"}\n", last)
}

/// The same on a socket and these steps.
fn verdict_on(steps: &str, last: &str) -> Verdict {
    let begun = [say(HELLO), say(r#"{"id":2,"begun":true}"#), say(r#"{"id":3,"returned":{}}"#), last.to_owned()];
    let command = answering(&begun.each_ref().map(String::as_str));
    let root = tempfile::tempdir().expect("a temporary folder");
    let driver = driver(&command).expect("a driver");
    let session = Session::on(Box::new(driver), root.path(), SnapshotMode::Compare).expect("a session");
    session.examine(&trial_of_steps(&format!("- socket: {{as: s, family: AF_INET}}\n{steps}"))).verdict
}

const ADDRESS: &str = r#""family":"AF_INET","host":"127.0.0.1","port":80"#;

#[rstest]
#[case::whole(&format!(r#"{{"id":4,"returned":{{"address":{{{ADDRESS},"length":16}}}}}}"#))]
#[case::without_length(&format!(r#"{{"id":4,"returned":{{"address":{{{ADDRESS}}}}}}}"#))]
#[case::unseen(r#"{"id":4,"returned":{}}"#)]
#[case::with_blanks(&format!(r#"  {{ "returned" : {{ "address" : {{ {ADDRESS} }} }} , "id" : 4 }}  "#))]
fn answer_is_taken(#[case] line: &str) {
    assert_eq!(verdict(&say(line)), Verdict::Agrees);
}

#[test]
fn what_it_lacks_is_not_on_this_platform() {
    assert_eq!(verdict(&say(r#"{"id":4,"lacks":"any name"}"#)), Verdict::Agrees);
}

#[rstest]
#[case::address("$name")]
#[case::port("\"127.0.0.1:$name.port\"")]
fn value_that_it_does_not_tell_cannot_be_passed_on(#[case] address: &str) {
    let steps = format!("- getsockname: s\n  save: name\n- connect: {{socket: s, address: {address}}}\n");
    assert_eq!(verdict_on(&steps, &say(r#"{"id":4,"returned":{}}"#)), Verdict::Agrees);
}

#[rstest]
#[case::error(r#"{"id":4,"failed":"EBADF"}"#, "EBADF")]
#[case::number(r#"{"id":4,"failed":"error 4711"}"#, "error 4711")]
#[case::refused(r#"{"id":4,"refused":"ValueError"}"#, "refused: ValueError")]
#[case::late(r#"{"id":4,"timed_out":true}"#, "timed-out")]
#[case::withheld(r#"{"id":4,"withheld":"no"}"#, "withheld: no")]
#[case::other(r#"{"id":4,"returned":{"address":{"length":2}}}"#, "none (2 bytes)")]
#[case::none(r#"{"id":4,"returned":{"address":{"length":0}}}"#, "none")]
#[case::nothing(r#"{"id":4,"returned":{"address":{}}}"#, "none (? bytes)")]
fn answer_that_the_claim_does_not_expect_is_a_mismatch(#[case] line: &str, #[case] shown: &str) {
    match verdict(&say(line)) {
        Verdict::Unsettled { mismatches } => assert_eq!(mismatches[0].observed, shown),
        verdict => panic!("{verdict:?}"),
    }
}

#[rstest]
#[case::no_json("hello", "it is not JSON")]
#[case::nothing("", "it is not JSON")]
#[case::list("[]", "it is not a JSON object")]
#[case::number("4", "it is not a JSON object")]
#[case::no_id(r#"{"returned":{}}"#, "it has no `id`")]
#[case::earlier_id(r#"{"id":3,"returned":{}}"#, "it answers request 3, and was asked 4")]
#[case::later_id(r#"{"id":5,"returned":{}}"#, "it answers request 5, and was asked 4")]
#[case::text_id(r#"{"id":"4","returned":{}}"#, "its `id` is no number of a request")]
#[case::negative_id(r#"{"id":-4,"returned":{}}"#, "its `id` is no number of a request")]
#[case::no_outcome(r#"{"id":4}"#, "an outcome is an object with one entry")]
#[case::two_outcomes(r#"{"id":4,"returned":{},"failed":"EBADF"}"#, "an outcome is an object with one entry")]
#[case::unknown_outcome(r#"{"id":4,"worked":true}"#, "`worked` is not how an operation ends")]
#[case::list_returned(r#"{"id":4,"returned":[]}"#, "`returned` is not how an operation ends, or has another kind")]
#[case::unknown_value(r#"{"id":4,"returned":{"name":"x"}}"#, "the operation does not return `name`")]
#[case::unknown_error(r#"{"id":4,"failed":"ENONSENSE"}"#, "ENONSENSE")]
#[case::number_failed(r#"{"id":4,"failed":9}"#, "`failed` is not how an operation ends, or has another kind")]
#[case::not_late(r#"{"id":4,"timed_out":false}"#, "`timed_out` is not how an operation ends")]
#[case::no_address(r#"{"id":4,"returned":{"address":"127.0.0.1:80"}}"#, "is not an address")]
#[case::other_family(r#"{"id":4,"returned":{"address":{"family":"AF_NONSENSE"}}}"#, "is not an address")]
#[case::wrong_host(
    r#"{"id":4,"returned":{"address":{"family":"AF_INET","host":"here","port":1}}}"#,
    "is not an address"
)]
#[case::large_port(
    r#"{"id":4,"returned":{"address":{"family":"AF_INET","host":"::","port":70000}}}"#,
    "is not an address"
)]
#[case::negative_length(r#"{"id":4,"returned":{"address":{"length":-1}}}"#, "is not an address")]
#[case::large_length(r#"{"id":4,"returned":{"address":{"length":4294967296}}}"#, "is not an address")]
#[case::text_length(r#"{"id":4,"returned":{"address":{"length":"16"}}}"#, "is not an address")]
#[case::half_a_byte(r#"{"id":4,"returned":{"address":{"family":"AF_INET","bytes":"0"}}}"#, "is not an address")]
#[case::misspelt(
    &format!(r#"{{"id":4,"returned":{{"address":{{{ADDRESS},"lenght":16}}}}}}"#),
    "an address has no `lenght`"
)]
#[case::no_family(r#"{"id":4,"returned":{"address":{"host":"127.0.0.1","port":80}}}"#, "is not an address")]
#[case::two_names(
    r#"{"id":4,"returned":{"address":{"family":"AF_UNIX","path":"a","abstract":"b"}}}"#,
    "is not an address"
)]
#[case::list_path(r#"{"id":4,"returned":{"address":{"family":"AF_UNIX","path":[]}}}"#, "is not an address")]
#[case::several_lines("{\"id\":4,\"refused\":\"a\\nb\"}", "each text is one line")]
#[case::colours("{\"id\":4,\"refused\":\"\\u001b[31m\"}", "each text is one line")]
#[case::long_reason(&format!(r#"{{"id":4,"refused":"{}"}}"#, "x".repeat(301)), "each text is one line")]
#[case::no_reason(r#"{"id":4,"refused":" "}"#, "each text is one line")]
#[case::several_lines_lacking("{\"id\":4,\"lacks\":\"a\\nb\"}", "each text is one line")]
#[case::own_error(r#"{"id":4,"error":"Traceback"}"#, "it says: Traceback")]
#[case::error_with_quotes(r#"{"id":4,"error":"no \"b\""}"#, "it says: no \"b\"")]
#[case::error_with_colours("{\"id\":4,\"error\":\"\\u001b[31m\"}", "it says: \\u{1b}[31m")]
#[case::deep(&format!(r#"{{"id":4,"returned":{}1{}}}"#, "[".repeat(200), "]".repeat(200)), "recursion limit")]
fn line_that_is_no_answer_is_shown(#[case] line: &str, #[case] why: &str) {
    assert_crashed(&verdict(&say(line)), why);
}

#[rstest]
#[case::ends("exit 3", "it ended: exit status: 3")]
#[case::killed("kill -9 $$", "it ended: signal: 9")]
#[case::last_words("echo oh no >&2; exit 1", "its last words on standard error:\n  oh no")]
#[case::silent("exec >&-", "it closed its standard output")]
#[case::half_a_line("printf '{\"id\":4'; exit 3", "it ended in the middle of a line: exit status: 3")]
#[case::killed_in_a_line("printf '{\"id\":4'; kill -9 $$", "it ended in the middle of a line: signal: 9")]
#[case::silent_in_a_line(
    "printf '{\"id\":4'; exec >&-; sleep 9",
    "it closed its standard output in the middle of a line"
)]
#[case::no_text("printf '\\377\\376\\n'", "it is not JSON")]
#[case::endless_line("tr '\\0' 'x' < /dev/zero", "it wrote a line that is longer than any answer")]
#[case::endless_words("tr '\\0' 'x' < /dev/zero | head -c 9000000 >&2; exit 4", "it ended: exit status: 4")]
fn end_of_the_driver_is_told(#[case] script: &str, #[case] why: &str) {
    assert_crashed(&verdict(script), why);
}

#[test]
fn answer_that_comes_twice_is_not_taken_for_the_next_one() {
    let twice = format!("{0}\n{0}", say(r#"{"id":3,"returned":{}}"#));
    let lines = [say(HELLO), say(r#"{"id":2,"begun":true}"#), twice, say(r#"{"id":4,"returned":{}}"#)];
    let root = tempfile::tempdir().expect("a temporary folder");
    let driver = driver(&answering(&lines.each_ref().map(String::as_str))).expect("a driver");
    let session = Session::on(Box::new(driver), root.path(), SnapshotMode::Compare).expect("a session");
    let verdict = session.examine(&trial_of_steps("- socket: {as: s, family: AF_INET}\n- getsockname: s\n")).verdict;
    assert_crashed(&verdict, "it answers request 3, and was asked 4");
}

/// What it may be is not looked for among all errors, and not shown whole.
#[test]
fn long_answer_is_shown_in_part() {
    let long = r#"head -c 100000 /dev/zero | tr '\0' X"#;
    let printed = |before: &str, after: &str| format!("printf '{before}'; {long}; printf '{after}\\n'");
    let Verdict::Crashed { how } = verdict(&printed(r#"{"id":4,"failed":"E"#, r#""}"#)) else { panic!("no error") };
    assert!(how.contains("unknown error of 100001 bytes") && how.len() < 4000, "{how}");
    let line = printed(r#"{"id":4,"returned":{"address":""#, r#""}}"#);
    let Verdict::Crashed { how } = verdict(&line) else { panic!("no address") };
    assert!(how.contains("its answer to `getsockname` is none") && how.len() < 4000, "{how}");
}

/// A driver that does this after it has said what it is, and how a trial ends there.
fn end_of_a_trial(next: &str) -> Stop {
    let driver = driver(&answering(&[&say(HELLO), next])).expect("a driver");
    run(&trial_of_steps("- socket: {as: s, family: AF_INET}\n").program, &driver).expect_err("no end")
}

#[rstest]
#[case::not(r#"{"id":2,"begun":false}"#)]
#[case::more(r#"{"id":2,"begun":true,"x":1}"#)]
#[case::other(r#"{"id":2,"returned":{}}"#)]
fn trial_that_has_not_begun_has_failed(#[case] line: &str) {
    // The first process has said something else, so a second one is asked.
    let stop = end_of_a_trial(&say(line));
    assert!(matches!(&stop, Stop::Failed(how) if how.contains("its answer to `begin` is not `begun`")), "{stop:?}");
}

/// A stack may fail when its sockets are cleaned up.
#[rstest]
#[case::ends("exit 3", "it ended: exit status: 3")]
#[case::last_words("echo oh no >&2; exit 1", "its last words on standard error:\n  oh no")]
#[case::other(r#"printf '{"id":4,"returned":{}}\n'"#, "its answer to `end` is not `ended`")]
#[case::late(r#"printf '{"id":3,"returned":{}}\n'"#, "it answers request 3, and was asked 4")]
fn driver_that_fails_at_the_end_fails_its_trial(#[case] end: &str, #[case] why: &str) {
    let lines = [say(HELLO), say(r#"{"id":2,"begun":true}"#), say(r#"{"id":3,"returned":{}}"#)];
    let driver = driver(&ending(&lines.each_ref().map(String::as_str), end)).expect("a driver");
    let stop = run(&trial_of_steps("- socket: {as: s, family: AF_INET}\n").program, &driver).expect_err("no end");
    assert!(matches!(&stop, Stop::Failed(how) if how.contains(why)), "{stop:?}");
}

/// Nothing is wrong with a case that passes on what such a call should have returned.
#[rstest]
#[case::no_address(r#"{"id":4,"returned":{"address":{"length":0}}}"#, "no address was saved as `name`")]
#[case::no_port(
    r#"{"id":4,"returned":{"address":{"family":"AF_UNIX","path":"a"}}}"#,
    "the address saved as `name` has no port"
)]
fn address_that_is_none_is_no_error_of_the_case(#[case] line: &str, #[case] why: &str) {
    let steps = "- getsockname: s\n  save: name\n- connect: {socket: s, address: \"127.0.0.1:$name.port\"}\n";
    match verdict_on(steps, &say(line)) {
        Verdict::Unsettled { mismatches } => assert_eq!(mismatches[0].observed, format!("not run: {why}")),
        verdict => panic!("{verdict:?}"),
    }
}

/// The driver has no folder, and would find another program's socket there.
#[test]
fn path_that_climbs_out_of_the_folder_is_not_connected_to() {
    let hello = HELLO.replace(r#""getsockname""#, r#""getsockname","connect""#);
    let name = r#"{"id":4,"returned":{"address":{"family":"AF_UNIX","path":"$scratch/../docker.sock"}}}"#;
    let lines = [&hello, r#"{"id":2,"begun":true}"#, r#"{"id":3,"returned":{}}"#, name].map(say);
    let driver = driver(&answering(&lines.each_ref().map(String::as_str))).expect("a driver");
    let steps =
        "- socket: {as: s, family: AF_UNIX}\n- getsockname: s\n  save: a\n- connect: {socket: s, address: $a}\n";
    let transcript = run(&trial_of_steps(steps).program, &driver).expect("an end");
    assert_eq!(transcript.0[2].outcome, Outcome::Withheld("this name may be another program's".to_owned()));
}

/// What a driver leaves behind when it ends, and what it does when it has nothing more to read.
#[test]
fn driver_may_clean_up_and_what_it_started_ends_with_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (left, cleaned) = (file("left"), file("cleaned"));
    drop(driver(&answering(&[&format!("sleep 1000 & echo $! > {left}; {}; exit 3", say(HELLO))])).expect("a driver"));
    let number = fs::read_to_string(&left).expect("a number").trim().parse().expect("a number");
    let process = Pid::from_raw(number).expect("the number of a process");
    let is_over = || {
        thread::sleep(Duration::from_millis(10));
        test_kill_process(process).is_err() || is_zombie(number)
    };
    assert!((0..500).any(|_| is_over()), "what a driver has started goes on");
    let command = shlex::try_join(["sh", "-c", &format!("read -r r\n{}\nread -r r; touch {cleaned}", say(HELLO))]);
    drop(driver(&command.expect("a command")).expect("a driver"));
    assert!(fs::exists(&cleaned).expect("a folder"), "a driver is not left time to clean up");
}

/// Whether a process has ended, and nobody has waited for it yet: it is that of another parent.
fn is_zombie(process: i32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('Z'))
}

/// The deadline of the case, and then five seconds for the driver to notice it.
#[rstest]
#[case::says_nothing("sleep 100")]
#[case::goes_on_complaining("tr '\\0' 'x' < /dev/zero >&2")]
fn driver_that_hangs_is_not_waited_for(#[case] instead: &str) {
    let lines = [say(HELLO), say(r#"{"id":2,"begun":true}"#), instead.to_owned()];
    let driver = driver(&answering(&lines.each_ref().map(String::as_str))).expect("a driver");
    let case = "- name: case\n  deadline: 10 ms\n  steps:\n    - socket: {as: s, family: AF_INET}\n";
    let stop = run(&trials(&file_of_cases(case))[0].program, &driver).expect_err("no end");
    assert!(matches!(&stop, Stop::Failed(how) if how.contains("it gave no answer within 5 s")), "{stop:?}");
}

fn assert_crashed(verdict: &Verdict, why: &str) {
    match verdict {
        Verdict::Crashed { how } => assert!(how.contains(why) && how.starts_with("the driver `sh -c"), "{how}"),
        verdict => panic!("{verdict:?}"),
    }
}

#[rstest]
#[case::nothing("", "it ended: exit status: 0")]
#[case::no_hello(r#"{"id":1,"returned":{}}"#, "its first answer has no `hello`")]
#[case::other_version(r#"{"id":1,"hello":{"protocol":2}}"#, "speaks version 2 of the protocol, and this harness")]
#[case::no_operations(r#"{"id":1,"hello":{"protocol":1}}"#, "missing field `operations`")]
#[case::unknown_entry(r#"{"id":1,"hello":{"protocol":1,"operations":[],"hear":true}}"#, "unknown field `hear`")]
#[case::unknown_operation(r#"{"id":1,"hello":{"protocol":1,"operations":["bnid"]}}"#, "did you mean `bind`?")]
#[case::nowhere(r#"{"id":1,"hello":{"protocol":1,"operations":[]}}"#, "it has no `platform`; say it, or say that")]
#[case::unknown_platform(
    r#"{"id":1,"hello":{"protocol":1,"operations":[],"platform":"linx","here":true}}"#,
    "did you mean `linux`?"
)]
#[case::family(r#"{"id":1,"hello":{"protocol":1,"operations":[],"platform":"unix","here":true}}"#, "`unix`")]
#[case::unknown_capability(
    r#"{"id":1,"hello":{"protocol":1,"operations":[],"here":true,"capabilities":{"ipv5":true}}}"#,
    "did you mean `ipv4`?"
)]
#[case::no_name(
    r#"{"id":1,"hello":{"protocol":1,"operations":[],"here":true,"runtime":{"name":"C Python"}}}"#,
    "`C Python` cannot be the name of a platform"
)]
#[case::several_lines(
    r#"{"id":1,"hello":{"protocol":1,"operations":[],"here":true,"capabilities":{"ipv4":{"host":"a\nb"}}}}"#,
    "each text is one line"
)]
#[case::colours(
    r#"{"id":1,"hello":{"protocol":1,"operations":[],"platform":"linux","host":{"temporary":""},
        "made_on":{"system":"\u001b[31m","architecture":"","libc":""}}}"#,
    "each text is one line"
)]
#[case::no_release(
    r#"{"id":1,"hello":{"protocol":1,"operations":[],"here":true,"runtime":{"name":"c","release":"3 11"}}}"#,
    "`3 11` cannot be a release"
)]
fn hello_that_says_too_little_is_explained(#[case] line: &str, #[case] why: &str) {
    let script = if line.is_empty() { "exit 0".to_owned() } else { say(line) };
    let fault = driver(&answering(&[&script])).expect_err("no driver");
    assert!(fault.contains(why), "{fault}");
}

#[rstest]
#[case::empty(" ", "a driver is a program and its arguments")]
#[case::quote("sh -c 'x", "a quote is not closed")]
#[case::missing("/nowhere/driver", "the driver `/nowhere/driver` cannot be started")]
fn command_that_starts_nothing_is_explained(#[case] command: &str, #[case] why: &str) {
    let fault = driver(command).expect_err("no driver");
    assert!(fault.contains(why), "{fault}");
}
