//! What is refused of a step: its operation, its keys, and the sockets and names it uses.

use rstest::rstest;

use crate::support::{STREAM, assert_refused, file_of_steps};

#[rstest]
#[case::text("- §getsockname", "an item of `steps` must be a map, not text", "")]
#[case::nothing("-§", "an item of `steps` must be a map, not nothing", "")]
#[case::empty("- §{}", "a step needs an operation", "")]
#[case::no_operation("- §expect: ok", "a step needs an operation", "")]
#[case::unknown_operation("- §getsockname_: s", "unknown operation `getsockname_`", "did you mean `getsockname`?")]
#[case::two_operations(
    "- getsockname: s\n  §getpeername: s",
    "a step does one operation, and this one does `getsockname` already",
    "give `getpeername` a step of its own"
)]
#[case::unknown_key("- getsockname: s\n  §expects: ok", "unknown key of a step `expects`", "did you mean `expect`?")]
#[case::same_key_twice("- getsockname: s\n  expect: any\n  §expect: any", "`expect` is given twice", "")]
#[case::same_operation_twice("- getsockname: s\n  §getsockname: s", "`getsockname` is given twice", "")]
fn form_of_a_step(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_steps(&format!("{STREAM}{step}")), message, hint);
}

#[rstest]
#[case::missing("- bind: §{socket: s}", "bind needs `address`", "")]
#[case::all_missing_of_a_single_one("- getsockname: §{}", "getsockname needs `socket`", "")]
#[case::unknown(
    "- bind: {socket: s, address: \"loopback:0\", §port: 0}",
    "unknown key of bind `port`",
    "one of `address`, `socket`"
)]
#[case::misspelt(
    "- bind: {socket: s, §adress: \"loopback:0\", address: \"loopback:0\"}",
    "unknown key of bind `adress`",
    "did you mean `address`?"
)]
#[case::twice("- bind: {socket: s, address: \"loopback:0\", §socket: s}", "`socket` is given twice", "")]
#[case::alone_where_two_are_wanted("- bind: §s", "`bind` must be a map, not text", "")]
#[case::list("- getsockname: §[s]", "`getsockname` must be the name of a socket, not a list", "")]
#[case::nothing("- getsockname:§", "`getsockname` must be the name of a socket, not nothing", "")]
fn arguments_of_an_operation(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_steps(&format!("{STREAM}{step}")), message, hint);
}

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
    assert_refused(&file_of_steps(&format!("{STREAM}{steps}")), message, hint);
}

#[test]
fn a_socket_that_nobody_made_yet() {
    assert_refused(&file_of_steps(&format!("- getsockname: §s\n{STREAM}")), "unknown socket `s`", "");
}

#[rstest]
#[case::one_name("§[a]", "`as` must be two names, not 1", "")]
#[case::three_names("§[a, b, c]", "`as` must be two names, not 3", "")]
#[case::text("§a", "`as` must be a list, not text", "")]
#[case::same_name("[a, §a]", "there is already a socket `a`", "use another name, or close the first")]
fn names_of_a_pair(#[case] names: &str, #[case] message: &str, #[case] hint: &str) {
    let step = format!("- socketpair: {{family: AF_UNIX, type: SOCK_STREAM, as: {names}}}");
    assert_refused(&file_of_steps(&step), message, hint);
}

#[rstest]
#[case::without_an_address("- listen: s\n  save: §name", "`listen` returns nothing to save", "")]
#[case::bad_name(
    "- getsockname: s\n  save: §The Name",
    "`The Name` cannot be the name of what is saved",
    "lower-case letters, digits and `_`, a letter first"
)]
#[case::list("- getsockname: s\n  save: §[name]", "`save` must be the name of what is saved, not a list", "")]
fn what_is_saved(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_steps(&format!("{STREAM}{step}")), message, hint);
}

#[test]
fn a_name_to_save_by_that_the_matrix_has() {
    let step =
        format!("- name: a\n  matrix: {{v: [x]}}\n  steps:\n    {}    - getsockname: s\n      save: §v\n", STREAM);
    let message = "`v` is a variable of the matrix, and no name to save by";
    assert_refused(&crate::support::file_of_cases(&step), message, "");
}

#[rstest]
#[case::netlink(
    "- socket: §{as: t, family: AF_NETLINK, type: SOCK_RAW}",
    "an AF_NETLINK socket may change this machine",
    "use protocol 2, NETLINK_USERSOCK, which does not reach the kernel"
)]
#[case::netlink_by_its_number(
    "- socket: §{as: t, family: 16, type: SOCK_RAW, protocol: 0}",
    "an AF_NETLINK socket may change this machine",
    "use protocol 2, NETLINK_USERSOCK, which does not reach the kernel"
)]
#[case::packets_of_old(
    "- socket: §{as: t, family: AF_INET, type: 10}",
    "a SOCK_PACKET socket may send to other hosts",
    "use AF_PACKET, whose destinations are checked"
)]
fn sockets_that_could_do_harm(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_steps(step), message, hint);
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
    assert_refused(&file_of_steps(&format!("{STREAM}{steps}")), message, hint);
}

#[test]
fn a_name_to_save_by_that_looks_like_a_reference() {
    let step = format!("{STREAM}- getsockname: s\n  save: §$name");
    let hint = "lower-case letters, digits and `_`, a letter first";
    assert_refused(&file_of_steps(&step), "`$name` cannot be the name of what is saved", hint);
}

#[rstest]
#[case::option_for_an_address("- connect: {socket: s, address: §$on}")]
#[case::option_for_a_port("- bind: {socket: s, address: §\"loopback:$on.port\"}")]
#[case::option_in_a_shape("- getsockname: s\n  expect: §$on")]
fn reference_to_a_thing_of_another_kind(#[case] step: &str) {
    let steps = format!("{STREAM}- getsockopt: {{socket: s, option: SO_BROADCAST}}\n  save: on\n{step}");
    let message = "`$on` must be an address, not the value of an option";
    assert_refused(&file_of_steps(&steps), message, "");
}
