//! Calls that have to wait although poll says that they need not: each ends when its time runs out.

#![cfg(unix)]

use std::time::{Duration, Instant};

use rstest::rstest;
use sockshape::operation::Outcome;

use super::super::last_outcome;
use crate::support::outcome::failed;

/// A datagram socket with nothing to read, and no more to come. Linux says that it is readable.
const SHUT: &str = "\
- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}
- bind: {socket: s, address: \"loopback:0\"}
- getsockname: s
  save: name
- connect: {socket: s, address: $name}
- shutdown: {socket: s, how: SHUT_RD}
";

/// A datagram socket that is writable, and a receiver whose queue is full: on Linux it holds fewer than 20 datagrams,
/// unless `net.unix.max_dgram_qlen` was raised.
fn full() -> String {
    let sends = "- sendto: {socket: s, address: {path: $scratch/r}, data: x, flags: [MSG_DONTWAIT]}\n  expect: any\n";
    format!(
        "\
- socket: {{as: r, family: AF_UNIX, type: SOCK_DGRAM}}
- bind: {{socket: r, address: {{path: $scratch/r}}}}
- socket: {{as: s, family: AF_UNIX, type: SOCK_DGRAM}}
{}",
        sends.repeat(20)
    )
}

const RECEIVES: [&str; 5] = [
    "- recv: s",
    "- recvfrom: s",
    "- recvmsg: s",
    "- recv_into: {socket: s, into: abc}",
    "- recvfrom_into: {socket: s, into: abc}",
];

const SENDS: [&str; 2] = [
    "- sendto: {socket: s, address: {path: $scratch/r}, data: x}",
    "- sendmsg: {socket: s, address: {path: $scratch/r}, data: x}",
];

/// All of these calls, each after the steps that prepare it.
fn calls() -> Vec<String> {
    let receives = RECEIVES.iter().map(|call| (SHUT.to_owned(), call));
    let sends = SENDS.iter().map(|call| (full(), call));
    let with = |(steps, call): (String, _)| format!("{steps}- settimeout: {{socket: s, timeout: TIMEOUT}}\n{call}");
    receives.chain(sends).map(with).collect()
}

#[rstest]
#[case::timeout("30 ms", "5 s", failed("ETIMEDOUT"))]
#[case::deadline("10 s", "30 ms", Outcome::TimedOut(Vec::new()))]
fn call_ends_when_its_time_runs_out(#[case] timeout: &str, #[case] deadline: &str, #[case] outcome: Outcome) {
    for steps in calls() {
        let begun = Instant::now();
        assert_eq!(last_outcome(deadline, &steps.replace("TIMEOUT", timeout)), outcome, "{steps}");
        assert!(begun.elapsed() >= Duration::from_millis(30), "{steps}");
    }
}
