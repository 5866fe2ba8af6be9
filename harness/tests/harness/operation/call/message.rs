//! What is refused of messages, of buffers and of flags.

use rstest::rstest;

use crate::support::{assert_refused, file_of_steps};

const SOCKETS: &str =
    "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n- socket: {as: u, family: AF_UNIX, type: SOCK_STREAM}\n";
const MOST: usize = 64 * 1024 * 1024;

#[track_caller]
fn assert_step_refused(step: &str, message: &str, hint: &str) {
    assert_refused(&file_of_steps(&format!("{SOCKETS}- {step}")), message, hint);
}

#[rstest]
#[case::number("§5", "`data` must be text, {hex: …} or {repeat: …, times: …}, not a number")]
#[case::number_in_a_list("[a, §5]", "an item of `data` must be text, {hex: …} or {repeat: …, times: …}, not a number")]
#[case::list_in_a_list("[§[a]]", "an item of `data` must be text, {hex: …} or {repeat: …, times: …}, not a list")]
fn buffers_that_are_no_data(#[case] data: &str, #[case] message: &str) {
    assert_step_refused(&format!("sendmsg: {{socket: s, data: {data}}}"), message, "put it in quotes if it is text");
}

#[test]
fn buffers_that_are_too_large_together() {
    let message = "67108865 bytes are too many: the limit is 67108864";
    let data = format!("§[{{repeat: x, times: {MOST}}}, x]");
    assert_step_refused(&format!("sendmsg: {{socket: s, data: {data}}}"), message, "");
    assert_step_refused(&format!("recvmsg: {{socket: s, sizes: §[{MOST}, 1]}}"), message, "");
}

#[rstest]
#[case::sendall("sendall: {socket: s, data: §{repeat: x, times: 67108865}}")]
#[case::into("recv_into: {socket: s, into: §{repeat: x, times: 67108865}}")]
#[case::into_a_part("recvfrom_into: {socket: s, into: {buffer: §{repeat: x, times: 67108865}, size: 1}}")]
#[case::file("open: {path: $scratch/f, data: §{repeat: x, times: 67108865}}")]
fn one_buffer_that_is_too_large(#[case] step: &str) {
    assert_step_refused(step, "67108865 bytes are too many: the limit is 67108864", "");
}

#[rstest]
#[case::sizes_a_number("sizes: §5", "`sizes` must be a list, not a number")]
#[case::size_a_text("sizes: [1, §big]", "an item of `sizes` must be a number from 0 to 67108864, not `big`")]
#[case::size_below_zero("sizes: [§-1]", "an item of `sizes` must be a number from 0 to 67108864, not -1")]
#[case::room_below_zero("room: §-1", "`room` must be a number from 0 to 65536, not -1")]
#[case::room_too_large("room: §65537", "`room` must be a number from 0 to 65536, not 65537")]
#[case::names_a_text("as: §passed", "`as` must be a list, not text")]
#[case::name_a_number("as: [§1]", "an item of `as` must be the name of a socket, not a number")]
fn receiving_a_message(#[case] argument: &str, #[case] message: &str) {
    assert_step_refused(&format!("recvmsg: {{socket: u, {argument}}}"), message, "");
}

#[rstest]
#[case::name_there_is("[§s]", "there is already a socket `s`")]
#[case::name_twice("[a, §a]", "there is already a socket `a`")]
fn name_for_a_socket_that_is_passed(#[case] names: &str, #[case] message: &str) {
    let step = format!("recvmsg: {{socket: u, as: {names}}}");
    assert_step_refused(&step, message, "use another name, or close the first");
}

#[rstest]
#[case::beyond_the_end("§{buffer: hello, offset: 2, size: 4}", "bytes 2 to 6 are not a part of a buffer of 5 bytes")]
#[case::offset_beyond_the_end("§{buffer: hello, offset: 6}", "bytes 6 to 5 are not a part of a buffer of 5 bytes")]
#[case::nothing("{buffer: hello, size: §0}", "`size` must be a number from 1 to 67108864, not 0")]
#[case::offset_below_zero("{buffer: hello, offset: §-1}", "`offset` must be a number from 0 to 67108864, not -1")]
fn part_of_a_buffer(#[case] into: &str, #[case] message: &str) {
    assert_step_refused(&format!("recv_into: {{socket: s, into: {into}}}"), message, "");
}

#[test]
fn unknown_key_of_a_part_of_a_buffer() {
    let step = "recv_into: {socket: s, into: {buffer: hello, §ofset: 1}}";
    assert_step_refused(step, "unknown key of a part of a buffer `ofset`", "did you mean `offset`?");
}

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
#[case::one_socket_alone("[{SCM_RIGHTS: §s}]", "`SCM_RIGHTS` must be a list, not text", "")]
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
fn ancillary_data(#[case] ancillary: &str, #[case] message: &str, #[case] hint: &str) {
    assert_step_refused(&format!("sendmsg: {{socket: u, data: x, ancillary: {ancillary}}}"), message, hint);
}

const SEVEN: &str = "one of `AI_ADDRCONFIG`, `AI_ALL`, `AI_CANONNAME`, `AI_NUMERICHOST`, `AI_NUMERICSERV`, \
                     `AI_PASSIVE`, `AI_V4MAPPED`";

#[rstest]
#[case::one_alone("recv: {socket: s, flags: §MSG_PEEK}", "`flags` must be a list, not text", "")]
#[case::boolean("recv: {socket: s, flags: [§true]}", "an item of `flags` must be a flag, not a boolean", "")]
#[case::of_a_message(
    "recv: {socket: s, flags: [MSG_PEEK, §MSG_DONTWAITE]}",
    "unknown message flag `MSG_DONTWAITE`",
    "did you mean `MSG_DONTWAIT`?"
)]
#[case::joined(
    "send: {socket: s, data: x, flags: [§MSG_OOB|MSG_EOR]}",
    "unknown message flag `MSG_OOB|MSG_EOR`",
    "one of `MSG_CTRUNC`, `MSG_DONTWAIT`, `MSG_EOR`, `MSG_NOSIGNAL`, `MSG_OOB`, `MSG_PEEK`, `MSG_TRUNC`, `MSG_WAITALL`"
)]
#[case::of_getaddrinfo(
    "getaddrinfo: {host: \"::1\", flags: [§AI_NUMERIC]}",
    "unknown flag `AI_NUMERIC`",
    "did you mean `AI_NUMERICHOST`?"
)]
#[case::of_another_call("getaddrinfo: {host: \"::1\", flags: [§MSG_PEEK]}", "unknown flag `MSG_PEEK`", SEVEN)]
#[case::of_getnameinfo(
    "getnameinfo: {address: \"127.0.0.1:0\", flags: [§NI_NUMERICHOSTS]}",
    "unknown flag `NI_NUMERICHOSTS`",
    "did you mean `NI_NUMERICHOST`?"
)]
#[case::of_a_type(
    "socket: {as: t, flags: [§SOCK_NONBLOK]}",
    "unknown type flag `SOCK_NONBLOK`",
    "did you mean `SOCK_NONBLOCK`?"
)]
#[case::of_a_type_by_number(
    "socket: {as: t, flags: [§2048]}",
    "an item of `flags` must be a type flag, not a number",
    ""
)]
#[case::of_a_type_alone("socket: {as: t, flags: §SOCK_NONBLOCK}", "`flags` must be a list, not text", "")]
fn flags_of_calls(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_step_refused(step, message, hint);
}
