//! The text of a program.

use rstest::rstest;
use sockshape::export::{self, NoForm};

use crate::support::read;

/// The program of a case with these steps.
fn program(steps: &str) -> Result<String, NoForm> {
    let head = "topic: A topic\nsee: {linux: socket(7) */}\ncases:\n  - name: it_is_so\n    about: What it shows.\n";
    let text = format!("{head}    steps:\n{steps}");
    let topic = read(&text).expect("a case file");
    export::c(&topic, &topic.trials[0])
}

/// Its statements.
fn statements(steps: &str) -> Vec<String> {
    let program = program(steps).expect("a form");
    let (_, body) = program.split_once("int main(void)\n").expect("a function main");
    body.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[test]
fn head_says_what_the_case_is_about_and_where_that_comes_from() {
    let program = program("      - socket: {as: s}\n").expect("a form");
    let head =
        "/*\n * group::topic::it_is_so\n *\n * A topic\n *\n * What it shows.\n *\n * linux: socket(7) * /\n *\n";
    assert!(program.starts_with(head), "{program}");
    assert_eq!(program.matches("*/").count(), 2, "a comment ends early: {program}");
}

#[test]
fn steps_are_real_calls() {
    let steps = "      - socket: {as: s}
      - bind: {socket: s, address: \"loopback:0\"}
      - getsockname: s
        expect: \"loopback:ephemeral\"
        expect_on: {windows: {error: EINVAL}}
        save: n
      - sendto: {socket: s, data: \"a?\", address: $n}
";
    assert_eq!(
        statements(steps),
        [
            "{",
            "struct sockaddr_storage n;",
            "socklen_t n_length;",
            "long result;",
            "signal(SIGPIPE, SIG_IGN);",
            "int s = socket(AF_INET, SOCK_STREAM, 0);",
            "say(\"socket s\", s);",
            "struct sockaddr_in loopback = ipv4(\"127.0.0.1\", 0);",
            "say(\"bind s 127.0.0.1:0\", bind(s, (struct sockaddr *)&loopback, sizeof loopback));",
            "/* 3: expected loopback:ephemeral; windows: EINVAL */",
            "n_length = sizeof n;",
            "result = getsockname(s, (struct sockaddr *)&n, &n_length);",
            "say_address(\"getsockname s\", result, &n, n_length);",
            "say_number(\"sendto s \\\"a\\077\\\" $n\", sendto(s, \"a\\077\", 2, 0, (struct sockaddr *)&n, n_length));",
            "return 0;",
            "}",
        ]
    );
}

#[test]
fn functions_are_those_that_the_steps_need() {
    let program = program("      - socket: {as: s}\n").expect("a form");
    assert!(program.contains("static void say("), "{program}");
    assert!(!program.contains("print_address"), "{program}");
}

#[test]
fn names_that_mean_something_in_c_are_changed() {
    let statements = statements("      - socket: {as: unix}\n      - close: unix\n");
    assert!(statements.contains(&"int unix_ = socket(AF_INET, SOCK_STREAM, 0);".to_owned()), "{statements:?}");
    assert!(statements.contains(&"say(\"close unix\", close(unix_));".to_owned()), "{statements:?}");
}

/// As long as no other descriptor can have got the number, the program says what it says with a closed descriptor.
#[rstest]
#[case::nothing_was_made("      - poll: {socket: s, events: [POLLIN], timeout: 0}\n", false)]
#[case::another_was_made("      - socket: {as: other}\n      - listen: s\n", true)]
fn closed_socket_is_no_other(#[case] after: &str, #[case] is_marked: bool) {
    let statements = statements(&format!("      - socket: {{as: s}}\n      - close: s\n{after}"));
    assert_eq!(statements.contains(&"s = -1;".to_owned()), is_marked, "{statements:?}");
}

#[test]
fn call_that_blocks_has_a_thread() {
    let steps = "      - socket: {as: s, type: SOCK_DGRAM}
      - start: {as: waiting, step: {recv: s}}
      - shutdown: {socket: s, how: SHUT_RDWR}
        expect: any
      - finish: waiting
";
    let program = program(steps).expect("a form");
    assert!(program.contains("static void *run_waiting(void *unused)\n"), "{program}");
    let statements = statements(steps);
    let place = |wanted: &str| statements.iter().position(|line| line.contains(wanted)).expect(wanted);
    assert!(place("start(&waiting_call, run_waiting)") < place("pthread_join(waiting_call.thread, NULL);"));
}

#[test]
fn operation_without_a_form_is_named() {
    let steps = "      - socket: {as: s}\n      - gettimeout: s\n";
    assert_eq!(program(steps), Err(NoForm("gettimeout".to_owned())));
}
