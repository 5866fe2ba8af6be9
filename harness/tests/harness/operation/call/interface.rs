//! What is refused where an interface is named.

use rstest::rstest;

use crate::support::assert_steps_refused;

#[rstest]
#[case::none_in_particular("if_nametoindex: §any", "`any` is no interface", "as `loopback`")]
#[case::index("if_indextoname: §1", "`if_indextoname` must be an interface, not a number", "")]
#[case::of_this_host("if_nameindex: §eth0", "unknown interface `eth0`", "one of `any`, `loopback`, `nonexistent`")]
fn interface(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("- {step}"), message, hint);
}
