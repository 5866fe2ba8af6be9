//! Calls that the harness ends at their deadline: what they had done by then is told apart from what they would return
//! by themselves.

use sockshape::operation::Outcome;
#[cfg(linux_kernel)]
use sockshape::operation::Value;

use super::last_outcome;

#[test]
fn call_that_has_done_nothing() {
    let steps = "- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}\n- recv: a";
    assert_eq!(last_outcome("50 ms", steps), Outcome::TimedOut(Vec::new()));
}

/// recv(2) of MSG_WAITALL: "the call may still return less data than requested if a signal is caught".
#[cfg(linux_kernel)]
#[test]
fn call_that_has_done_a_part() {
    let steps = "\
- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
- send: {socket: b, data: one}
- recv: {socket: a, size: 9, flags: [MSG_WAITALL]}";
    assert_eq!(last_outcome("50 ms", steps), Outcome::TimedOut(vec![Value::Data(b"one".to_vec())]));
}
