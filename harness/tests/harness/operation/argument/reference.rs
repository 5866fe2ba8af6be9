//! What is refused in references: each refers to one kind of value, and a list has parts.

use rstest::rstest;

use crate::support::assert_steps_refused;

/// Steps that save a list, an address, a descriptor and a constant.
const SAVED: &str = "\
- getaddrinfo: {service: 0, family: AF_INET, type: SOCK_STREAM}
  save: answer
- socket: {as: s}
- getsockname: s
  save: name
- fileno: s
  save: fd
- family: s
  save: family
";

#[rstest]
#[case::whole_answer("family: §$answer", "`$answer` must be an address family, not a list")]
#[case::address_of_an_answer("family: §$answer.address", "`$answer.address` must be an address family, not an address")]
#[case::text_of_an_answer("type: §$answer.canonical_name", "`$answer.canonical_name` must be a socket type, not text")]
#[case::constant_of_another_kind("type: §$family", "`$family` must be a socket type, not an address family")]
#[case::address("protocol: §$name", "`$name` must be a protocol, not an address")]
#[case::descriptor("family: §$fd", "`$fd` must be an address family, not the descriptor of a socket")]
fn other_value_instead_of_a_constant(#[case] argument: &str, #[case] message: &str) {
    assert_steps_refused(&format!("{SAVED}- socket: {{as: t, {argument}}}"), message, "");
}

#[rstest]
#[case::whole_answer("bind: {socket: s, address: §$answer}", "`$answer` must be an address, not a list")]
#[case::constant_of_an_answer(
    "bind: {socket: s, address: §$answer.type}",
    "`$answer.type` must be an address, not a socket type"
)]
#[case::constant("bind: {socket: s, address: §$family}", "`$family` must be an address, not an address family")]
#[case::port_of_a_descriptor(
    "bind: {socket: s, address: §\"loopback:$fd.port\"}",
    "`$fd` must be an address, not the descriptor of a socket"
)]
#[case::port_of_an_answer(
    "getaddrinfo: {service: §$answer.port, family: AF_INET}",
    "`$answer` must be an address, not a list"
)]
#[case::port_of_a_host(
    "create_connection: {as: c, address: {host: ~, port: §$answer.port}}",
    "`$answer` must be an address, not a list"
)]
#[case::in_a_shape("getsockname: s\n  expect: §$answer", "`$answer` must be an address, not a list")]
#[case::in_a_shape_of_a_service(
    "getnameinfo: {address: $name, flags: [NI_NUMERICHOST]}\n  expect: {service: §$fd.port}",
    "`$fd` must be an address, not the descriptor of a socket"
)]
fn other_value_instead_of_an_address(#[case] step: &str, #[case] message: &str) {
    assert_steps_refused(&format!("{SAVED}- {step}"), message, "");
}

#[rstest]
#[case::unknown_part("family: §$answer.famly", "unknown reference `$answer.famly`", "did you mean `$answer.family`?")]
#[case::part_of_what_was_never_saved("family: §$reply.family", "unknown reference `$reply`", NAMES)]
fn unknown_part(#[case] argument: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{SAVED}- socket: {{as: t, {argument}}}"), message, hint);
}

const NAMES: &str = "one of `$answer`, `$family`, `$fd`, `$name`";

#[test]
fn part_of_a_list_saved_by_a_later_step() {
    let steps = "\
- socket: {as: s, family: §$answer.family}
- getaddrinfo: {service: 0, family: AF_INET}
  save: answer";
    let hint = "add `save: answer` to an earlier step that returns an address family";
    assert_steps_refused(steps, "unknown reference `$answer.family`", hint);
}

#[rstest]
#[case::socketpair("socketpair: {as: [a, b], family: §$answer.family, type: SOCK_STREAM}")]
#[case::getaddrinfo("getaddrinfo: {service: 0, family: §$answer.family}")]
fn reference_instead_of_a_written_constant(#[case] step: &str) {
    let hint = "one of `AF_INET`, `AF_INET6`, `AF_NETLINK`, `AF_PACKET`, `AF_UNIX`, `AF_UNSPEC`, `AF_VSOCK`";
    assert_steps_refused(&format!("{SAVED}- {step}"), "unknown family `$answer.family`", hint);
}
