//! What is refused in the addresses of a case, above all those outside of its own folder or host.

use rstest::rstest;

use crate::support::{assert_steps_refused, file_of_cases, file_of_steps, read};

/// A socket of AF_INET and one of AF_UNIX.
const SOCKETS: &str =
    "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n- socket: {as: u, family: AF_UNIX, type: SOCK_DGRAM}\n";

#[track_caller]
fn assert_bind_refused(socket: &str, address: &str, message: &str, hint: &str) {
    let step = format!("- bind: {{socket: {socket}, address: {address}}}");
    assert_steps_refused(&format!("{SOCKETS}{step}"), message, hint);
}

#[rstest]
#[case::number("§0", "`address` must be an address, not a number", "such as \"loopback:0\", {path: …} or $name")]
#[case::no_port(
    "§loopbck",
    "unknown address `loopbck`",
    "a host and a port, as \"loopback:0\"; or none, unnamed, autobound, $name"
)]
#[case::unknown_host("§\"loopbck:0\"", "unknown host `loopbck`", "did you mean `loopback`?")]
#[case::host_name(
    "§\"example.org:80\"",
    "unknown host `example.org`",
    "one of `any`, `loopback`, `unspecified`, `v4-mapped-loopback`"
)]
#[case::v4_in_brackets(
    "§\"[127.0.0.1]:80\"",
    "unknown host `[127.0.0.1]`",
    "one of `any`, `loopback`, `unspecified`, `v4-mapped-loopback`"
)]
#[case::port_too_large(
    "§\"loopback:65536\"",
    "`65536` is not a port",
    "0 to 65535, `any`, `ephemeral` or `$name.port`"
)]
#[case::negative_port("§\"loopback:-1\"", "`-1` is not a port", "0 to 65535, `any`, `ephemeral` or `$name.port`")]
#[case::reference_to_a_whole_address_as_port(
    "§\"loopback:$server\"",
    "`$server` is not a port",
    "`$name.port` for the port of what a step saved as `name`"
)]
#[case::bad_reference(
    "§$Server",
    "`$Server` is not a reference to an address",
    "`$name` for what a step saved as `name`"
)]
#[case::bad_reference_as_port(
    "§\"loopback:$Server.port\"",
    "`$Server` is not a reference to an address",
    "`$name` for what a step saved as `name`"
)]
fn short_form(#[case] address: &str, #[case] message: &str, #[case] hint: &str) {
    assert_bind_refused("s", address, message, hint);
}

#[rstest]
#[case::unknown_key("{host: loopback, port: 0, §prot: 0}", "unknown key of an address `prot`", "did you mean `port`?")]
#[case::path_and_port("{path: $scratch/a, §port: 0}", "unknown key of an address `port`", "one of `length`, `path`")]
#[case::path_and_abstract(
    "{path: $scratch/a, §abstract: $scratch/a}",
    "unknown key of an address `abstract`",
    "one of `length`, `path`"
)]
#[case::unknown_family(
    "{family: §AF_INTE, host: loopback, port: 0}",
    "unknown family `AF_INTE`",
    "did you mean `AF_INET`?"
)]
#[case::host_of_the_other_family(
    "{family: AF_INET, host: §\"::1\", port: 0}",
    "`::1` is not an address of AF_INET",
    ""
)]
#[case::host_a_number("{host: §1, port: 0}", "`host` must be a host, not a number", "")]
#[case::port_a_boolean("{host: loopback, port: §true}", "`port` must be a port, not a boolean", "")]
#[case::port_too_large(
    "{host: loopback, port: §65536}",
    "`65536` is not a port",
    "0 to 65535, `any`, `ephemeral` or `$name.port`"
)]
#[case::negative_length(
    "{host: loopback, port: 0, length: §-1}",
    "`length` must be a number from 0 to 4294967295, not -1",
    ""
)]
#[case::flowinfo_a_text(
    "{host: \"::1\", port: 0, flowinfo: §none}",
    "`flowinfo` must be a number from 0 to 4294967295, not `none`",
    ""
)]
#[case::huge_scope(
    "{host: \"::1\", port: 0, scope_id: §4294967296}",
    "`scope_id` must be a number from 0 to 4294967295, not 4294967296",
    ""
)]
#[case::flowinfo_of_v4(
    "§{host: \"127.0.0.1\", port: 0, flowinfo: 0}",
    "an AF_INET address has neither `flowinfo` nor `scope_id`",
    ""
)]
#[case::too_long("§{host: loopback, port: 0, length: 129}", "an address has at most 128 bytes", "")]
fn full_form(#[case] address: &str, #[case] message: &str, #[case] hint: &str) {
    assert_bind_refused("s", address, message, hint);
}

#[rstest]
#[case::any_host(
    "s",
    "§\"any:0\"",
    "`any` is not an address of AF_INET",
    "write the address itself, or add `family: AF_INET` or `family: AF_INET6`"
)]
#[case::word_for_a_unix_socket(
    "u",
    "§\"loopback:0\"",
    "`loopback` is not an address of AF_UNIX",
    "write the address itself, or add `family: AF_INET` or `family: AF_INET6`"
)]
#[case::ephemeral_port(
    "s",
    "§\"loopback:ephemeral\"",
    "`ephemeral` must be a port, not the shape of a port",
    "write a number (0 lets the system choose) or `$name.port`"
)]
#[case::any_port(
    "s",
    "§\"loopback:any\"",
    "`any` must be a port, not the shape of a port",
    "write a number (0 lets the system choose) or `$name.port`"
)]
#[case::omitted_port(
    "s",
    "§{host: loopback}",
    "`any` must be a port, not the shape of a port",
    "write a number (0 lets the system choose) or `$name.port`"
)]
#[case::none(
    "s",
    "§none",
    "an address is needed here, not the shape of one",
    "such as \"loopback:0\", unnamed, {path: …}, {family: …, bytes: …} or $name"
)]
#[case::autobound(
    "u",
    "§autobound",
    "an address is needed here, not the shape of one",
    "such as \"loopback:0\", unnamed, {path: …}, {family: …, bytes: …} or $name"
)]
#[case::only_a_length(
    "s",
    "§{length: 2}",
    "an address is needed here, not the shape of one",
    "such as \"loopback:0\", unnamed, {path: …}, {family: …, bytes: …} or $name"
)]
fn shape_instead_of_an_address(#[case] socket: &str, #[case] address: &str, #[case] message: &str, #[case] hint: &str) {
    assert_bind_refused(socket, address, message, hint);
}

#[test]
fn word_for_a_socket_of_no_known_family() {
    let step = "- create_connection: {as: c, address: §\"loopback:80\"}";
    let hint = "write the address itself, or add `family: AF_INET` or `family: AF_INET6`";
    assert_steps_refused(step, "`loopback` is not an address of an unknown family", hint);
}

#[rstest]
#[case::absolute("path: §/tmp/a", "`/tmp/a` lies outside the case's own folder")]
#[case::relative("path: §a", "`a` lies outside the case's own folder")]
#[case::upwards("path: §$scratch/../a", "`$scratch/../a` lies outside the case's own folder")]
#[case::upwards_at_the_end("path: §$scratch/a/..", "`$scratch/a/..` lies outside the case's own folder")]
#[case::sibling_of_the_folder("path: §$scratch2/a", "`$scratch2/a` lies outside the case's own folder")]
#[case::abstract_name("abstract: §anything", "`anything` lies outside the case's own folder")]
fn path_outside_of_scratch(#[case] entry: &str, #[case] message: &str) {
    assert_bind_refused("u", &format!("{{{entry}}}"), message, "begin it with `$scratch/`, without `..`");
}

#[test]
fn path_that_is_not_text() {
    assert_bind_refused("u", "{path: §1}", "`path` must be a name in `$scratch/`, not a number", "");
}

#[rstest]
#[case::no_family("§{bytes: \"00\"}", "a raw address needs `family`", "")]
#[case::bytes_a_number("{family: 0, bytes: §10}", "`bytes` must be hex digits in quotes, not a number", "")]
#[case::bad_hex("{family: 0, bytes: §\"0x10\"}", "`x` is not a hex digit", "")]
#[case::half_a_byte("{family: 0, bytes: §\"123\"}", "the last byte has one hex digit of two", "")]
#[case::unknown_key(
    "{family: 0, bytes: \"\", §port: 0}",
    "unknown key of a raw address `port`",
    "one of `bytes`, `family`, `length`"
)]
#[case::too_long("{family: 0, bytes: \"\", length: §129}", "`length` must be a number from 0 to 128, not 129", "")]
#[case::unix_path(
    "§{family: AF_UNIX, bytes: \"2f746d70\"}",
    "raw bytes of AF_UNIX must not be a path",
    "write {path: \"$scratch/…\"}"
)]
#[case::unix_path_by_number(
    "§{family: 1, bytes: \"61\"}",
    "raw bytes of AF_UNIX must not be a path",
    "write {path: \"$scratch/…\"}"
)]
fn raw_form(#[case] address: &str, #[case] message: &str, #[case] hint: &str) {
    assert_bind_refused("s", address, message, hint);
}

#[test]
fn raw_address_has_126_bytes_after_the_family_at_most() {
    let raw = |mark: &str, bytes: usize| format!("{mark}{{family: 0, bytes: \"{}\"}}", "00".repeat(bytes));
    assert_bind_refused("s", &raw("§", 127), "an address has at most 128 bytes, two of them for the family", "");
    let fits = file_of_steps(&format!("{SOCKETS}- bind: {{socket: s, address: {}}}", raw("", 126)));
    assert!(read(&fits).is_ok());
}

#[rstest]
#[case::connect("connect: {socket: s, address: §\"192.0.2.1:80\"}")]
#[case::sendto("sendto: {socket: s, data: x, address: §\"192.0.2.1:80\"}")]
#[case::create_connection("create_connection: {as: c, address: §\"[2001:db8::1]:80\"}")]
#[case::mapped("connect: {socket: s, address: §\"[::ffff:192.0.2.1]:80\"}")]
#[case::broadcast("sendto: {socket: s, data: x, address: §\"255.255.255.255:80\"}")]
#[case::full_form("connect: {socket: s, address: §{host: \"192.0.2.1\", port: 80, length: 16}}")]
#[case::raw("connect: {socket: s, address: §{family: AF_INET, bytes: \"0050 c0000201\"}}")]
#[case::raw_and_short("connect: {socket: s, address: §{family: AF_INET, bytes: \"0050 c0\"}}")]
#[case::started("start: {as: w, step: {connect: {socket: s, address: §\"192.0.2.1:80\"}}}\n- finish: w")]
fn destination_on_another_host(#[case] step: &str) {
    let hint = "use a loopback, unspecified or multicast address, or put `network: true` in the case";
    assert_steps_refused(&format!("{SOCKETS}- {step}"), "this destination is not an address of this host", hint);
}

#[rstest]
#[case::network("network: true", "192.0.2.1:80")]
#[case::loopback_net("network: false", "127.9.9.9:80")]
#[case::unspecified("network: false", "0.0.0.0:80")]
#[case::mapped("network: false", "[::ffff:127.0.0.1]:80")]
fn destination_that_is_allowed(#[case] network: &str, #[case] destination: &str) {
    let sockets: String = SOCKETS.lines().map(|line| format!("    {line}\n")).collect();
    let case =
        format!("- name: a\n  {network}\n  steps:\n{sockets}    - connect: {{socket: s, address: \"{destination}\"}}");
    assert!(read(&file_of_cases(&case)).is_ok());
}

const NO_HOST: &str = "use AF_INET or AF_INET6, or write {path: …}, {abstract: …} or {family: …, bytes: …} for others";
const LOOPBACK_ALONE: &str = "the only address with an interface is {family: AF_PACKET, interface: loopback}";

#[rstest]
#[case::host_of_packet(
    "{family: §AF_PACKET, host: \"::1\", port: 0}",
    "an address of AF_PACKET has neither host nor port",
    NO_HOST
)]
#[case::no_family("§{interface: loopback}", "an AF_PACKET address needs `family`", "")]
#[case::other_family("§{family: AF_NETLINK, interface: loopback}", LOOPBACK_ALONE, "")]
#[case::other_interface("§{family: AF_PACKET, interface: eth0}", LOOPBACK_ALONE, "")]
#[case::interface_a_number("{family: AF_PACKET, interface: §1}", "`interface` must be an interface, not a number", "")]
#[case::length(
    "{family: AF_PACKET, interface: loopback, §length: 2}",
    "unknown key of an AF_PACKET address `length`",
    "one of `family`, `interface`"
)]
#[case::only_a_family(
    "§{family: AF_NETLINK}",
    "an address is needed here, not the shape of one",
    "such as \"loopback:0\", unnamed, {path: …}, {family: …, bytes: …} or $name"
)]
fn addresses_of_families_of_linux(#[case] address: &str, #[case] message: &str, #[case] hint: &str) {
    assert_bind_refused("s", address, message, hint);
}
