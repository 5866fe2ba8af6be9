//! What is refused in timeouts, and in claims about times.

use rstest::rstest;

use crate::support::{STREAM, assert_steps_refused};

const BELOW: &str = "a timeout cannot be negative";
const LONG: &str = "a case may not wait for 10001 ms";

#[rstest]
#[case::below_zero("settimeout: {socket: s, timeout: §-1}", BELOW, "`none` waits without limit")]
#[case::below_zero_with_a_unit(
    "settimeout: {socket: s, timeout: §-1 s}",
    "`timeout` must be a time such as 200 ms or 2 s, not `-1 s`",
    ""
)]
#[case::too_long("settimeout: {socket: s, timeout: §10001 ms}", LONG, "at most 10000 ms")]
#[case::number("settimeout: {socket: s, timeout: §5}", "`timeout` must be a time such as 200 ms or 2 s, not 5", "")]
#[case::boolean(
    "settimeout: {socket: s, timeout: §true}",
    "`timeout` must be a time such as 200 ms or 2 s, not a boolean",
    ""
)]
#[case::nothing(
    "settimeout: {socket: s, timeout: §~}",
    "`timeout` must be a time such as 200 ms or 2 s, not nothing",
    ""
)]
#[case::other_unit(
    "settimeout: {socket: s, timeout: §1 min}",
    "`timeout` must be a time such as 200 ms or 2 s, not `1 min`",
    ""
)]
#[case::fraction(
    "settimeout: {socket: s, timeout: §0.5 s}",
    "`timeout` must be a time such as 200 ms or 2 s, not `0.5 s`",
    ""
)]
#[case::poll_below_zero("poll: {socket: s, events: [POLLIN], timeout: §-1}", BELOW, "`none` waits without limit")]
#[case::poll_too_long("poll: {socket: s, events: [POLLIN], timeout: §10001 ms}", LONG, "at most 10000 ms")]
#[case::connect_below_zero(
    "create_connection: {as: c, address: \"127.0.0.1:9\", timeout: §-1}",
    BELOW,
    "`none` waits without limit"
)]
#[case::connect_too_long(
    "create_connection: {as: c, address: \"127.0.0.1:9\", timeout: §10001 ms}",
    LONG,
    "at most 10000 ms"
)]
fn timeouts(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}- {step}"), message, hint);
}

#[rstest]
#[case::upper_bound(
    "waited: s\n  expect: §\"<= 100 ms\"",
    "`<= 100 ms` is not a lower bound of a time",
    "as \">= 100 ms\": how much longer it takes is up to the host"
)]
#[case::time_a_number("waited: s\n  expect: §100", "`expect` must be a time such as \">= 100 ms\", not a number", "")]
#[case::timeout_a_boolean(
    "gettimeout: s\n  expect: §false",
    "`expect` must be a time such as 200 ms, 0 or none, not a boolean",
    ""
)]
#[case::error_a_boolean("take_error: s\n  expect: §false", "`expect` must be a pending error, not a boolean", "")]
#[case::events_a_map(
    "poll: {socket: s, events: []}\n  expect: §{POLLIN: true}",
    "`expect` must be events such as POLLIN|POLLHUP, or none, not a map",
    ""
)]
fn claims(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}- {step}"), message, hint);
}
