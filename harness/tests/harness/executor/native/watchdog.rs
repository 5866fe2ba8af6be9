//! Calls that the harness ends at their deadline: what they had done by then is told apart from what they would return
//! by themselves.

use std::time::Duration;

use sockshape::operation::{Outcome, Value};

use super::world::last_outcome_of;
use crate::support::trial_of_steps;

/// How the last of these steps ends, if no step may take longer than a moment.
fn outcome_at_the_deadline(steps: &str) -> Outcome {
    let mut program = trial_of_steps(steps).program.clone();
    program.deadline = Duration::from_millis(50);
    last_outcome_of(&program)
}

#[test]
fn call_that_has_done_nothing() {
    let steps = "- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}\n- recv: a";
    assert_eq!(outcome_at_the_deadline(steps), Outcome::TimedOut(Vec::new()));
}

/// recv(2) of MSG_WAITALL: "the call may still return less data than requested if a signal is caught".
#[cfg(linux_kernel)]
#[test]
fn call_that_has_done_a_part() {
    let steps = "\
- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
- send: {socket: b, data: one}
- recv: {socket: a, size: 9, flags: [MSG_WAITALL]}";
    assert_eq!(outcome_at_the_deadline(steps), Outcome::TimedOut(vec![Value::Data(b"one".to_vec())]));
}
