//! What is refused in the host and the port to connect to.

use rstest::rstest;

use crate::support::assert_steps_refused;

#[rstest]
#[case::no_port("§{host: localhost}", "a host and a port needs `port`", "")]
#[case::no_host_and_no_port("§{host: ~}", "a host and a port needs `port`", "")]
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
    assert_steps_refused(&format!("- create_connection: {{as: c, address: {address}}}"), message, hint);
}
