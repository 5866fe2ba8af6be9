//! Sockets that linger for 15 seconds when they are closed.

#![cfg(unix)]

use std::time::{Duration, Instant};

use rstest::rstest;
use sockshape::operation::Outcome;

use super::super::last_outcome;
use crate::support::outcome::ok;

/// A connected socket with data that its peer never reads.
const LINGERING: &str = "\
- socket: {as: server}
- setsockopt: {socket: server, option: SO_RCVBUF, value: 4096}
- bind: {socket: server, address: \"loopback:0\"}
- listen: server
- getsockname: server
  save: name
- socket: {as: s}
- setsockopt: {socket: s, option: SO_SNDBUF, value: 4096}
- connect: {socket: s, address: $name}
- accept: {socket: server, as: peer}
- setsockopt: {socket: s, option: SO_LINGER, value: 15}
- send: {socket: s, data: {repeat: x, times: 1000000}, flags: [MSG_DONTWAIT]}
  expect: any
- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
";

#[rstest]
#[case::closed("- close: s", Outcome::TimedOut(Vec::new()))]
#[case::closed_with_its_file_object(
    "- makefile: {socket: s, as: f}\n- close: s\n- close: f",
    Outcome::TimedOut(Vec::new())
)]
#[case::file_object_that_cannot_send(
    "- makefile: {socket: s, as: f}
- write: {file: f, data: x}
- close: s
- close: f",
    Outcome::TimedOut(Vec::new())
)]
#[case::passed_and_given_no_name(
    "- sendmsg: {socket: a, data: x, ancillary: [{SCM_RIGHTS: [s]}]}\n- close: s\n- recvmsg: b\n- close: b",
    ok()
)]
#[case::passed_and_never_received("- sendmsg: {socket: a, data: x, ancillary: [{SCM_RIGHTS: [s]}]}\n- close: s", ok())]
#[case::left_open("- makefile: {socket: s, as: f}", ok())]
#[case::detached("- detach: s\n- shutdown: {socket: a, how: SHUT_WR}", ok())]
fn step_is_over_at_its_deadline_and_so_is_the_trial(#[case] steps: &str, #[case] outcome: Outcome) {
    let begun = Instant::now();
    assert_eq!(last_outcome("100 ms", &format!("{LINGERING}{steps}")), outcome);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}
