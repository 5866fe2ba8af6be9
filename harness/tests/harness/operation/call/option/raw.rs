//! What is refused in options that are given in bytes.

use rstest::rstest;

use crate::support::{DATAGRAM, assert_steps_refused};

#[rstest]
#[case::unknown_option(
    "option: §SO_REUSEADR, value: 1",
    "unknown option `SO_REUSEADR`",
    "did you mean `SO_REUSEADDR`?"
)]
#[case::without_a_level("option: §{name: 1}, value: 1", "an option needs `level`", "")]
#[case::unknown_level(
    "option: {level: §SOL_SOKET, name: 1}, value: 1",
    "unknown level `SOL_SOKET`",
    "did you mean `SOL_SOCKET`?"
)]
#[case::number_in_words(
    "option: {level: SOL_SOCKET, name: §SO_REUSEADDR}, value: 1",
    "`name` must be a number from -2147483648 to 2147483647, not `SO_REUSEADDR`",
    ""
)]
#[case::number_that_is_no_int(
    "option: SO_REUSEADDR, value: [1, §4294967296]",
    "an item of `value` must be a number from -2147483648 to 2147483647, not 4294967296",
    "write a number from -2147483648 to 2147483647"
)]
#[case::value_that_is_too_long(
    "option: SO_REUSEADDR, value: §{repeat: x, times: 4097}",
    "an option has no more than 4096 bytes",
    "write less"
)]
#[case::length_that_is_too_long(
    "option: SO_REUSEADDR, value: 1, length: §4097",
    "`length` must be a number from -1 to 4096, not 4097",
    ""
)]
fn bytes_to_set(#[case] arguments: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{DATAGRAM}- setsockopt_bytes: {{socket: s, {arguments}}}"), message, hint);
}

#[rstest]
#[case::without_room("§{socket: s, option: SO_TYPE}", "getsockopt_bytes needs `room`", "")]
#[case::negative("{socket: s, option: SO_TYPE, room: §-2}", "`room` must be a number from -1 to 4096, not -2", "")]
#[case::something_else(
    "{socket: s, option: SO_TYPE, room: 4, without: §bufer}",
    "unknown pointer `bufer`",
    "did you mean `buffer`?"
)]
fn bytes_to_read(#[case] arguments: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{DATAGRAM}- getsockopt_bytes: {arguments}"), message, hint);
}
