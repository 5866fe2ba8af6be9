//! The mode of a socket is that of the system.

use rstest::rstest;
use sockshape::operation::{Outcome, Vocabulary};

use super::super::last_outcome;
use crate::support::outcome::{returned, word};

/// What `gettimeout` says of `s` after these steps.
fn timeout(steps: &str) -> Outcome {
    last_outcome("5 s", &format!("{steps}\n- gettimeout: s"))
}

#[cfg(has_type_flags)]
#[rstest]
#[case::born_so("- socket: {as: s, flags: [SOCK_NONBLOCK]}", "0 ms")]
#[case::passed(
    "- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
- setblocking: {socket: a, blocking: false}
- sendmsg: {socket: a, data: x, ancillary: [{SCM_RIGHTS: [a]}]}
- recvmsg: {socket: b, as: [s]}",
    "0 ms"
)]
#[case::taken_up(
    "- socket: {as: a}
- settimeout: {socket: a, timeout: 2 s}
- detach: a
  save: number
- from_fileno: {as: s, descriptor: $number}",
    "0 ms"
)]
#[case::changed_by_a_second_descriptor(
    "- socket: {as: s}\n- dup: {socket: s, as: other}\n- setblocking: {socket: other, blocking: false}",
    "0 ms"
)]
#[case::timeout_that_a_second_descriptor_ended(
    "- socket: {as: s}
- settimeout: {socket: s, timeout: 2 s}
- dup: {socket: s, as: other}
- setblocking: {socket: other, blocking: true}",
    "none"
)]
fn system_is_asked(#[case] steps: &str, #[case] mode: &str) {
    assert_eq!(timeout(steps), returned(word(Vocabulary::Timeout, mode)));
}

#[rstest]
#[case::blocks("none", "none")]
#[case::does_not_block("0", "0 ms")]
#[case::waits("2 s", "2000 ms")]
fn timeout_is_kept(#[case] given: &str, #[case] mode: &str) {
    let steps = format!("- socket: {{as: s}}\n- settimeout: {{socket: s, timeout: {given}}}");
    assert_eq!(timeout(&steps), returned(word(Vocabulary::Timeout, mode)));
}
