//! What is refused of descriptors, of files and of file objects.

use rstest::rstest;

use crate::support::{assert_refused, file_of_steps};

const BEGUN: &str = "\
- socket: {as: s, family: AF_UNIX, type: SOCK_STREAM}
- makefile: {socket: s, as: f}
- getsockname: s
  save: name
- fileno: s
  save: fd
- open: $scratch/a
  save: file
";

#[track_caller]
fn assert_step_refused(step: &str, message: &str, hint: &str) {
    assert_refused(&file_of_steps(&format!("{BEGUN}- {step}")), message, hint);
}

const SAVED: &str = "write $name for what an earlier step saved as `name`";

#[rstest]
#[case::number("§3", "`descriptor` must be the descriptor of a socket, not a number", "")]
#[case::text("§fd", "`descriptor` must be the descriptor of a socket, not `fd`", SAVED)]
#[case::unknown("§$df", "unknown reference `$df`", "did you mean `$fd`?")]
#[case::address("§$name", "`$name` must be the descriptor of a socket, not an address", "")]
fn descriptor_of_from_fileno(#[case] descriptor: &str, #[case] message: &str, #[case] hint: &str) {
    assert_step_refused(&format!("from_fileno: {{as: t, descriptor: {descriptor}}}"), message, hint);
}

#[rstest]
#[case::number("§3", "`file` must be the descriptor of a file, not a number", "")]
#[case::text("§file", "`file` must be the descriptor of a file, not `file`", SAVED)]
#[case::path("§$scratch/a", "unknown reference `$scratch/a`", "one of `$fd`, `$file`, `$name`")]
#[case::socket("§$fd", "`$fd` must be the descriptor of a file, not the descriptor of a socket", "")]
#[case::address("§$name", "`$name` must be the descriptor of a file, not an address", "")]
fn file_of_sendfile(#[case] file: &str, #[case] message: &str, #[case] hint: &str) {
    assert_step_refused(&format!("sendfile: {{socket: s, file: {file}}}"), message, hint);
}

#[rstest]
#[case::nothing_at_all("count: §0", "`count` must be a number from 1 to 67108864, not 0", "")]
#[case::count_too_large("count: §67108865", "`count` must be a number from 1 to 67108864, not 67108865", "")]
#[case::offset_below_zero("offset: §-1", "`offset` must be a number from 0 to 67108864, not -1", "")]
#[case::unknown_way("by: §splice", "unknown way to send a file `splice`", "one of `send`, `sendfile`")]
#[case::way_a_number("by: §1", "`by` must be a way to send a file, not a number", "")]
fn sending_a_file(#[case] argument: &str, #[case] message: &str, #[case] hint: &str) {
    assert_step_refused(&format!("sendfile: {{socket: s, file: $file, {argument}}}"), message, hint);
}

#[rstest]
#[case::of_the_system("§/etc/passwd")]
#[case::relative("§a")]
#[case::upwards("§$scratch/../a")]
#[case::sibling_of_the_folder("§$scratch2/a")]
fn file_outside_of_scratch(#[case] path: &str) {
    let message = format!("`{}` lies outside the case's own folder", path.trim_start_matches('§'));
    assert_step_refused(&format!("open: {path}"), &message, "begin it with `$scratch/`, without `..`");
}

#[test]
fn file_whose_path_is_no_text() {
    assert_step_refused("open: {path: §1}", "`path` must be a name in `$scratch/`, not a number", "");
}

#[rstest]
#[case::dup("dup: {socket: s, as: §s}", "there is already a socket `s`")]
#[case::from_fileno("from_fileno: {as: §s, descriptor: $fd}", "there is already a socket `s`")]
#[case::makefile("makefile: {socket: s, as: §f}", "there is already a file object `f`")]
#[case::file_object_like_a_socket("makefile: {socket: s, as: §s}", "there is already a socket `s`")]
#[case::socket_like_a_file_object("dup: {socket: s, as: §f}", "there is already a file object `f`")]
fn name_there_is_already(#[case] step: &str, #[case] message: &str) {
    assert_step_refused(step, message, "use another name, or close the first");
}

#[rstest]
#[case::unknown_file_object("readline: §g", "unknown file object `g`", "there is `f`")]
#[case::socket_for_a_file_object("readline: §s", "`s` must be a file object, not a socket", "")]
#[case::file_object_for_a_socket("getsockname: §f", "`f` must be a socket, not a file object", "")]
#[case::file_object_for_makefile("makefile: {socket: §f, as: g}", "`f` must be a socket, not a file object", "")]
#[case::detached_file_object("detach: §f", "`f` must be a socket, not a file object", "")]
#[case::descriptor_for_a_file_object("read: §$file", "unknown file object `$file`", "there is `f`")]
#[case::name_a_number("flush: §1", "`flush` must be the name of a file object, not a number", "")]
#[case::closed_nothing("close: §t", "unknown socket or file object `t`", "one of `f`, `s`")]
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
fn names_of_things(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_step_refused(step, message, hint);
}

#[rstest]
#[case::readline("readline: §f")]
#[case::write("write: {file: §f, data: x}")]
#[case::flush("flush: §f")]
#[case::close("close: §f")]
fn file_object_that_is_closed(#[case] step: &str) {
    assert_step_refused(&format!("close: f\n- {step}"), "`f` is closed", "");
}

#[rstest]
#[case::closed("close: §s")]
#[case::detached("detach: §s")]
fn socket_that_a_call_under_way_uses(#[case] step: &str) {
    let steps = format!("start: {{as: waiting, step: {{recv: s}}}}\n- {step}\n- finish: waiting");
    assert_step_refused(&steps, "`s` is in use by `waiting`", "put `finish: waiting` before it");
}

#[test]
fn file_object_that_a_call_under_way_uses() {
    let steps = "start: {as: waiting, step: {readline: f}}\n- close: §f\n- finish: waiting";
    assert_step_refused(steps, "`f` is in use by `waiting`", "put `finish: waiting` before it");
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
    assert_step_refused(step, &message, "");
}
