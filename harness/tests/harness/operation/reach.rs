//! What is refused on sockets that can only be looked at, and what is not.

use rstest::rstest;

use crate::support::assert_steps_refused;

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
