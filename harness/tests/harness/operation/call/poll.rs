//! What is refused in the events of poll.

use rstest::rstest;

use crate::support::{STREAM, assert_steps_refused};

#[rstest]
#[case::unknown("[POLLIN, §POLLOUTT]", "unknown event `POLLOUTT`", "did you mean `POLLOUT`?")]
#[case::number("[§1]", "an item of `events` must be an event, not a number", "")]
#[case::one_without_a_list("§POLLIN", "`events` must be a list, not text", "")]
fn events_of_poll(#[case] events: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}- poll: {{socket: s, events: {events}}}"), message, hint);
}
