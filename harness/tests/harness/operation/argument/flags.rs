//! What is refused in flags.

use rstest::rstest;

use crate::support::{DATAGRAM, assert_steps_refused};

const SEVEN: &str = "one of `AI_ADDRCONFIG`, `AI_ALL`, `AI_CANONNAME`, `AI_NUMERICHOST`, `AI_NUMERICSERV`, \
                     `AI_PASSIVE`, `AI_V4MAPPED`";

#[rstest]
#[case::one_without_a_list("recv: {socket: s, flags: §MSG_PEEK}", "`flags` must be a list, not text", "")]
#[case::boolean("recv: {socket: s, flags: [§true]}", "an item of `flags` must be a flag, not a boolean", "")]
#[case::of_a_message(
    "recv: {socket: s, flags: [MSG_PEEK, §MSG_DONTWAITE]}",
    "unknown message flag `MSG_DONTWAITE`",
    "did you mean `MSG_DONTWAIT`?"
)]
#[case::joined(
    "send: {socket: s, data: x, flags: [§MSG_OOB|MSG_EOR]}",
    "unknown message flag `MSG_OOB|MSG_EOR`",
    "one of `MSG_CTRUNC`, `MSG_DONTWAIT`, `MSG_EOR`, `MSG_ERRQUEUE`, `MSG_FASTOPEN`, `MSG_MORE`, `MSG_NOSIGNAL`, \
     `MSG_OOB`, `MSG_PEEK`, `MSG_TRUNC`, `MSG_WAITALL`"
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
#[case::of_a_type_without_a_list("socket: {as: t, flags: §SOCK_NONBLOCK}", "`flags` must be a list, not text", "")]
fn flags_of_calls(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{DATAGRAM}- {step}"), message, hint);
}
