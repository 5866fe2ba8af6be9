//! What is refused in options: values that do not fit the option, and multicasts that would leave this host.

use rstest::rstest;

use crate::support::{DATAGRAM, assert_steps_refused, file_of_cases, read};

const NUMBER: &str = "`value` must be a number from -2147483648 to 2147483647, not";

const UNSIGNED: &str = "`value` must be a number from 0 to 4294967295, not";

const OCTET: &str = "`value` must be a number from 0 to 255, not";

#[track_caller]
fn assert_value_refused(option: &str, value: &str, message: &str, hint: &str) {
    let step = format!("- setsockopt: {{socket: s, option: {option}, value: {value}}}");
    assert_steps_refused(&format!("{DATAGRAM}{step}"), message, hint);
}

#[rstest]
#[case::set("setsockopt: {socket: s, option: §SO_TYPE, value: 1}", "`SO_TYPE` cannot be set")]
#[case::set_by_a_word(
    "setsockopt: {socket: s, option: §SO_PROTOCOL, value: IPPROTO_TCP}",
    "`SO_PROTOCOL` cannot be set"
)]
#[case::read("getsockopt: {socket: s, option: §IP_ADD_MEMBERSHIP}", "`IP_ADD_MEMBERSHIP` cannot be read")]
fn option_that_cannot_be_set_or_read(#[case] step: &str, #[case] message: &str) {
    assert_steps_refused(&format!("{DATAGRAM}- {step}"), message, "");
}

#[test]
fn unknown_option_to_set() {
    let step = "- setsockopt: {socket: s, option: §SO_REUSEADR, value: true}";
    let hint = "did you mean `SO_REUSEADDR`?";
    assert_steps_refused(&format!("{DATAGRAM}{step}"), "unknown option `SO_REUSEADR`", hint);
}

#[test]
fn option_without_a_value() {
    let step = "- setsockopt: §{socket: s, option: SO_REUSEADDR}";
    assert_steps_refused(&format!("{DATAGRAM}{step}"), "setsockopt needs `value`", "");
}

#[rstest]
#[case::number_for_a_flag("SO_BROADCAST", "§1", "`value` must be true or false, not a number")]
#[case::text_for_a_flag("SO_BROADCAST", "§on", "`value` must be true or false, not text")]
#[case::flag_for_a_number("SO_RCVBUF", "§true", &format!("{NUMBER} a boolean"))]
#[case::text_for_a_number("IP_TTL", "§many", &format!("{NUMBER} `many`"))]
#[case::number_beyond_an_int("IP_TTL", "§2147483648", &format!("{NUMBER} 2147483648"))]
#[case::negative_number_without_a_sign("SO_MARK", "§-1", &format!("{UNSIGNED} -1"))]
#[case::number_beyond_32_bits("SO_MARK", "§4294967296", &format!("{UNSIGNED} 4294967296"))]
#[case::number_beyond_8_bits("DCCP_SOCKOPT_CCID", "§256", &format!("{OCTET} 256"))]
#[case::true_for_seconds("SO_LINGER", "§true", &format!("{NUMBER} a boolean"))]
#[case::time_for_seconds("SO_LINGER", "§5 s", &format!("{NUMBER} `5 s`"))]
#[case::number_for_a_time("SO_RCVTIMEO", "§200", "`value` must be a time such as 200 ms or 2 s, not 200")]
#[case::true_for_a_time("SO_RCVTIMEO", "§true", "`value` must be a time such as 200 ms or 2 s, not a boolean")]
#[case::time_of_another_unit("SO_RCVTIMEO", "§2 min", "`value` must be a time such as 200 ms or 2 s, not `2 min`")]
#[case::time_below_zero("SO_RCVTIMEO", "§-2 s", "`value` must be a time such as 200 ms or 2 s, not `-2 s`")]
#[case::number_for_an_address("IP_MULTICAST_IF", "§1", "`value` must be an IPv4 address in quotes, not a number")]
#[case::interface_for_an_address("IP_MULTICAST_IF", "§loopback", "`loopback` is not an IPv4 address")]
#[case::v6_for_an_address("IP_MULTICAST_IF", "§\"::1\"", "`::1` is not an IPv4 address")]
#[case::number_for_an_interface("IPV6_MULTICAST_IF", "§1", "`value` must be an interface, not a number")]
#[case::number_for_a_name("TCP_CONGESTION", "§1", "`value` must be text, not a number")]
fn value_of_another_kind(#[case] option: &str, #[case] value: &str, #[case] message: &str) {
    assert_value_refused(option, value, message, "");
}

#[rstest]
#[case::multicasts("IPV6_MULTICAST_IF")]
#[case::device("SO_BINDTODEVICE")]
fn interface_that_only_some_hosts_have(#[case] option: &str) {
    let hint = "one of `any`, `loopback`, `nonexistent`";
    assert_value_refused(option, "§eth0", "unknown interface `eth0`", hint);
}

#[rstest]
#[case::text("IP_ADD_MEMBERSHIP", "§239.255.84.1", "`value` must be a map, not text", "")]
#[case::no_group("IP_ADD_MEMBERSHIP", "§{interface: loopback}", "a membership needs `group`", "")]
#[case::no_interface("IP_DROP_MEMBERSHIP", "§{group: 239.255.84.1}", "a membership needs `interface`", "")]
#[case::no_source(
    "IP_ADD_SOURCE_MEMBERSHIP",
    "§{group: 239.255.84.1, interface: 127.0.0.1}",
    "a membership needs `source`",
    ""
)]
#[case::source_of_a_plain_membership(
    "IP_ADD_MEMBERSHIP",
    "{group: 239.255.84.1, §source: 127.0.0.1, interface: loopback}",
    "unknown key of a membership `source`",
    "one of `group`, `interface`"
)]
#[case::group_a_number(
    "IP_ADD_MEMBERSHIP",
    "{group: §1, interface: loopback}",
    "`group` must be an IPv4 address in quotes, not a number",
    ""
)]
#[case::group_of_v6(
    "IP_ADD_MEMBERSHIP",
    "{group: §\"ff01::1\", interface: loopback}",
    "`ff01::1` is not an IPv4 address",
    ""
)]
#[case::group_of_v4(
    "IPV6_JOIN_GROUP",
    "{group: §239.255.84.1, interface: loopback}",
    "`239.255.84.1` is not an IPv6 address",
    ""
)]
#[case::group_of_v6_a_number(
    "IPV6_LEAVE_GROUP",
    "{group: §1, interface: loopback}",
    "`group` must be an IPv6 address in quotes, not a number",
    ""
)]
#[case::source_of_v6(
    "IP_DROP_SOURCE_MEMBERSHIP",
    "{group: 239.255.84.1, source: §\"::1\", interface: 127.0.0.1}",
    "`::1` is not an IPv4 address",
    ""
)]
#[case::interface_by_its_name(
    "IP_ADD_MEMBERSHIP",
    "{group: 239.255.84.1, interface: §lo}",
    "unknown interface `lo`",
    "one of `any`, `loopback`, `nonexistent`"
)]
#[case::interface_by_address_for_v6(
    "IPV6_JOIN_GROUP",
    "{group: \"ff01::1\", interface: §127.0.0.1}",
    "unknown interface `127.0.0.1`",
    "one of `any`, `loopback`, `nonexistent`"
)]
#[case::interface_by_word_for_a_source(
    "IP_ADD_SOURCE_MEMBERSHIP",
    "{group: 239.255.84.1, source: 127.0.0.1, interface: §loopback}",
    "`loopback` is not an IPv4 address",
    ""
)]
#[case::interface_a_number(
    "IP_ADD_MEMBERSHIP",
    "{group: 239.255.84.1, interface: §1}",
    "`interface` must be an interface, not a number",
    ""
)]
fn memberships(#[case] option: &str, #[case] value: &str, #[case] message: &str, #[case] hint: &str) {
    assert_value_refused(option, value, message, hint);
}

/// Options with values that would send or receive multicasts on other interfaces.
const LEAVING: [(&str, &str); 7] = [
    ("IP_MULTICAST_IF", "\"192.0.2.1\""),
    ("IP_MULTICAST_IF", "\"0.0.0.0\""),
    ("IPV6_MULTICAST_IF", "any"),
    ("IP_ADD_MEMBERSHIP", "{group: 239.255.84.1, interface: any}"),
    ("IP_ADD_MEMBERSHIP", "{group: 239.255.84.1, interface: 192.0.2.1}"),
    ("IP_ADD_SOURCE_MEMBERSHIP", "{group: 239.255.84.1, source: 127.0.0.1, interface: 0.0.0.0}"),
    ("IPV6_JOIN_GROUP", "{group: \"ff01::1\", interface: any}"),
];

#[test]
fn multicast_on_another_interface() {
    let hint = "use `loopback`, or 127.0.0.1 as an address, or put `network: true` in the case";
    for (option, value) in LEAVING {
        let value = format!("§{value}");
        assert_value_refused(option, &value, "multicasts of a case must use the loopback interface", hint);
    }
}

#[test]
fn multicast_on_another_interface_in_a_case_with_network() {
    for (option, value) in LEAVING {
        let step = format!("- setsockopt: {{socket: s, option: {option}, value: {value}}}");
        let case = format!("- name: a\n  network: true\n  steps:\n    {DATAGRAM}    {step}\n");
        assert!(read(&file_of_cases(&case)).is_ok(), "{option} {value}");
    }
}
