//! File objects have the mode of their socket.

#![cfg(unix)]

use rstest::rstest;
use sockshape::operation::{Outcome, Value};

use super::super::last_outcome;
use crate::support::outcome::failed;

/// A file object of a socket with this timeout.
fn file(timeout: &str) -> String {
    format!(
        "\
- socketpair: {{as: [a, b], family: AF_UNIX, type: SOCK_STREAM}}
- setsockopt: {{socket: a, option: SO_SNDBUF, value: 4096}}
- makefile: {{socket: a, as: f}}
- settimeout: {{socket: a, timeout: {timeout}}}
"
    )
}

#[rstest]
#[case::readline("- readline: f")]
#[case::read("- read: f")]
#[case::write("- write: {file: f, data: {repeat: x, times: 1000000}}")]
#[case::flush(
    "- write: {file: f, data: {repeat: x, times: 8000}}
- start: {as: s, step: {send: {socket: a, data: {repeat: x, times: 1000000}}}}
- finish: s
  expect: any
- flush: f"
)]
fn call_ends_when_its_time_runs_out(#[case] call: &str) {
    let of = |timeout| last_outcome("5 s", &format!("{}{call}", file(timeout)));
    assert_eq!(of("30 ms"), failed("ETIMEDOUT"));
    assert_eq!(of("0"), failed("EAGAIN"));
}

#[rstest]
#[case::line("- readline: f", b"one\n")]
#[case::bytes("- read: {file: f, size: 5}", b"one\ntw"[..5].as_ref())]
fn data_that_arrive_in_time_are_waited_for(#[case] call: &str, #[case] data: &[u8]) {
    let call = call.trim_start_matches("- ");
    let steps = format!(
        "{}- start: {{as: reading, step: {{{call}}}}}\n- send: {{socket: b, data: \"one\\ntwo\"}}\n- finish: reading",
        file("5 s")
    );
    assert_eq!(last_outcome("5 s", &steps), Outcome::Returned(vec![Value::Data(data.to_vec())]));
}

/// What is in the buffer needs no waiting, whatever the socket has.
#[test]
fn buffered_data_are_not_waited_for() {
    let steps = format!("{}- send: {{socket: b, data: \"one\\ntwo\\n\"}}\n- readline: f\n- readline: f", file("10 ms"));
    assert_eq!(last_outcome("5 s", &steps), Outcome::Returned(vec![Value::Data(b"two\n".to_vec())]));
}

/// The name may stand for a closed socket by then.
#[test]
fn mode_outlives_the_name_of_the_socket() {
    let steps = format!("{}- close: a\n- readline: f", file("10 ms"));
    assert_eq!(last_outcome("5 s", &steps), failed("ETIMEDOUT"));
}
