//! What is refused in the arguments of calls that ask the tables of this host.

use rstest::rstest;

use crate::support::assert_steps_refused;

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
    assert_steps_refused(&format!("- {step}"), message, hint);
}
