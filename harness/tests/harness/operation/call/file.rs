//! What is refused in files and file objects.

use rstest::rstest;

use super::{BEGUN, SAVED};
use crate::support::assert_steps_refused;

#[rstest]
#[case::number("§3", "`file` must be the descriptor of a file, not a number", "")]
#[case::text("§file", "`file` must be the descriptor of a file, not `file`", SAVED)]
#[case::path("§$scratch/a", "unknown reference `$scratch/a`", "one of `$fd`, `$file`, `$name`")]
#[case::socket("§$fd", "`$fd` must be the descriptor of a file, not the descriptor of a socket", "")]
#[case::address("§$name", "`$name` must be the descriptor of a file, not an address", "")]
fn file_of_sendfile(#[case] file: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{BEGUN}- sendfile: {{socket: s, file: {file}}}"), message, hint);
}

#[rstest]
#[case::count_0("count: §0", "`count` must be a number from 1 to 67108864, not 0", "")]
#[case::count_too_large("count: §67108865", "`count` must be a number from 1 to 67108864, not 67108865", "")]
#[case::offset_below_zero("offset: §-1", "`offset` must be a number from 0 to 67108864, not -1", "")]
#[case::unknown_way("by: §splice", "unknown way to send a file `splice`", "one of `send`, `sendfile`")]
#[case::way_a_number("by: §1", "`by` must be a way to send a file, not a number", "")]
fn sending_a_file(#[case] argument: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{BEGUN}- sendfile: {{socket: s, file: $file, {argument}}}"), message, hint);
}

#[rstest]
#[case::no_source("sendfile_once: §{socket: s, count: 1}", "sendfile_once needs `from`", "add `from: …`")]
#[case::far_below_zero(
    "sendfile_once: {socket: s, from: $file, count: 1, offset: §-2}",
    "`offset` must be a number from -1 to 67108864, not -2",
    ""
)]
#[case::way_to_open("open: {path: $scratch/a, access: §O_APPEND}", "unknown way to open a file `O_APPEND`", WAYS)]
#[case::data_to_read(
    "open: §{path: $scratch/a, access: O_RDONLY, data: x}",
    "nothing can be written into a file that is opened with O_RDONLY",
    "leave `data` out, or write it by an `open` before"
)]
fn source_of_a_file(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{BEGUN}- {step}"), message, hint);
}

/// The ways to open a file.
const WAYS: &str = "one of `O_RDONLY`, `O_RDWR`, `O_WRONLY`";

#[rstest]
#[case::of_the_system("§/etc/passwd")]
#[case::relative("§a")]
#[case::upwards("§$scratch/../a")]
#[case::sibling_of_the_folder("§$scratch2/a")]
fn file_outside_of_scratch(#[case] path: &str) {
    let message = format!("`{}` lies outside the case's own folder", path.trim_start_matches('§'));
    assert_steps_refused(&format!("{BEGUN}- open: {path}"), &message, "begin it with `$scratch/`, without `..`");
}

#[test]
fn path_that_is_not_text() {
    assert_steps_refused(
        &format!("{BEGUN}- open: {{path: §1}}"),
        "`path` must be a name in `$scratch/`, not a number",
        "",
    );
}

#[rstest]
#[case::readline("readline: §f")]
#[case::write("write: {file: §f, data: x}")]
#[case::flush("flush: §f")]
#[case::close("close: §f")]
fn closed_file_object(#[case] step: &str) {
    assert_steps_refused(&format!("{BEGUN}- close: f\n- {step}"), "`f` is closed", "");
}

#[test]
fn file_object_in_use_by_a_started_call() {
    let steps = "start: {as: waiting, step: {readline: f}}\n- close: §f\n- finish: waiting";
    assert_steps_refused(&format!("{BEGUN}- {steps}"), "`f` is in use by `waiting`", "put `finish: waiting` before it");
}
