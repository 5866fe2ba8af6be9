//! What is refused in calls that run on a thread of their own.

use rstest::rstest;

use crate::support::{STREAM, assert_steps_refused};

/// A step that starts a call.
const STARTED: &str = "- start: {as: waiting, step: {accept: {socket: s, as: peer}}}\n";

#[rstest]
#[case::never_finished(
    "- start: {as: §waiting, step: {accept: {socket: s, as: peer}}}",
    "`waiting` is started but never finished",
    "add a step `finish: waiting`"
)]
#[case::no_step("- start: §{as: waiting}", "start needs `step`", "")]
#[case::step_a_text(
    "- start: {as: waiting, step: §accept}\n- finish: waiting",
    "`step` must be one operation, not text",
    "such as {accept: {socket: s, as: peer}}"
)]
#[case::bad_name(
    "- start: {as: §\"the call\", step: {recv: s}}",
    "`the call` cannot be the name of a call",
    "lower-case letters, digits and `_`, a letter first"
)]
#[case::unknown_socket(
    "- start: {as: waiting, step: {recv: §t}}\n- finish: waiting",
    "unknown socket `t`",
    "there is `s`"
)]
#[case::finish_of_an_unknown_call("- finish: §waiting", "unknown started call `waiting`", "")]
#[case::finish_an_empty_map("- finish: §{}", "finish needs `call`", "")]
fn start_and_finish(#[case] steps: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}{steps}"), message, hint);
}

#[rstest]
#[case::start("{§start: {as: inner, step: {recv: s}}}", "`start` cannot be started", "it does not block")]
#[case::close("{§close: s}", "`close` cannot be started", "it does not block")]
#[case::detach("{§detach: s}", "`detach` cannot be started", "it does not block")]
fn step_that_cannot_be_started(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    let steps = format!("- start: {{as: waiting, step: {step}}}\n- finish: waiting");
    assert_steps_refused(&format!("{STREAM}{steps}"), message, hint);
}

#[rstest]
#[case::twice(
    "- start: {as: §waiting, step: {recv: s}}\n- finish: waiting",
    "`waiting` has already been started and has not finished",
    ""
)]
#[case::finished_twice("- finish: waiting\n- finish: §waiting", "unknown started call `waiting`", "")]
#[case::misspelt("- finish: §wating\n- finish: waiting", "unknown started call `wating`", "did you mean `waiting`?")]
#[case::socket_before_it_exists(
    "- getsockname: §peer\n- finish: waiting",
    "`peer` does not exist until `waiting` has finished",
    "finish it first"
)]
fn steps_after_a_start(#[case] steps: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}{STARTED}{steps}"), message, hint);
}

#[test]
fn finish_that_is_started() {
    let steps = "- start: {as: other, step: {§finish: waiting}}\n- finish: other\n- finish: waiting";
    assert_steps_refused(&format!("{STREAM}{STARTED}{steps}"), "`finish` cannot be started", "it does not block");
}

#[test]
fn start_with_two_operations() {
    let steps = "- start: {as: waiting, step: §{accept: {socket: s, as: peer}, recv: s}}\n- finish: waiting";
    let hint = "such as {accept: {socket: s, as: peer}}";
    assert_steps_refused(&format!("{STREAM}{steps}"), "`step` must be one operation, not a map", hint);
}

/// Whoever has the number of a socket, and not the socket, would have that of another one after it was closed.
#[rstest]
#[case::poll("poll: {socket: s, events: [POLLIN]}")]
#[case::child("inherited: s")]
#[case::second_descriptor("dup: {socket: s, as: t}")]
#[case::handed_on("sendmsg: {socket: other, data: x, ancillary: [{SCM_RIGHTS: [s]}]}")]
fn socket_whose_number_is_in_use(#[case] step: &str) {
    let other = "- socket: {as: other, family: AF_UNIX}\n";
    let steps = format!("{other}- start: {{as: using, step: {{{step}}}}}\n- close: §s\n- finish: using");
    assert_steps_refused(&format!("{STREAM}{steps}"), "`s` is in use by `using`", "put `finish: using` before it");
}
