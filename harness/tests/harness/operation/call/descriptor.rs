//! What is refused in descriptors, and in the names of sockets and file objects.

use rstest::rstest;

use super::{BEGUN, SAVED};
use crate::support::assert_steps_refused;

#[rstest]
#[case::number("§3", "`descriptor` must be the descriptor of a socket, not a number", "")]
#[case::text("§fd", "`descriptor` must be the descriptor of a socket, not `fd`", SAVED)]
#[case::unknown("§$df", "unknown reference `$df`", "did you mean `$fd`?")]
#[case::address("§$name", "`$name` must be the descriptor of a socket, not an address", "")]
fn descriptor_of_from_fileno(#[case] descriptor: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{BEGUN}- from_fileno: {{as: t, descriptor: {descriptor}}}"), message, hint);
}

#[rstest]
#[case::dup("dup: {socket: s, as: §s}", "there is already a socket `s`")]
#[case::from_fileno("from_fileno: {as: §s, descriptor: $fd}", "there is already a socket `s`")]
#[case::makefile("makefile: {socket: s, as: §f}", "there is already a file object `f`")]
#[case::file_object_like_a_socket("makefile: {socket: s, as: §s}", "there is already a socket `s`")]
#[case::socket_like_a_file_object("dup: {socket: s, as: §f}", "there is already a file object `f`")]
fn name_that_is_taken(#[case] step: &str, #[case] message: &str) {
    assert_steps_refused(&format!("{BEGUN}- {step}"), message, "use another name, or close the first");
}

#[rstest]
#[case::unknown_file_object("readline: §g", "unknown file object `g`", "there is `f`")]
#[case::socket_for_a_file_object("readline: §s", "`s` must be a file object, not a socket", "")]
#[case::file_object_for_a_socket("getsockname: §f", "`f` must be a socket, not a file object", "")]
#[case::file_object_for_makefile("makefile: {socket: §f, as: g}", "`f` must be a socket, not a file object", "")]
#[case::file_object_for_detach("detach: §f", "`f` must be a socket, not a file object", "")]
#[case::descriptor_for_a_file_object("read: §$file", "unknown file object `$file`", "there is `f`")]
#[case::name_a_number("flush: §1", "`flush` must be the name of a file object, not a number", "")]
#[case::closed_unknown("close: §t", "unknown socket or file object `t`", "one of `f`, `s`")]
#[case::closed_number("close: §1", "`close` must be the name of a socket or a file object, not a number", "")]
#[case::size_below_zero("readline: {file: f, size: §-1}", "`size` must be a number from 0 to 67108864, not -1", "")]
#[case::bad_name(
    "makefile: {socket: s, as: §The_File}",
    "`The_File` cannot be the name of a file object",
    "lower-case letters, digits and `_`, a letter first"
)]
#[case::inheritable_a_number(
    "set_inheritable: {socket: s, inheritable: §1}",
    "`inheritable` must be true or false, not a number",
    ""
)]
fn names_of_sockets_and_file_objects(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{BEGUN}- {step}"), message, hint);
}

#[test]
fn socket_in_use_by_a_started_call() {
    let steps = "start: {as: waiting, step: {recv: s}}\n- detach: §s\n- finish: waiting";
    assert_steps_refused(&format!("{BEGUN}- {steps}"), "`s` is in use by `waiting`", "put `finish: waiting` before it");
}

const NUMBER: &str = "`expect` must be a number, \">= 1\" or \"<= 8\", not";

#[rstest]
#[case::text("fileno: s\n  expect: §open", format!("{NUMBER} `open`"))]
#[case::boolean("detach: s\n  expect: §true", format!("{NUMBER} a boolean"))]
#[case::address(
    "fileno: s\n  expect: §$name",
    "`$name` must be the descriptor of a socket, not an address".to_owned()
)]
#[case::file_for_a_socket(
    "fileno: s\n  expect: §$file",
    "`$file` must be the descriptor of a socket, not the descriptor of a file".to_owned()
)]
#[case::socket_for_a_file(
    "open: $scratch/b\n  expect: §$fd",
    "`$fd` must be the descriptor of a file, not the descriptor of a socket".to_owned()
)]
#[case::descriptor_for_an_address(
    "getsockname: s\n  expect: §$fd",
    "`$fd` must be an address, not the descriptor of a socket".to_owned()
)]
fn shape_of_a_descriptor(#[case] step: &str, #[case] message: String) {
    assert_steps_refused(&format!("{BEGUN}- {step}"), &message, "");
}
