//! What is refused in messages.

use rstest::rstest;

use crate::support::assert_steps_refused;

/// A socket of AF_INET and one of AF_UNIX.
const SOCKETS: &str =
    "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n- socket: {as: u, family: AF_UNIX, type: SOCK_STREAM}\n";

#[rstest]
#[case::sizes_a_number("sizes: §5", "`sizes` must be a list, not a number")]
#[case::size_a_text("sizes: [1, §big]", "an item of `sizes` must be a number from 0 to 67108864, not `big`")]
#[case::size_below_zero("sizes: [§-1]", "an item of `sizes` must be a number from 0 to 67108864, not -1")]
#[case::room_below_zero("room: §-1", "`room` must be a number from 0 to 65536, not -1")]
#[case::room_too_large("room: §65537", "`room` must be a number from 0 to 65536, not 65537")]
#[case::names_a_text("as: §passed", "`as` must be a list, not text")]
#[case::name_a_number("as: [§1]", "an item of `as` must be the name of a socket, not a number")]
fn receiving_a_message(#[case] argument: &str, #[case] message: &str) {
    assert_steps_refused(&format!("{SOCKETS}- recvmsg: {{socket: u, {argument}}}"), message, "");
}

#[rstest]
#[case::name_that_is_taken("[§s]", "there is already a socket `s`")]
#[case::name_twice("[a, §a]", "there is already a socket `a`")]
fn name_for_a_socket_that_is_passed(#[case] names: &str, #[case] message: &str) {
    let step = format!("recvmsg: {{socket: u, as: {names}}}");
    assert_steps_refused(&format!("{SOCKETS}- {step}"), message, "use another name, or close the first");
}

#[rstest]
#[case::too_few(
    "sendmmsg: §{socket: s, data: [x, y], addresses: [\"loopback:9\"]}",
    "`addresses` has 1, and there are 2 messages",
    "write one for each, or leave `addresses` out"
)]
#[case::for_the_only_message(
    "sendmmsg: §{socket: s, data: x, addresses: []}",
    "`addresses` has 0, and there are 1 messages",
    "write one for each, or leave `addresses` out"
)]
#[case::other_host(
    "sendmmsg: {socket: s, data: [x, y], addresses: [\"loopback:9\", §\"198.51.100.2:9\"]}",
    "this destination is not an address of this host",
    "use a loopback, unspecified or multicast address, or put `network: true` in the case"
)]
#[case::rooms(
    "recvmmsg: §{socket: s, sizes: [1, 2], name_rooms: [128, 128, 128]}",
    "`name_rooms` has 3, and there are 2 buffers",
    "write one for each, or leave `name_rooms` out"
)]
#[case::no_sizes("recvmmsg: §{socket: s}", "recvmmsg needs `sizes`", "add `sizes: …`")]
#[case::long_wait(
    "recvmmsg: {socket: s, sizes: [1], seconds: §11}",
    "`seconds` must be a number from -1 to 10, not 11",
    ""
)]
fn several_messages(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{SOCKETS}- {step}"), message, hint);
}

/// The hint with examples of ancillary data.
const ONE_KIND: &str = "such as {SCM_RIGHTS: [s]} or {IP_PKTINFO: \"127.0.0.2\"}";

#[rstest]
#[case::no_list("§{SCM_RIGHTS: [s]}", "`ancillary` must be a list, not a map", "")]
#[case::text("[§SCM_RIGHTS]", "an item of `ancillary` must be one kind of ancillary data, not text", ONE_KIND)]
#[case::nothing("[§{}]", "an item of `ancillary` must be one kind of ancillary data, not a map", ONE_KIND)]
#[case::two_kinds(
    "[§{SCM_RIGHTS: [s], IP_PKTINFO: \"127.0.0.2\"}]",
    "an item of `ancillary` must be one kind of ancillary data, not a map",
    ONE_KIND
)]
#[case::unknown_kind("[{§SCM_RIGHT: [s]}]", "unknown kind of ancillary data `SCM_RIGHT`", "did you mean `SCM_RIGHTS`?")]
#[case::one_socket_without_a_list("[{SCM_RIGHTS: §s}]", "`SCM_RIGHTS` must be a list, not text", "")]
#[case::unknown_socket("[{SCM_RIGHTS: [§t]}]", "unknown socket `t`", "one of `s`, `u`")]
#[case::number("[{IP_PKTINFO: §1}]", "`IP_PKTINFO` must be an AF_INET address, not a number", "")]
#[case::with_a_port(
    "[{IP_PKTINFO: §\"127.0.0.1:0\"}]",
    "`IP_PKTINFO` must be an AF_INET address, not `127.0.0.1:0`",
    ""
)]
#[case::v6_for_v4("[{IP_PKTINFO: §\"::1\"}]", "`IP_PKTINFO` must be an AF_INET address, not `::1`", "")]
#[case::v4_for_v6(
    "[{IPV6_PKTINFO: §\"127.0.0.1\"}]",
    "`IPV6_PKTINFO` must be an AF_INET6 address, not `127.0.0.1`",
    ""
)]
#[case::field_that_is_text("[{IP_TTL: §x}]", "`IP_TTL` must be a number from -2147483648 to 2147483647, not `x`", "")]
#[case::field_beyond_an_int(
    "[{IPV6_HOPLIMIT: §2147483648}]",
    "`IPV6_HOPLIMIT` must be a number from -2147483648 to 2147483647, not 2147483648",
    ""
)]
#[case::field_of_no_bytes("[{IP_TOS: §{}}]", "a control message needs `hex`", "")]
#[case::field_of_half_a_byte("[{IP_TOS: {hex: §'1'}}]", "the last byte has one hex digit of two", "")]
fn ancillary_data(#[case] ancillary: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{SOCKETS}- sendmsg: {{socket: u, data: x, ancillary: {ancillary}}}"), message, hint);
}
