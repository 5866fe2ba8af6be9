//! Steps that are not started, because of something that only shows when the case runs.

use rstest::rstest;
use sockshape::operation::Outcome;

use super::last_outcome;
use crate::support::DATAGRAM;

#[rstest]
#[case::descriptor_of_a_socket(
    "- fileno: s\n  save: fd\n- from_fileno: {as: t, descriptor: $fd}",
    "the descriptor is still that of `s`: detach it first"
)]
#[case::descriptor_of_the_new_socket(
    "- detach: s\n  save: fd\n- from_fileno: {as: t, descriptor: $fd}\n- from_fileno: {as: u, descriptor: $fd}",
    "the descriptor is still that of `t`: detach it first"
)]
#[case::socket_with_a_file_object(
    "- makefile: {socket: s, as: f}\n- detach: s",
    "`s` has a file object: close that first"
)]
#[case::address_that_was_not_saved(
    "- getpeername: s\n  expect: any\n  save: peer\n- connect: {socket: s, address: $peer}",
    "no address was saved as `peer`"
)]
#[case::descriptor_that_was_not_saved(
    "- open: $scratch/no/such/folder\n  expect: any\n  save: file\n- sendfile: {socket: s, file: $file}",
    "nothing was saved as `file`"
)]
#[case::answer_that_was_not_saved(
    "- getaddrinfo: {service: http, family: AF_INET, flags: [AI_NUMERICSERV]}
  expect: any
  save: answer
- socket: {as: t, type: $answer.type}",
    "nothing was saved as `answer.type`"
)]
#[case::socket_that_was_not_made(
    "- socket: {as: t, family: 12345}\n  expect: any\n- getsockname: t",
    "there is no socket `t`"
)]
#[case::socket_that_was_not_accepted(
    "- accept: {socket: s, as: peer}\n  expect: any\n- close: peer",
    "there is no socket `peer`"
)]
fn step_that_cannot_start(#[case] steps: &str, #[case] why: &str) {
    assert_eq!(last_outcome("5 s", &format!("{DATAGRAM}{steps}")), Outcome::NotRun(why.to_owned()));
}

/// The answer is IPPROTO_SCTP, which no case can give.
#[cfg(glibc)]
#[test]
fn constant_that_is_no_argument() {
    let steps = "\
- getaddrinfo: {host: 127.0.0.1, service: 80, family: AF_INET, type: SOCK_SEQPACKET}
  save: answer
- socket: {as: t, protocol: $answer.protocol}";
    let why = "`answer.protocol` is not a constant that is allowed here".to_owned();
    assert_eq!(last_outcome("5 s", &format!("{DATAGRAM}{steps}")), Outcome::NotRun(why));
}

#[rstest]
#[case::multicast("- sendto: {socket: s, address: \"239.255.84.1:9\", data: x}")]
#[case::message("- sendmsg: {socket: s, address: \"239.255.84.1:9\", data: x}")]
#[case::multicast_in_raw_bytes(
    "- connect: {socket: s, address: {family: 0, bytes: \"0009 effffe01 00000000 00000000\"}}"
)]
fn step_that_would_leave_this_host(#[case] steps: &str) {
    assert_eq!(
        last_outcome("5 s", &format!("{DATAGRAM}{steps}")),
        Outcome::Withheld("this would be sent to another host".to_owned())
    );
}

/// A socket was made of the file, so it cannot be sent any more.
#[cfg(unix)]
#[test]
fn file_that_became_a_socket() {
    let steps = "\
- open: $scratch/a
  save: file
- from_fileno: {as: t, descriptor: $file, family: AF_INET}
- sendfile: {socket: s, file: $file}";
    let why = "nothing has the descriptor any more".to_owned();
    assert_eq!(last_outcome("5 s", &format!("{DATAGRAM}{steps}")), Outcome::NotRun(why));
}
