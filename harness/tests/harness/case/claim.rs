//! What is refused of expectations.

use rstest::rstest;

use crate::support::{DATAGRAM, assert_refused, file_of_steps};

#[track_caller]
fn assert_expectation_refused(step: &str, expect: &str, message: &str, hint: &str) {
    assert_refused(&file_of_steps(&format!("{DATAGRAM}- {step}\n  {expect}")), message, hint);
}

#[rstest]
#[case::unknown("{error: §ECONREFUSED}", "unknown error `ECONREFUSED`", "did you mean `ECONNREFUSED`?")]
#[case::second_of_two("{error: [EINVAL, §ECONREFUSED]}", "unknown error `ECONREFUSED`", "did you mean `ECONNREFUSED`?")]
#[case::alias("{error: §EWOULDBLOCK}", "`EWOULDBLOCK` goes by the name of `EAGAIN`", "write `EAGAIN`")]
#[case::of_windows("{error: §WSAENOTCONN}", "unknown error `WSAENOTCONN`", "the POSIX name: `ENOTCONN`")]
#[case::number("{error: §107}", "`error` must be the name of an error, not a number", "")]
#[case::with_another_key("{error: EINVAL, §data: x}", "unknown key of an expected error `data`", "there is `error`")]
fn errors(#[case] expectation: &str, #[case] message: &str, #[case] hint: &str) {
    assert_expectation_refused("recv: s", &format!("expect: {expectation}"), message, hint);
}

#[rstest]
#[case::empty_list("getsockname: s", "§[]", "an empty list expects nothing", "")]
#[case::shape_of_nothing(
    "listen: s",
    "§\"loopback:0\"",
    "this operation returns nothing that could have a shape",
    "ok, any, timed-out or {error: …}"
)]
#[case::misspelt_word(
    "listen: s",
    "§OK",
    "this operation returns nothing that could have a shape",
    "ok, any, timed-out or {error: …}"
)]
#[case::unknown_return(
    "recvfrom: s",
    "{data: x, §adress: none}",
    "unknown key of what it returns `adress`",
    "did you mean `address`?"
)]
#[case::return_twice("recvfrom: s", "{data: x, §data: x}", "`data` is given twice", "")]
#[case::unknown_address(
    "getsockname: s",
    "§autobond",
    "unknown address `autobond`",
    "a host and a port, as \"loopback:0\"; or none, unnamed, autobound, $name"
)]
#[case::unknown_address_in_a_list(
    "getsockname: s",
    "[ok, §\"loopbck:0\"]",
    "unknown host `loopbck`",
    "did you mean `loopback`?"
)]
#[case::path_outside_of_scratch(
    "getsockname: s",
    "{path: §/tmp/a}",
    "`/tmp/a` lies outside the case's own folder",
    "begin it with `$scratch/`, without `..`"
)]
#[case::nothing_for_an_address(
    "getsockname: s",
    "§~",
    "`expect` must be an address, not nothing",
    "such as \"loopback:0\", {path: …} or $name"
)]
#[case::text_for_a_number(
    "send: {socket: s, data: x}",
    "§lots",
    "`expect` must be a number, \">= 1\" or \"<= 8\", not `lots`",
    ""
)]
#[case::bound_without_a_number(
    "send: {socket: s, data: x}",
    "§\">= \"",
    "`expect` must be a number, \">= 1\" or \"<= 8\", not `>= `",
    ""
)]
#[case::boolean_for_a_number(
    "send: {socket: s, data: x}",
    "§true",
    "`expect` must be a number, \">= 1\" or \"<= 8\", not a boolean",
    ""
)]
#[case::number_for_data(
    "recv: s",
    "§5",
    "`expect` must be text, {hex: …} or {repeat: …, times: …}, not a number",
    "put it in quotes if it is text"
)]
#[case::negative_length_of_data("recv: s", "{length: §-1}", "`length` must be a number of bytes, not -1", "")]
#[case::length_of_data_a_text("recv: s", "{length: §long}", "`length` must be a number of bytes, not `long`", "")]
fn shapes(#[case] step: &str, #[case] expectation: &str, #[case] message: &str, #[case] hint: &str) {
    assert_expectation_refused(step, &format!("expect: {expectation}"), message, hint);
}

#[rstest]
#[case::list("§[linux]", "`expect_on` must be a map, not a list", "")]
#[case::unknown_platform("{§freebds: any}", "unknown platform `freebds`", "did you mean `freebsd`?")]
#[case::capital("{§Linux: any}", "unknown platform `Linux`", "did you mean `linux`?")]
#[case::platform_twice("{bsd: any, §bsd: any}", "`bsd` is given twice", "")]
#[case::shape("{linux: §\"loopbck:0\"}", "unknown host `loopbck`", "did you mean `loopback`?")]
fn expectations_on_platforms(#[case] map: &str, #[case] message: &str, #[case] hint: &str) {
    assert_expectation_refused("getsockname: s", &format!("expect_on: {map}"), message, hint);
}

#[rstest]
#[case::errors("recv: s", "expect: {error: §[]}")]
#[case::data("recvfrom: s", "expect: {data: §[]}")]
#[case::on_a_platform("recv: s", "expect_on: {linux: {error: §[]}}")]
fn empty_list_in_a_map(#[case] step: &str, #[case] expectation: &str) {
    assert_expectation_refused(step, expectation, "an empty list expects nothing", "");
}
