//! What is refused of names and addresses to look up, above all what a name server might be asked for, and of the
//! tables of this host.

use rstest::rstest;

use crate::support::{assert_refused, file_of_cases, file_of_steps, read};

const ASKED: &str = "use an address or `localhost`, or add AI_NUMERICHOST to the flags";

#[rstest]
#[case::name("example.org")]
#[case::name_below_localhost("a.localhost")]
#[case::name_in_capitals("LOCALHOST")]
#[case::name_with_a_dot_behind("localhost.")]
#[case::three_numbers("127.0.1")]
#[case::scope_of_v4("127.0.0.1%1")]
#[case::no_scope("::1%")]
#[case::empty("")]
fn host_that_a_name_server_might_be_asked_for(#[case] host: &str) {
    let step = format!("- getaddrinfo: §{{host: \"{host}\", service: 0}}");
    assert_refused(&file_of_steps(&step), &format!("looking up `{host}` might ask a name server"), ASKED);
}

#[rstest]
#[case::number("{host: \"192.0.2.1\"}")]
#[case::number_with_a_scope("{host: \"fe80::1%lo\"}")]
#[case::localhost("{host: localhost}")]
#[case::name_that_must_be_a_number("{host: example.org, flags: [AI_NUMERICHOST]}")]
#[case::no_host("{service: 0}")]
fn host_that_no_name_server_is_asked_for(#[case] arguments: &str) {
    assert!(read(&file_of_steps(&format!("- getaddrinfo: {arguments}"))).is_ok());
}

#[test]
fn host_of_a_case_that_may_leave() {
    let case = "- name: a\n  network: true\n  steps:\n    - getaddrinfo: {host: example.org}\n      save: answer\n";
    assert!(read(&file_of_cases(case)).is_ok());
}

#[rstest]
#[case::zero_byte_in_a_host("getaddrinfo: {host: §\"a\\0b\"}", "a host cannot contain a zero byte", "")]
#[case::host_a_number("getaddrinfo: {host: §1}", "`host` must be a host, not a number", "")]
#[case::zero_byte_in_a_service("getaddrinfo: {service: §\"a\\0b\"}", "a service cannot contain a zero byte", "")]
#[case::service_a_list("getaddrinfo: {service: §[http]}", "`service` must be a service, not a list", "")]
#[case::service_a_bad_reference(
    "getaddrinfo: {service: §$Server.port}",
    "`$Server` is no reference to an address",
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
fn questions_to_getaddrinfo(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_steps(&format!("- {step}")), message, hint);
}

#[test]
fn answer_that_leads_elsewhere_is_not_saved() {
    let step = "- getaddrinfo: {host: \"192.0.2.1\", service: 9}\n  save: §answer";
    let message = "an answer that may lead to another host is not saved";
    assert_refused(&file_of_steps(step), message, "ask for this host, or `network: true` at the case");
}

#[test]
fn service_that_refers_to_a_whole_address() {
    let steps = "\
- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}
- getsockname: s
  save: name
- getaddrinfo: {service: §$name}";
    let hint = "`$name.port` for the port of what a step saved as `name`";
    assert_refused(&file_of_steps(steps), "`$name` is no port", hint);
}

#[rstest]
#[case::other_host("{address: \"192.0.2.1:80\"}")]
#[case::other_loopback("{address: \"127.0.0.2:80\"}")]
#[case::v6("{address: \"[::1]:80\"}")]
#[case::other_flags("{address: \"[::1]:80\", flags: [NI_NUMERICSERV, NI_NAMEREQD]}")]
#[case::buffer("{address: \"[::1]:80\", host_size: 10}")]
#[case::unix("{address: unnamed}")]
fn address_that_a_name_server_might_be_asked_for(#[case] arguments: &str) {
    let hint = "add NI_NUMERICHOST, or look up 127.0.0.1";
    let step = format!("- getnameinfo: §{arguments}");
    assert_refused(&file_of_steps(&step), "this lookup might ask a name server", hint);
}

#[rstest]
#[case::own("{address: \"127.0.0.1:80\"}")]
#[case::as_a_number("{address: \"192.0.2.1:80\", flags: [NI_NUMERICHOST]}")]
#[case::no_buffer("{address: \"192.0.2.1:80\", host_size: 0}")]
fn address_that_no_name_server_is_asked_for(#[case] arguments: &str) {
    assert!(read(&file_of_steps(&format!("- getnameinfo: {arguments}"))).is_ok());
}

#[rstest]
#[case::zero_byte_in_a_name("getservbyname: §\"a\\0b\"", "a name cannot contain a zero byte", "")]
#[case::name_a_number("getservbyname: §80", "`getservbyname` must be a name, not a number", "")]
#[case::protocol_a_number("getservbyname: {name: http, protocol: §6}", "`protocol` must be a name, not a number", "")]
#[case::port_beyond_16_bits("getservbyport: §65536", "`getservbyport` must be a number from 0 to 65535, not 65536", "")]
#[case::port_a_text("getservbyport: §http", "`getservbyport` must be a number from 0 to 65535, not `http`", "")]
#[case::buffer_below_zero("gethostname: {size: §-1}", "`size` must be a number from 0 to 67108864, not -1", "")]
#[case::unknown_prefix("constants: §AFF_", "unknown prefix `AFF_`", "did you mean `AF_`?")]
#[case::prefix_a_number("constants: §1", "`constants` must be a prefix, not a number", "")]
fn tables_of_this_host(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_steps(&format!("- {step}")), message, hint);
}

#[rstest]
#[case::no_port("§{host: localhost}", "a host and a port needs `port`", "")]
#[case::no_port_of_no_host("§{host: ~}", "a host and a port needs `port`", "")]
#[case::shape_of_a_port(
    "{host: localhost, port: §ephemeral}",
    "`ephemeral` must be a port, not the shape of a port",
    "write a number (0 lets the system choose) or `$name.port`"
)]
#[case::unknown_key(
    "{host: ~, port: 9, §family: AF_INET}",
    "unknown key of a host and a port `family`",
    "one of `host`, `port`"
)]
#[case::other_name(
    "{host: §example.org, port: 9}",
    "unknown host `example.org`",
    "one of `any`, `loopback`, `unspecified`, `v4-mapped-loopback`"
)]
fn host_to_connect_to(#[case] address: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_steps(&format!("- create_connection: {{as: c, address: {address}}}")), message, hint);
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
#[case::service_of_nobody(
    "getnameinfo: {address: \"127.0.0.1:80\"}\n  expect: {service: §\"$nobody.port\"}",
    "unknown reference `$nobody`",
    ""
)]
#[case::answers_in_no_list(
    "getaddrinfo: {service: 0, family: AF_INET}\n  expect: §{}",
    "a list is claimed in one way",
    "as {in_order: […]}, {as_set: […]} or {includes: […]}"
)]
#[case::value_of_a_constant_a_text(
    "constants: AF_\n  expect: {includes: [{value: §two}]}",
    "`value` must be a number, \">= 1\" or \"<= 8\", not `two`",
    ""
)]
fn what_is_claimed_of_them(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_steps(&format!("- {step}")), message, hint);
}
