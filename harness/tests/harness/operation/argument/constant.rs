//! What is refused in arguments that are constants or numbers.

use rstest::rstest;

use crate::support::{STREAM, assert_steps_refused};

#[rstest]
#[case::unknown_family("family: §AF_INTE6, type: SOCK_STREAM", "unknown family `AF_INTE6`", "did you mean `AF_INET6`?")]
#[case::family_a_list("family: §[AF_INET], type: SOCK_STREAM", "`family` must be an address family, not a list", "")]
#[case::huge_family("family: §4294967296, type: SOCK_STREAM", "`4294967296` is too large", "")]
#[case::unknown_type(
    "family: AF_INET, type: §SOCK_STREM",
    "unknown socket type `SOCK_STREM`",
    "did you mean `SOCK_STREAM`?"
)]
#[case::type_a_boolean("family: AF_INET, type: §true", "`type` must be a socket type, not a boolean", "")]
#[case::unknown_protocol(
    "family: AF_INET, type: SOCK_STREAM, protocol: §tcp",
    "unknown protocol `tcp`",
    "one of `IPPROTO_ICMP`, `IPPROTO_ICMPV6`, `IPPROTO_TCP`, `IPPROTO_UDP`"
)]
#[case::protocol_null(
    "family: AF_INET, type: SOCK_STREAM, protocol: §~",
    "`protocol` must be a protocol, not nothing",
    ""
)]
fn constants(#[case] arguments: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("- socket: {{as: s, {arguments}}}"), message, hint);
}

#[rstest]
#[case::unknown_direction(
    "shutdown: {socket: s, how: §SHUT_RW}",
    "unknown direction `SHUT_RW`",
    "did you mean `SHUT_RD`?"
)]
#[case::direction_a_list("shutdown: {socket: s, how: §[]}", "`how` must be a direction, not a list", "")]
#[case::huge_direction(
    "shutdown: {socket: s, how: §2147483648}",
    "`2147483648` is too large",
    "write a number of 32 bits"
)]
#[case::unknown_option(
    "getsockopt: {socket: s, option: §SO_REUSEADR}",
    "unknown option `SO_REUSEADR`",
    "did you mean `SO_REUSEADDR`?"
)]
#[case::option_a_number(
    "getsockopt: {socket: s, option: §2}",
    "`option` must be the name of an option, not a number",
    ""
)]
#[case::text_for_a_setting(
    "setsockopt: {socket: s, option: SO_LINGER, value: §on}",
    "`value` must be a number from -2147483648 to 2147483647, not `on`",
    ""
)]
#[case::huge_setting(
    "setsockopt: {socket: s, option: SO_LINGER, value: §4294967296}",
    "`value` must be a number from -2147483648 to 2147483647, not 4294967296",
    ""
)]
#[case::number_for_blocking(
    "setblocking: {socket: s, blocking: §0}",
    "`blocking` must be true or false, not a number",
    ""
)]
#[case::huge_backlog(
    "listen: {socket: s, backlog: §2147483648}",
    "`backlog` must be a number from -2147483648 to 2147483647, not 2147483648",
    ""
)]
#[case::negative_size("recv: {socket: s, size: §-1}", "`size` must be a number from 0 to 67108864, not -1", "")]
#[case::huge_size("recv: {socket: s, size: §67108865}", "`size` must be a number from 0 to 67108864, not 67108865", "")]
#[case::size_a_text("recv: {socket: s, size: §big}", "`size` must be a number from 0 to 67108864, not `big`", "")]
fn options_and_numbers(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}- {step}"), message, hint);
}
