//! How a run is written down: values that differ from run to run become symbols, relations between them stay, all else stays as it is.

use std::sync::Arc;
use std::time::Duration;

use rstest::rstest;
use sockshape::address::{Family, Name, Observed, Symbols, UnixText};
use sockshape::case::Trial;
use sockshape::operation::{Outcome, Record, Saved, Value};
use sockshape::platform::error_name::ErrorName;
use sockshape::transcript::{Entry, Transcript};

use crate::support::{observed, trial_of_steps};

/// Each address as it is written, one after the other.
fn written(addresses: &[&str]) -> Vec<String> {
    let mut symbols = Symbols::default();
    addresses.iter().map(|address| symbols.observed(&observed(address))).collect()
}

#[rstest]
#[case::same_port_same_symbol(&["127.0.0.1:40000", "[::1]:40000"], &["AF_INET 127.0.0.1:<port-1> (16 bytes)", "AF_INET6 [::1]:<port-1> (28 bytes)"])]
#[case::order_of_appearance(&["0.0.0.0:9", "0.0.0.0:5", "0.0.0.0:9"], &["AF_INET 0.0.0.0:<port-1> (16 bytes)", "AF_INET 0.0.0.0:<port-2> (16 bytes)", "AF_INET 0.0.0.0:<port-1> (16 bytes)"])]
#[case::port_0_stays(&["0.0.0.0:0", "[::]:0", "[::]:1"], &["AF_INET 0.0.0.0:0 (16 bytes)", "AF_INET6 [::]:0 (28 bytes)", "AF_INET6 [::]:<port-1> (28 bytes)"])]
#[case::lengths_show(&["127.0.0.1:0 length 8", "[::1]:0 length 128"], &["AF_INET 127.0.0.1:0 (8 bytes)", "AF_INET6 [::1]:0 (128 bytes)"])]
#[case::flowinfo_and_scope_show(&["[fe80::1]:0 flowinfo 7 scope 3"], &["AF_INET6 [fe80::1]:0 flowinfo 7 scope 3 (28 bytes)"])]
#[case::mapped(&["[::ffff:127.0.0.1]:80"], &["AF_INET6 [::ffff:127.0.0.1]:<port-1> (28 bytes)"])]
fn internet_addresses(#[case] addresses: &[&str], #[case] expected: &[&str]) {
    assert_eq!(written(addresses), expected);
}

#[rstest]
#[case::none(Name::None, 0, "none")]
#[case::none_with_a_length(Name::None, 16, "none (16 bytes)")]
#[case::unnamed(Name::Unnamed, 2, "AF_UNIX unnamed (2 bytes)")]
#[case::path(Name::Path(UnixText::InScratch(b"a b".to_vec())), 70, "AF_UNIX <scratch>/a b (70 bytes)")]
#[case::path_with_odd_bytes(Name::Path(UnixText::InScratch(b"a\n\xff".to_vec())), 70, "AF_UNIX <scratch>/a\\n\\xff (70 bytes)")]
#[case::path_elsewhere(Name::Path(UnixText::Elsewhere(b"/run/x".to_vec())), 9, "AF_UNIX /run/x (9 bytes)")]
#[case::abstract_name(Name::Abstract(UnixText::InScratch(b"a".to_vec())), 69, "AF_UNIX @<scratch>/a (69 bytes)")]
#[case::other_family(Name::Other(Family::Number(40), vec![0, 255]), 4, "40 00ff (4 bytes)")]
#[case::cut_off(Name::Other(Family::Inet, vec![18]), 3, "AF_INET 12 (3 bytes)")]
fn other_names(#[case] name: Name, #[case] length: u32, #[case] expected: &str) {
    assert_eq!(Symbols::default().observed(&Observed { name, length }), expected);
}

#[test]
fn names_the_system_chose_are_numbered_as_they_appear() {
    let mut symbols = Symbols::default();
    let mut written = |name: &[u8]| {
        symbols.observed(&Observed { name: Name::Abstract(UnixText::Elsewhere(name.to_vec())), length: 8 })
    };
    let expected =
        ["AF_UNIX @<autobound-1> (8 bytes)", "AF_UNIX @<autobound-2> (8 bytes)", "AF_UNIX @<autobound-1> (8 bytes)"];
    assert_eq!([written(b"00009"), written(b"00001"), written(b"00009")], expected);
}

/// What a run of these steps would say that brought these outcomes: a line each.
fn transcript(steps: &str, outcomes: Vec<Outcome>) -> String {
    let trial: Arc<Trial> = trial_of_steps(steps);
    assert_eq!(trial.program.actions.len(), outcomes.len(), "an outcome for each step");
    let mut saved = Saved::default();
    let mut entries = Vec::new();
    for (action, outcome) in trial.program.actions.iter().zip(outcomes) {
        let mut operation = action.operation.clone();
        operation.resolve(&saved).expect("what is saved before it is used");
        saved.remember(action, &outcome);
        entries.push(Entry { operation, outcome });
    }
    Transcript(entries).text()
}

fn ok() -> Outcome {
    Outcome::Returned(Vec::new())
}

fn address(text: &str) -> Outcome {
    Outcome::Returned(vec![Value::Address(observed(text))])
}

fn data(bytes: &[u8]) -> Outcome {
    Outcome::Returned(vec![Value::Data(bytes.to_vec())])
}

fn failed(name: &str) -> Outcome {
    Outcome::Failed(ErrorName::named(name).expect("an error"))
}

#[test]
fn relations_between_ports_survive_a_whole_run() {
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
fn port_that_the_case_wrote_stays_wherever_it_is_seen() {
    let steps = "
- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}
- bind: {socket: s, address: \"127.0.0.1:8080\"}
- getsockname: s
- sendto: {socket: s, address: \"127.0.0.1:9\", data: x}
- getpeername: s
";
    let outcomes =
        vec![ok(), ok(), address("127.0.0.1:8080"), Outcome::Returned(vec![Value::Number(1)]), address("[::1]:9")];
    let expected = "\
socket s AF_INET SOCK_DGRAM -> ok
bind s 127.0.0.1:8080 -> ok
getsockname s -> AF_INET 127.0.0.1:8080 (16 bytes)
sendto s \"x\" 127.0.0.1:9 -> 1
getpeername s -> AF_INET6 [::1]:9 (28 bytes)";
    assert_eq!(transcript(steps, outcomes), expected);
}

#[test]
fn given_addresses_are_written_in_the_words_of_the_case() {
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
fn every_kind_of_outcome_has_its_words() {
    let steps = "
- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM, protocol: 0}
- getsockopt: {socket: a, option: SO_BROADCAST}
- setsockopt: {socket: a, option: SO_LINGER, value: 5}
- recv: {socket: a, size: 10}
- recvfrom: a
- start: {as: waiting, step: {recv: b}}
- finish: waiting
- recv: a
- getpeername: a
";
    let received = Outcome::Returned(vec![Value::Data(b"hi\0".to_vec()), Value::Address(observed("127.0.0.1:5"))]);
    let not_run = Outcome::NotRun("there is no socket `a`".to_owned());
    let outcomes = vec![
        ok(),
        Outcome::Returned(vec![Value::Flag(true)]),
        ok(),
        data(b""),
        received,
        ok(),
        data(b"\"\\\n\xff"),
        Outcome::TimedOut,
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
getpeername a -> not run: there is no socket `a`";
    assert_eq!(transcript(steps, outcomes), expected);
}

#[rstest]
#[case::as_long_as_is_shown(b"x".repeat(64), format!("\"{}\"", "x".repeat(64)))]
#[case::longer_and_all_the_same(b"x".repeat(65), "\"x\" x 65".to_owned())]
#[case::longer_and_mixed([b"x".repeat(64), b"y".to_vec()].concat(), "65 bytes".to_owned())]
#[case::zeros(vec![0; 100], "\"\\x00\" x 100".to_owned())]
fn long_data_is_written_short(#[case] bytes: Vec<u8>, #[case] expected: String) {
    let steps = "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n- recv: s";
    let text = transcript(steps, vec![ok(), data(&bytes)]);
    assert_eq!(text.lines().nth(1), Some(format!("recv s -> {expected}").as_str()));
}

#[test]
fn words_texts_times_and_records_are_written_so() {
    let record =
        |port| Record(vec![("address", Value::Address(observed(port))), ("note", Value::Text("a \"b\"".into()))]);
    let returned = |value| Outcome::Returned(vec![value]);
    let outcomes = vec![
        ok(),
        returned(Value::Word("AF_INET|AF_INET6".into())),
        returned(Value::Text("a \"b\"".into())),
        returned(Value::Elapsed(Duration::from_millis(123))),
        returned(Value::Records(vec![record("127.0.0.1:5"), record("[::1]:5")])),
        returned(Value::Records(Vec::new())),
    ];
    let steps = format!("- socket: {{as: s, family: AF_INET, type: SOCK_DGRAM}}\n{}", "- getsockname: s\n".repeat(5));
    let expected = "\
socket s AF_INET SOCK_DGRAM -> ok
getsockname s -> AF_INET|AF_INET6
getsockname s -> \"a \\\"b\\\"\"
getsockname s -> <time>
getsockname s -> 2 records
\x20 {address AF_INET 127.0.0.1:<port-1> (16 bytes), note \"a \\\"b\\\"\"}
\x20 {address AF_INET6 [::1]:<port-1> (28 bytes), note \"a \\\"b\\\"\"}
getsockname s -> nothing";
    assert_eq!(transcript(&steps, outcomes), expected);
}
