//! A run as text: one line for each step, in the words of the case, with every kind of outcome. And the text parsed
//! again.

mod agreement;
mod read;
mod values;

use std::sync::Arc;
use std::time::Duration;

use rstest::rstest;
use sockshape::case::Trial;
use sockshape::operation::{Outcome, Record, Remark, Saved, Value, Vocabulary};
use sockshape::transcript::{Entry, Line, ReadBack, SnapshotText, Step, Transcript};

use crate::support::outcome::{address, data, failed, ok, returned, word};
use crate::support::{observed, trial_of_steps};

/// The transcript of a run of these steps with these outcomes.
pub(crate) fn transcript(steps: &str, outcomes: Vec<Outcome>) -> String {
    let trial: Arc<Trial> = trial_of_steps(steps);
    assert_eq!(trial.program.actions.len(), outcomes.len(), "an outcome for each step");
    let mut saved = Saved::default();
    let mut entries = Vec::new();
    for (action, outcome) in trial.program.actions.iter().zip(outcomes) {
        let call = action.operation.fill(&saved).expect("what is saved before it is used");
        action.remember(&outcome, &mut saved);
        entries.push(Entry { step: Step::Call(call), outcome });
    }
    let lines = Transcript(entries).render().lines;
    let read = ReadBack::of(&trial.program, &lines).unwrap_or_else(|step| panic!("{}", lines[step.index]));
    assert_eq!(read.transcript.render().lines, lines, "what is read back is written again as it was");
    SnapshotText::Ran(lines).to_string()
}

#[test]
fn equal_ports_have_equal_symbols_in_a_whole_run() {
    let steps = "
- socket: {as: server, family: AF_INET, type: SOCK_STREAM}
- bind: {socket: server, address: \"loopback:0\"}
- listen: {socket: server, backlog: 5}
- getsockname: server
  save: server_name
- create_connection: {as: client, address: $server_name}
- getsockname: client
- accept: {socket: server, as: peer}
- getpeername: client
- bind: {socket: client, address: \"127.0.0.1:$server_name.port\"}
- getpeername: server
";
    let (server, client) = ("127.0.0.1:45000", "127.0.0.1:33000");
    let outcomes = vec![
        ok(),
        ok(),
        ok(),
        address(server),
        ok(),
        address(client),
        address(client),
        address(server),
        failed("EINVAL"),
        failed("ENOTCONN"),
    ];
    let expected = "\
socket server AF_INET SOCK_STREAM -> ok
bind server 127.0.0.1:0 -> ok
listen server backlog=5 -> ok
getsockname server -> AF_INET 127.0.0.1:<port-1> (16 bytes)
create_connection client 127.0.0.1:<port-1> -> ok
getsockname client -> AF_INET 127.0.0.1:<port-2> (16 bytes)
accept server peer -> AF_INET 127.0.0.1:<port-2> (16 bytes)
getpeername client -> AF_INET 127.0.0.1:<port-1> (16 bytes)
bind client 127.0.0.1:<port-1> -> EINVAL
getpeername server -> ENOTCONN";
    assert_eq!(transcript(steps, outcomes), expected);
}

#[test]
fn port_written_in_the_case_stays_everywhere() {
    let steps = "
- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}
- bind: {socket: s, address: \"127.0.0.1:8080\"}
- getsockname: s
- sendto: {socket: s, address: \"127.0.0.1:9\", data: x}
- getpeername: s
";
    let outcomes = vec![ok(), ok(), address("127.0.0.1:8080"), returned(Value::Number(1)), address("[::1]:9")];
    let expected = "\
socket s AF_INET SOCK_DGRAM -> ok
bind s 127.0.0.1:8080 -> ok
getsockname s -> AF_INET 127.0.0.1:8080 (16 bytes)
sendto s \"x\" 127.0.0.1:9 -> 1
getpeername s -> AF_INET6 [::1]:9 (28 bytes)";
    assert_eq!(transcript(steps, outcomes), expected);
}

#[test]
fn given_addresses_have_the_words_of_the_case() {
    let steps = "
- socket: {as: s, family: AF_UNIX, type: SOCK_DGRAM}
- bind: {socket: s, address: {path: $scratch/a}}
- bind: {socket: s, address: {path: $scratch/a, length: 3}}
- bind: {socket: s, address: {abstract: $scratch/a}}
- bind: {socket: s, address: unnamed}
- bind: {socket: s, address: {family: 0, bytes: \"0050 7f\"}}
- bind: {socket: s, address: {family: AF_INET, bytes: \"\", length: 1}}
- bind: {socket: s, address: {host: \"fe80::1\", port: 0, flowinfo: 7, scope_id: 3}}
";
    let expected = "\
socket s AF_UNIX SOCK_DGRAM -> ok
bind s <scratch>/a -> ok
bind s <scratch>/a (3 bytes) -> ok
bind s @<scratch>/a -> ok
bind s unnamed -> ok
bind s raw 0 00507f -> ok
bind s raw AF_INET (1 bytes) -> ok
bind s [fe80::1]:0 flowinfo 7 scope 3 -> ok";
    assert_eq!(transcript(steps, vec![ok(); 8]), expected);
}

#[test]
fn every_kind_of_outcome_has_its_text() {
    let steps = "
- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM, protocol: 0}
- getsockopt: {socket: a, option: SO_BROADCAST}
- setsockopt: {socket: a, option: SO_LINGER, value: 5}
- recv: {socket: a, size: 10}
- recvfrom: a
- start: {as: waiting, step: {recv: b}}
- finish: waiting
- recv: a
- recv: a
- listen: a
- getpeername: a
";
    let received = Outcome::Returned(vec![Value::Data(b"hi\0".to_vec()), Value::Address(observed("127.0.0.1:5"))]);
    let not_run = Outcome::NotRun("there is no socket `a`".to_owned());
    let outcomes = vec![
        ok(),
        returned(Value::Flag(true)),
        ok(),
        data(b""),
        received,
        ok(),
        data(b"\"\\\n\xff"),
        Outcome::TimedOut(Vec::new()),
        Outcome::TimedOut(vec![Value::Data(b"hi".to_vec())]),
        Outcome::Withheld("this would be sent to another host".to_owned()),
        not_run,
    ];
    let expected = "\
socketpair AF_UNIX SOCK_STREAM protocol=0 a b -> ok
getsockopt a SO_BROADCAST -> true
setsockopt a SO_LINGER 5 -> ok
recv a size=10 -> \"\"
recvfrom a -> \"hi\\x00\", address AF_INET 127.0.0.1:<port-1> (16 bytes)
start waiting recv b -> ok
finish waiting -> \"\\\"\\\\\\n\\xff\"
recv a -> timed-out
recv a -> timed-out after \"hi\"
listen a -> withheld: this would be sent to another host
getpeername a -> not run: there is no socket `a`";
    assert_eq!(transcript(steps, outcomes), expected);
}

#[rstest]
#[case::longest_that_is_shown(b"x".repeat(64), format!("\"{}\"", "x".repeat(64)))]
#[case::longer_with_equal_bytes(b"x".repeat(65), "\"x\" x 65".to_owned())]
#[case::longer_with_other_bytes([b"x".repeat(64), b"y".to_vec()].concat(), "65 bytes".to_owned())]
#[case::zeros(vec![0; 100], "\"\\x00\" x 100".to_owned())]
fn long_data_is_shortened(#[case] bytes: Vec<u8>, #[case] expected: String) {
    let steps = "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n- recv: s";
    let text = transcript(steps, vec![ok(), data(&bytes)]);
    assert_eq!(text.lines().nth(1), Some(format!("recv s -> {expected}").as_str()));
}

#[test]
fn words_texts_times_and_records_have_their_text() {
    let name = || ("canonical_name", Value::Text("a \"b\"".into()));
    let record = |port| Record(vec![("address", Value::Address(observed(port))), name()]);
    let steps = "
- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}
- poll: {socket: s, events: [POLLIN]}
- gethostname: {size: 64}
- waited: s
- getaddrinfo: {host: localhost}
- getaddrinfo: {host: localhost}
- take_error: s
- take_error: s
- getsockopt: {socket: s, option: SO_BROADCAST}
- getsockopt: {socket: s, option: SO_LINGER}
";
    let outcomes = vec![
        ok(),
        returned(word(Vocabulary::Events, "POLLIN|POLLOUT")),
        returned(Value::Hostname("a".into())),
        returned(Value::Elapsed(Duration::from_millis(123))),
        returned(Value::Records(vec![record("127.0.0.1:5"), record("[::1]:5")])),
        returned(Value::Records(Vec::new())),
        returned(word(Vocabulary::PendingError, "pending EBADF")),
        failed("EBADF"),
        returned(Value::Flag(true).with(vec![Remark::Number(4), Remark::Length(1)])),
        returned(Value::Flag(false).with(vec![Remark::Linger(5)])),
    ];
    let expected = "\
socket s AF_INET SOCK_DGRAM -> ok
poll s POLLIN -> POLLIN|POLLOUT
gethostname size=64 -> <hostname>
waited s -> <time>
getaddrinfo host=\"localhost\" -> 2 records
\x20 {address AF_INET 127.0.0.1:<port-1> (16 bytes), canonical_name \"a \\\"b\\\"\"}
\x20 {address AF_INET6 [::1]:<port-1> (28 bytes), canonical_name \"a \\\"b\\\"\"}
getaddrinfo host=\"localhost\" -> nothing
take_error s -> pending EBADF
take_error s -> EBADF
getsockopt s SO_BROADCAST -> true (4, 1 byte)
getsockopt s SO_LINGER -> false (l_linger 5)";
    assert_eq!(transcript(steps, outcomes), expected);
}

/// A line of a transcript.
pub(crate) fn line(call: &str, outcome: &str) -> Line {
    Line { call: call.to_owned(), outcome: outcome.to_owned() }
}

#[rstest]
#[case::step("bind s 127.0.0.1:0 -> ok", &[line("bind s 127.0.0.1:0", "ok")])]
#[case::steps("close s -> ok\nclose s -> EBADF", &[line("close s", "ok"), line("close s", "EBADF")])]
#[case::arrow_in_quotes(r#"send s "a -> b" -> 6"#, &[line(r#"send s "a -> b""#, "6")])]
#[case::quote_in_quotes(r#"send s "\" -> \\" -> 6"#, &[line(r#"send s "\" -> \\""#, "6")])]
#[case::arrow_in_the_outcome(r#"recv s -> "a -> b""#, &[line("recv s", r#""a -> b""#)])]
#[case::list(
    "getaddrinfo a -> 2 records\n  {x}\n  {y -> z}\nclose s -> ok",
    &[line("getaddrinfo a", "2 records\n  {x}\n  {y -> z}"), line("close s", "ok")]
)]
fn transcript_is_parsed_and_printed_again(#[case] text: &str, #[case] lines: &[Line]) {
    let read = Line::read_all(text).expect("a transcript");
    assert_eq!(read, lines);
    let again: Vec<String> = read.iter().map(Line::to_string).collect();
    assert_eq!(again.join("\n"), text);
}

#[test]
fn what_the_platform_lacks_may_have_an_arrow_and_a_line_end() {
    for end in ["", "\n", "\r\n"] {
        let read = SnapshotText::read(&format!("not on this platform: no s -> t{end}"));
        assert_eq!(read, Ok(SnapshotText::PlatformCannot("no s -> t".to_owned())), "{end:?}");
    }
}

#[rstest]
#[case::no_arrow("close s", "line 1 is not a step of a transcript: `close s`")]
#[case::arrow_only_in_quotes("close s -> ok\nsend s \" -> 6", "line 2 is not a step of a transcript: `send s \" -> 6`")]
#[case::record_without_a_list("  {x} -> y", "line 1 is not a step of a transcript: `  {x} -> y`")]
#[case::list_cut_short(
    "getaddrinfo a -> 3 records\n  {x}\n  {y}",
    "the list that `getaddrinfo a` returned is cut short"
)]
#[case::record_after_an_outcome_without_records(
    "close s -> ok\n  {x}",
    "the list that `close s` returned is cut short"
)]
#[case::carriage_return_alone(
    "close s -> ok\r\r\nclose t -> ok",
    "line 1 is not a step of a transcript: `close s -> ok\u{fffd}`"
)]
fn text_that_is_not_a_transcript(#[case] text: &str, #[case] message: &str) {
    assert_eq!(Line::read_all(text).expect_err("a fault").to_string(), message);
}
