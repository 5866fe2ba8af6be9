//! The wire form of programs: it can be read back, and it has only words of the case language.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value as Json, json};
use sockshape::digest::Digest;
use sockshape::operation::{Operation, Program};

use crate::support::{corpus, read};

/// A program with most kinds of argument. It is written in the short forms that differ most from the wire form.
const CASE: &str = r#"
topic: Every kind of argument
see: {here: nothing}
cases:
  - name: all
    deadline: 2 s
    steps:
      - socket: server
      - setsockopt: {socket: server, option: SO_LINGER, value: false}
      - bind: {socket: server, address: "loopback:0"}
      - listen: server
      - getsockname: server
        save: name
      - socket: {as: client, family: AF_INET, type: SOCK_STREAM, protocol: 0x6, flags: [SOCK_CLOEXEC]}
      - settimeout: {socket: client, timeout: 1 s}
      - start: {as: connecting, step: {connect: {socket: client, address: "127.0.0.1:$name.port"}}}
      - accept: {socket: server, as: peer}
      - finish: connecting
      - sendmsg: {socket: client, data: [one, {hex: "00 ff"}], flags: [MSG_NOSIGNAL, 64]}
      - recv_into: {socket: peer, into: {buffer: {repeat: ".", times: 8}, offset: 2}}
      - poll: {socket: peer, events: [POLLIN, POLLOUT], timeout: 0}
      - socket: {as: six, family: AF_INET6, type: SOCK_DGRAM}
      - sendto: {socket: six, data: "", address: {host: "::1", port: 9, length: 28}}
      - close: six
"#;

/// The program above on the wire.
fn wire() -> Json {
    json!({
        "deadline": "2000 ms",
        "steps": [
            {"socket": {"as": "server"}},
            {"setsockopt": {"socket": "server", "option": "SO_LINGER", "value": false}},
            {"bind": {"socket": "server", "address": {"family": "AF_INET", "host": "127.0.0.1", "port": 0}}},
            {"listen": {"socket": "server"}},
            {"getsockname": {"socket": "server"}, "save": "name"},
            {"socket": {
                "as": "client", "family": "AF_INET", "type": "SOCK_STREAM", "protocol": 6, "flags": ["SOCK_CLOEXEC"],
            }},
            {"settimeout": {"socket": "client", "timeout": "1000 ms"}},
            {"start": {"as": "connecting", "step": {"connect": {
                "socket": "client", "address": {"family": "AF_INET", "host": "127.0.0.1", "port": "$name.port"},
            }}}},
            {"accept": {"socket": "server", "as": "peer"}},
            {"finish": {"call": "connecting"}},
            {"sendmsg": {"socket": "client", "data": ["one", {"hex": "00ff"}], "flags": ["MSG_NOSIGNAL", 64]}},
            {"recv_into": {"socket": "peer", "into": {"buffer": {"repeat": ".", "times": 8}, "offset": 2}}},
            {"poll": {"socket": "peer", "events": ["POLLIN", "POLLOUT"], "timeout": 0}},
            {"socket": {"as": "six", "family": "AF_INET6", "type": "SOCK_DGRAM"}},
            {"sendto": {"socket": "six", "data": "", "address": {
                "family": "AF_INET6", "host": "::1", "port": 9, "length": 28,
            }}},
            {"close": {"socket": "six"}},
        ],
    })
}

fn program() -> Program {
    let topic = read(CASE).expect("a case file without problems");
    topic.trials[0].program.clone()
}

fn digest(program: &Program) -> String {
    let mut digest = Digest::default();
    digest.add("a trial", program.wire().to_string().as_bytes());
    digest.finish()
}

/// The operations in a list of steps, including the started ones.
fn operations(steps: &Json) -> Vec<(&String, &Json)> {
    let steps = steps.as_array().into_iter().flatten().filter_map(Json::as_object);
    let own = steps.flatten().filter(|(key, _)| *key != "save");
    own.flat_map(|(key, arguments)| {
        let inner = arguments.get("step").and_then(Json::as_object).into_iter().flatten();
        inner.chain([(key, arguments)])
    })
    .collect()
}

#[test]
fn wire_form_has_only_words_of_the_case_language() {
    assert_eq!(program().wire(), wire());
}

/// The digest of a fixed program. If it changes, no recording fits its cases any more: the wire form of a case must
/// stay the same.
#[test]
fn digest_of_a_program_never_changes() {
    assert_eq!(digest(&program()), "a6e54cc0d1a39557");
}

/// If so, renaming a variant in Rust cannot change a digest.
#[test]
fn no_name_of_rust_is_in_the_wire_form() {
    let (debug, wire) = (format!("{:?}", program()), program().wire().to_string());
    let words = debug.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && word.contains(|c: char| c.is_ascii_lowercase())
    });
    let words: BTreeSet<&str> = words.collect();
    assert!(words.len() > 20, "{words:?}");
    let found: Vec<&&str> = words.iter().filter(|word| wire.contains(**word)).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// If so, an operation can get another optional argument, and no digest changes.
#[rstest]
#[case::socket("socket", json!({"as": "s"}))]
#[case::recvmsg("recvmsg", json!({"socket": "s"}))]
#[case::getaddrinfo("getaddrinfo", json!({"host": "127.0.0.1"}))]
fn omitted_argument_stays_omitted(#[case] name: &str, #[case] arguments: Json) {
    let steps = json!([{"socket": {"as": "s"}}, {name: arguments}]);
    let steps = if name == "socket" { json!([{name: arguments}]) } else { steps };
    let program = Program::read(&json!({"deadline": "1000 ms", "steps": steps})).expect("a program");
    let operation = &program.actions.last().expect("a step").operation;
    assert!(Operation::SIGNATURES.iter().any(|signature| {
        signature.name == name && signature.parameters.len() > arguments.as_object().map_or(0, |map| map.len())
    }));
    assert_eq!(operation.wire(), json!({name: arguments}));
}

#[test]
fn every_program_reads_back() {
    let corpus = corpus();
    let mut found = BTreeSet::new();
    for trial in corpus.trials() {
        let wire = trial.program.wire();
        assert_eq!(Program::read(&wire).as_ref(), Ok(&trial.program), "{}", trial.name);
        found.extend(operations(&wire["steps"]).into_iter().map(|(name, _)| name.clone()));
    }
    let all: BTreeSet<String> = Operation::SIGNATURES.iter().map(|signature| signature.name.to_owned()).collect();
    assert_eq!(found, all, "the cases use every operation");
}

#[rstest]
#[case::number(json!(7), "the file must be a map, not a number")]
#[case::number_for_a_time(
    json!({"deadline": 7, "steps": []}),
    "`deadline` must be a time such as 200 ms or 2 s, not 7"
)]
#[case::unknown_operation(
    json!({"deadline": "1 s", "steps": [{"bnd": {}}]}),
    "unknown operation `bnd`; did you mean `bind`?"
)]
#[case::unknown_socket(json!({"deadline": "1 s", "steps": [{"bind": {"socket": "s"}}]}), "unknown socket `s`")]
#[case::empty_step(json!({"deadline": "1 s", "steps": [{}]}), "a step has one operation")]
#[case::two_operations(
    json!({"deadline": "1 s", "steps": [{"gethostname": {}, "socket": {"as": "s"}}]}),
    "a step has one operation"
)]
#[case::bad_name(
    json!({"deadline": "1 s", "steps": [{"gethostname": {}, "save": 7}]}),
    "`save` must be the name of a saved value, not a number"
)]
fn json_that_is_not_a_program_is_refused(#[case] json: Json, #[case] fault: &str) {
    let said = Program::read(&json).expect_err("a fault");
    let (message, hint) = said.split_once("; ").expect("a hint");
    assert!(fault == message || fault == said && !hint.is_empty(), "{said}");
}
