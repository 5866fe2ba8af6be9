//! Claims: what is refused of an expectation, and which of several claims holds for a platform.

use std::sync::Arc;

use rstest::rstest;
use sockshape::case::Claim;

use crate::support::{DATAGRAM, STREAM, assert_steps_refused, platform, trial_of_steps};

#[track_caller]
fn assert_expectation_refused(step: &str, expect: &str, message: &str, hint: &str) {
    assert_steps_refused(&format!("{DATAGRAM}- {step}\n  {expect}"), message, hint);
}

#[rstest]
#[case::unknown("{error: §ECONREFUSED}", "unknown error `ECONREFUSED`", "did you mean `ECONNREFUSED`?")]
#[case::second_of_two("{error: [EINVAL, §ECONREFUSED]}", "unknown error `ECONREFUSED`", "did you mean `ECONNREFUSED`?")]
#[case::alias("{error: §EWOULDBLOCK}", "`EWOULDBLOCK` goes by the name of `EAGAIN`", "write `EAGAIN`")]
#[case::windows_name("{error: §WSAENOTCONN}", "unknown error `WSAENOTCONN`", "the POSIX name: `ENOTCONN`")]
#[case::number("{error: §107}", "`error` must be the name of an error, not a number", "")]
#[case::with_another_key("{error: EINVAL, §data: x}", "unknown key of an expected error `data`", "there is `error`")]
fn errors(#[case] expectation: &str, #[case] message: &str, #[case] hint: &str) {
    assert_expectation_refused("recv: s", &format!("expect: {expectation}"), message, hint);
}

/// An error of the call and an error that is its value are two things, and neither is taken for the other.
#[rstest]
#[case::error_as_a_value(
    "§ECONNREFUSED",
    "`expect` must be a pending error, not `ECONNREFUSED`",
    "`pending ECONNREFUSED`, or {error: ECONNREFUSED} if the call itself fails"
)]
#[case::misspelt("§pending ECONREFUSED", "unknown error `ECONREFUSED`", "did you mean `ECONNREFUSED`?")]
#[case::something_else(
    "§nothing",
    "`expect` must be a pending error, not `nothing`",
    "`none`, or `pending` and the name of an error"
)]
fn pending_errors(#[case] expectation: &str, #[case] message: &str, #[case] hint: &str) {
    assert_expectation_refused("take_error: s", &format!("expect: {expectation}"), message, hint);
}

#[rstest]
#[case::empty_list("getsockname: s", "§[]", "an empty list expects nothing", "")]
#[case::shape_without_a_returned_value(
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
    "unknown key of the result `adress`",
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
#[case::null_for_an_address(
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

/// The claim of a step with these keys.
fn claim(claims: &str) -> Claim {
    let steps = format!("{STREAM}- getsockname: s\n{claims}");
    let trial = Arc::into_inner(trial_of_steps(&steps)).expect("the only owner of the trial");
    trial.claims.into_iter().nth(1).expect("the second step")
}

#[rstest]
#[case::platform_itself("gvisor", "{error: EIO}")]
#[case::parent("linux-musl", "{error: EINTR}")]
#[case::parent_itself("linux", "{error: EINTR}")]
#[case::family("macos", "{error: EPERM}")]
#[case::widest_family("illumos", "{error: ENOENT}")]
#[case::parent_of_an_imitation("wine", "{error: EBADF}")]
fn most_specific_claim_wins(#[case] name: &str, #[case] expected: &str, #[values(false, true)] reversed: bool) {
    let mut on = [
        "unix: {error: ENOENT}",
        "linux: {error: EINTR}",
        "gvisor: {error: EIO}",
        "bsd: {error: EPERM}",
        "windows: {error: EBADF}",
    ];
    if reversed {
        on.reverse();
    }
    let claim = claim(&format!("  expect: none\n  expect_on: {{{}}}", on.join(", ")));
    let (_, expectation) = claim.on(platform(name));
    assert_eq!(format!("{{error: {expectation}}}"), expected);
}

#[rstest]
#[case::neither_itself_nor_a_family("windows", "none")]
#[case::only_for_a_child("linux", "none")]
fn claim_for_all_platforms_applies_to_the_rest(#[case] name: &str, #[case] expected: &str) {
    let claim = claim("  expect: none\n  expect_on: {wine: any, gvisor: any, bsd: any}");
    assert_eq!(claim.on(platform(name)).1.to_string(), expected);
}

#[test]
fn step_without_a_claim_must_succeed() {
    assert_eq!(claim("").on(platform("linux")).1.to_string(), "ok");
}

#[test]
fn claim_for_one_platform_leaves_the_default_for_others() {
    let claim = claim("  expect_on: {windows: {error: EINVAL}}");
    assert_eq!(claim.on(platform("linux")).1.to_string(), "ok");
    assert_eq!(claim.on(platform("wine")).1.to_string(), "EINVAL");
}
