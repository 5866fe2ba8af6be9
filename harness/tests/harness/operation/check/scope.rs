//! What is refused in a step because of the steps before it: its sockets, and the names it refers to.

use rstest::rstest;

use crate::support::{STREAM, assert_steps_refused};

#[rstest]
#[case::unknown("- getsockname: §t", "unknown socket `t`", "there is `s`")]
#[case::made_twice(
    "- socket: {as: §s, family: AF_INET, type: SOCK_STREAM}",
    "there is already a socket `s`",
    "use another name, or close the first"
)]
#[case::accepted_twice(
    "- accept: {socket: s, as: §s}",
    "there is already a socket `s`",
    "use another name, or close the first"
)]
#[case::bad_name(
    "- accept: {socket: s, as: §The_Peer}",
    "`The_Peer` cannot be the name of a socket",
    "lower-case letters, digits and `_`, a letter first"
)]
#[case::name_a_number("- accept: {socket: s, as: §1}", "`as` must be the name of a socket, not a number", "")]
fn names_of_sockets(#[case] steps: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}{steps}"), message, hint);
}

#[test]
fn socket_of_a_later_step() {
    assert_steps_refused(&format!("- getsockname: §s\n{STREAM}"), "unknown socket `s`", "");
}

#[rstest]
#[case::never_saved("- connect: {socket: s, address: §$nobody}", "unknown reference `$nobody`", "")]
#[case::misspelt(
    "- getsockname: s\n  save: server\n- connect: {socket: s, address: §$sever}",
    "unknown reference `$sever`",
    "did you mean `$server`?"
)]
#[case::saved_later(
    "- connect: {socket: s, address: §$later}\n- getsockname: s\n  save: later",
    "unknown reference `$later`",
    "add `save: later` to an earlier step that returns an address"
)]
#[case::port_saved_later(
    "- bind: {socket: s, address: §\"loopback:$later.port\"}\n- getsockname: s\n  save: later",
    "unknown reference `$later`",
    "add `save: later` to an earlier step that returns an address"
)]
#[case::port_never_saved(
    "- bind: {socket: s, address: §\"loopback:$nobody.port\"}",
    "unknown reference `$nobody`",
    "add `save: nobody` to an earlier step that returns an address"
)]
#[case::in_a_shape(
    "- getsockname: s\n  expect: §\"loopback:$nobody.port\"",
    "unknown reference `$nobody`",
    "add `save: nobody` to an earlier step that returns an address"
)]
#[case::of_the_step_itself(
    "- getsockname: s\n  save: me\n  expect: §$me",
    "unknown reference `$me`",
    "add `save: me` to an earlier step that returns an address"
)]
fn references(#[case] steps: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}{steps}"), message, hint);
}

#[rstest]
#[case::option_for_an_address("- connect: {socket: s, address: §$on}")]
#[case::option_for_a_port("- bind: {socket: s, address: §\"loopback:$on.port\"}")]
#[case::option_in_a_shape("- getsockname: s\n  expect: §$on")]
fn reference_to_a_value_of_another_kind(#[case] step: &str) {
    let steps = format!("{STREAM}- getsockopt: {{socket: s, option: SO_BROADCAST}}\n  save: on\n{step}");
    let message = "`$on` must be an address, not the value of an option";
    assert_steps_refused(&steps, message, "");
}
