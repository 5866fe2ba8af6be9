//! What is refused in data.

use rstest::rstest;

use crate::support::{DATAGRAM, STREAM, assert_steps_refused};

#[rstest]
#[case::sendall("sendall: {socket: s, data: §{repeat: x, times: 67108865}}")]
#[case::into("recv_into: {socket: s, into: §{repeat: x, times: 67108865}}")]
#[case::into_a_part("recvfrom_into: {socket: s, into: {buffer: §{repeat: x, times: 67108865}, size: 1}}")]
#[case::file("open: {path: $scratch/f, data: §{repeat: x, times: 67108865}}")]
fn one_buffer_that_is_too_large(#[case] step: &str) {
    assert_steps_refused(&format!("{DATAGRAM}- {step}"), "67108865 bytes are too many: the limit is 67108864", "");
}

#[rstest]
#[case::number(
    "§5",
    "`data` must be text, {hex: …} or {repeat: …, times: …}, not a number",
    "put it in quotes if it is text"
)]
#[case::boolean(
    "§true",
    "`data` must be text, {hex: …} or {repeat: …, times: …}, not a boolean",
    "put it in quotes if it is text"
)]
#[case::unknown_key("{hex: \"00\", §length: 1}", "unknown key of data `length`", "there is `hex`")]
#[case::not_a_hex_digit("{hex: §\"0g\"}", "`g` is not a hex digit", "")]
#[case::half_a_byte("{hex: §\"00f\"}", "the last byte has one hex digit of two", "")]
#[case::hex_a_number("{hex: §12}", "`hex` must be hex digits in quotes, not a number", "")]
#[case::no_times("§{repeat: x}", "data needs `times`", "")]
#[case::negative_times("{repeat: x, times: §-1}", "`times` must be a number of times, not -1", "")]
#[case::repeated_number("{repeat: §1, times: 2}", "`repeat` must be text, not a number", "")]
#[case::too_large("§{repeat: xx, times: 33554433}", "67108866 bytes are too many: the limit is 67108864", "")]
#[case::beyond_64_bits(
    "§{repeat: xx, times: 9223372036854775807}",
    "9223372036854775807 bytes are too many: the limit is 67108864",
    ""
)]
fn data_to_send(#[case] data: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}- send: {{socket: s, data: {data}}}"), message, hint);
}
