//! What is refused in the arguments of any operation.

use rstest::rstest;

use crate::support::{STREAM, assert_steps_refused};

#[rstest]
#[case::missing("- bind: §{socket: s}", "bind needs `address`", "")]
#[case::only_argument_missing("- getsockname: §{}", "getsockname needs `socket`", "")]
#[case::unknown(
    "- bind: {socket: s, address: \"loopback:0\", §port: 0}",
    "unknown key of bind `port`",
    "one of `address`, `address_length`, `socket`"
)]
#[case::misspelt(
    "- bind: {socket: s, §adress: \"loopback:0\", address: \"loopback:0\"}",
    "unknown key of bind `adress`",
    "did you mean `address`?"
)]
#[case::twice("- bind: {socket: s, address: \"loopback:0\", §socket: s}", "`socket` is given twice", "")]
#[case::one_value_instead_of_two("- bind: §s", "`bind` must be a map, not text", "")]
#[case::list("- getsockname: §[s]", "`getsockname` must be the name of a socket, not a list", "")]
#[case::nothing("- getsockname:§", "`getsockname` must be the name of a socket, not nothing", "")]
fn arguments_of_an_operation(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}{step}"), message, hint);
}
