//! What is refused in names and addresses to look up, above all a question that could reach a name server.

use rstest::rstest;

use crate::support::{assert_steps_refused, file_of_cases, file_of_steps, read};

/// The hint with the hosts that no name server is asked for.
const ASKED: &str = "use an address or `localhost`, or add AI_NUMERICHOST to the flags";

#[rstest]
#[case::name("example.org")]
#[case::name_below_localhost("a.localhost")]
#[case::name_in_capitals("LOCALHOST")]
#[case::name_with_a_dot_at_the_end("localhost.")]
#[case::three_numbers("127.0.1")]
#[case::scope_of_v4("127.0.0.1%1")]
#[case::no_scope("::1%")]
#[case::empty("")]
fn host_that_could_reach_a_name_server(#[case] host: &str) {
    let step = format!("- getaddrinfo: §{{host: \"{host}\", service: 0}}");
    assert_steps_refused(&step, &format!("looking up `{host}` might ask a name server"), ASKED);
}

#[rstest]
#[case::number("{host: \"192.0.2.1\"}")]
#[case::number_with_a_scope("{host: \"fe80::1%lo\"}")]
#[case::localhost("{host: localhost}")]
#[case::name_that_must_be_a_number("{host: example.org, flags: [AI_NUMERICHOST]}")]
#[case::no_host("{service: 0}")]
fn host_that_cannot_reach_a_name_server(#[case] arguments: &str) {
    assert!(read(&file_of_steps(&format!("- getaddrinfo: {arguments}"))).is_ok());
}

#[test]
fn any_host_in_a_case_with_network() {
    let case = "- name: a\n  network: true\n  steps:\n    - getaddrinfo: {host: example.org}\n      save: answer\n    \
                - socket: {as: s}\n    - connect: {socket: s, address: $answer.address}\n";
    assert!(read(&file_of_cases(case)).is_ok());
}

#[rstest]
#[case::zero_byte_in_a_host("getaddrinfo: {host: §\"a\\0b\"}", "a host cannot contain a zero byte", "")]
#[case::host_a_number("getaddrinfo: {host: §1}", "`host` must be a host, not a number", "")]
#[case::zero_byte_in_a_service("getaddrinfo: {service: §\"a\\0b\"}", "a service cannot contain a zero byte", "")]
#[case::service_a_list("getaddrinfo: {service: §[http]}", "`service` must be a service, not a list", "")]
#[case::service_a_bad_reference(
    "getaddrinfo: {service: §$Server.port}",
    "`$Server` is not a reference to an address",
    "`$name` for what a step saved as `name`"
)]
#[case::unknown_family(
    "getaddrinfo: {service: 0, family: §AF_INTE}",
    "unknown family `AF_INTE`",
    "did you mean `AF_INET`?"
)]
#[case::type_a_boolean("getaddrinfo: {service: 0, type: §true}", "`type` must be a socket type, not a boolean", "")]
#[case::unknown_key(
    "getaddrinfo: {service: 0, §servise: ftp}",
    "unknown key of getaddrinfo `servise`",
    "did you mean `service`?"
)]
fn arguments_of_getaddrinfo(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("- {step}"), message, hint);
}

#[test]
fn answer_of_another_host_is_not_saved() {
    let step = "- getaddrinfo: {host: \"192.0.2.1\", service: 9}\n  save: §answer";
    let message = "an answer that may lead to another host cannot be saved";
    assert_steps_refused(step, message, "ask for this host, or give the case `network: true`");
}

#[test]
fn whole_address_instead_of_a_service() {
    let steps = "\
- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}
- getsockname: s
  save: name
- getaddrinfo: {service: §$name}";
    let hint = "`$name.port` for the port of what a step saved as `name`";
    assert_steps_refused(steps, "`$name` is not a port", hint);
}

#[rstest]
#[case::other_host("{address: \"192.0.2.1:80\"}")]
#[case::other_loopback("{address: \"127.0.0.2:80\"}")]
#[case::v6("{address: \"[::1]:80\"}")]
#[case::other_flags("{address: \"[::1]:80\", flags: [NI_NUMERICSERV, NI_NAMEREQD]}")]
#[case::buffer("{address: \"[::1]:80\", host_size: 10}")]
fn address_that_could_reach_a_name_server(#[case] arguments: &str) {
    let hint = "add NI_NUMERICHOST, or look up 127.0.0.1";
    let step = format!("- getnameinfo: §{arguments}");
    assert_steps_refused(&step, "this lookup might ask a name server", hint);
}

/// glibc answers with what uname(2) calls this machine: its inet/getnameinfo.c, gni_host_local.
#[rstest]
#[case::unnamed("unnamed")]
#[case::path("{path: \"$scratch/s\"}")]
#[case::abstract_name("{abstract: \"$scratch/s\"}")]
fn address_that_could_name_this_host(#[case] address: &str) {
    let message = "this lookup might answer with the name of this host, which no record should hold";
    assert_steps_refused(&format!("- getnameinfo: §{{address: {address}}}"), message, "add NI_NUMERICHOST");
}

#[rstest]
#[case::own("{address: \"127.0.0.1:80\"}")]
#[case::as_a_number("{address: \"192.0.2.1:80\", flags: [NI_NUMERICHOST]}")]
#[case::no_buffer("{address: \"192.0.2.1:80\", host_size: 0}")]
fn address_that_cannot_reach_a_name_server(#[case] arguments: &str) {
    assert!(read(&file_of_steps(&format!("- getnameinfo: {arguments}"))).is_ok());
}

#[rstest]
#[case::host_a_number(
    "getnameinfo: {address: \"127.0.0.1:80\"}\n  expect: §5",
    "`expect` must be text, not a number",
    ""
)]
#[case::service_a_boolean(
    "getnameinfo: {address: \"127.0.0.1:80\"}\n  expect: {service: §true}",
    "`service` must be a service or a port, not a boolean",
    ""
)]
#[case::service_of_an_unknown_address(
    "getnameinfo: {address: \"127.0.0.1:80\"}\n  expect: {service: §\"$nobody.port\"}",
    "unknown reference `$nobody`",
    ""
)]
#[case::list_without_a_pattern(
    "getaddrinfo: {service: 0, family: AF_INET}\n  expect: §{}",
    "the shape of a list has exactly one key",
    "as {in_order: […]}, {as_set: […]} or {includes: […]}"
)]
#[case::value_of_a_constant_a_text(
    "constants: AF_\n  expect: {includes: [{value: §two}]}",
    "`value` must be a number, \">= 1\" or \"<= 8\", not `two`",
    ""
)]
fn claims(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("- {step}"), message, hint);
}

#[rstest]
#[case::other_name("host: other, ", "the table in `hosts` has no such address of `other`")]
#[case::other_family("host: name, family: AF_INET6, ", "the table in `hosts` has no such address of `name`")]
fn host_that_its_own_table_lacks(#[case] asked: &str, #[case] message: &str) {
    let step = format!("- getaddrinfo: §{{{asked}service: 0, hosts: [\"127.0.0.1 name\"]}}");
    assert_steps_refused(&step, message, "what it does not have, a name server would be asked for");
}

#[test]
fn table_without_a_host() {
    let step = "- getaddrinfo: §{service: 0, hosts: [\"127.0.0.1 name\"]}";
    assert_steps_refused(step, "without a host, no table of hosts is asked", "add `host`, or leave out `hosts`");
}

#[rstest]
#[case::no_address("name", "`name` does not begin with an address", "such as \"127.0.0.1 localhost\"")]
#[case::other_host(
    "192.0.2.1 name",
    "192.0.2.1 is not an address of this host",
    "a table of a case has loopback addresses alone, such as 127.0.0.2"
)]
#[case::no_name(
    "127.0.0.1",
    "`127.0.0.1` does not name the address",
    "one blank before each name, and in it letters, digits, hyphens and dots"
)]
#[case::comment(
    "127.0.0.1 name #",
    "`127.0.0.1 name #` does not name the address",
    "one blank before each name, and in it letters, digits, hyphens and dots"
)]
#[case::long(
    &format!("127.0.0.1 {}", "x".repeat(501)),
    "the line has 511 bytes",
    "at most 510; the names can be on several lines"
)]
fn line_of_a_table_that_is_none(#[case] line: &str, #[case] message: &str, #[case] hint: &str) {
    let step = format!("- getaddrinfo: {{host: name, service: 0, hosts: [§\"{line}\"]}}");
    assert_steps_refused(&step, message, hint);
}
