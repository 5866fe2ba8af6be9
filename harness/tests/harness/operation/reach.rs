//! What is refused on sockets that can only be looked at, and what is not.

use rstest::rstest;

use crate::support::{assert_steps_refused, file_of_steps, read, rendered};

const ROUTE: &str = "- socket: {as: s, family: AF_NETLINK, type: SOCK_RAW}\n";

#[rstest]
#[case::connect("- §connect: {socket: s, address: {family: AF_NETLINK, bytes: '0000 00000000 00000000'}}")]
#[case::listen("- §listen: s")]
#[case::send("- §send: {socket: s, data: x}")]
#[case::receive("- §recv: s")]
#[case::in_a_thread("- §start: {as: c, step: {recv: s}}\n- finish: c")]
#[case::handed_on(
    "- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
- §sendmsg: {socket: a, data: x, ancillary: [{SCM_RIGHTS: [s]}]}"
)]
fn step_that_would_be_withheld(#[case] steps: &str) {
    assert_steps_refused(
        &format!("{ROUTE}{steps}"),
        "this step would be withheld: `s` may reach others than this case",
        "look at it and close it; cases/REFERENCE.md, \"What a case may reach\", has the sockets that may talk",
    );
}

/// IPV6_ADDRFORM makes another socket of it, whoever sets it and by whatever name.
#[rstest]
#[case::by_name("setsockopt: {socket: s, option: IPV6_ADDRFORM, value: 2}")]
#[case::in_bytes("setsockopt_bytes: {socket: s, option: IPV6_ADDRFORM, value: 2}")]
#[case::by_number("setsockopt_bytes: {socket: s, option: {level: IPPROTO_IPV6, name: 1}, value: 2}")]
#[case::in_a_child("in_child: {child: c, step: {setsockopt: {socket: s, option: IPV6_ADDRFORM, value: 2}}}")]
fn family_may_have_changed(#[case] step: &str) {
    let steps = format!(
        "- socket: {{as: s, family: AF_INET6, type: SOCK_STREAM}}\n\
         - start_child: {{as: c, with: [s]}}\n\
         - {step}\n\
         - getsockname: s\n  expect: \"127.0.0.1:ephemeral\"\n"
    );
    let read = read(&file_of_steps(&steps));
    assert!(read.is_ok(), "{}", read.err().map(|problems| rendered(&problems)).unwrap_or_default());
}
