//! What is refused in lists of buffers, and in a part of a buffer.

use rstest::rstest;

use crate::support::{DATAGRAM, assert_steps_refused};

/// The largest size of all buffers together.
const MOST: usize = 64 * 1024 * 1024;

#[rstest]
#[case::number("§5", "`data` must be text, {hex: …} or {repeat: …, times: …}, not a number")]
#[case::number_in_a_list("[a, §5]", "an item of `data` must be text, {hex: …} or {repeat: …, times: …}, not a number")]
#[case::list_in_a_list("[§[a]]", "an item of `data` must be text, {hex: …} or {repeat: …, times: …}, not a list")]
fn buffers_that_are_not_data(#[case] data: &str, #[case] message: &str) {
    assert_steps_refused(
        &format!("{DATAGRAM}- sendmsg: {{socket: s, data: {data}}}"),
        message,
        "put it in quotes if it is text",
    );
}

#[test]
fn buffers_that_are_too_large_together() {
    let message = "67108865 bytes are too many: the limit is 67108864";
    let data = format!("§[{{repeat: x, times: {MOST}}}, x]");
    assert_steps_refused(&format!("{DATAGRAM}- sendmsg: {{socket: s, data: {data}}}"), message, "");
    assert_steps_refused(&format!("{DATAGRAM}- recvmsg: {{socket: s, sizes: §[{MOST}, 1]}}"), message, "");
}

#[rstest]
#[case::beyond_the_end("§{buffer: hello, offset: 2, size: 4}", "bytes 2 to 6 are not a part of a buffer of 5 bytes")]
#[case::offset_beyond_the_end("§{buffer: hello, offset: 6}", "bytes 6 to 5 are not a part of a buffer of 5 bytes")]
#[case::no_bytes("{buffer: hello, size: §0}", "`size` must be a number from 1 to 67108864, not 0")]
#[case::offset_below_zero("{buffer: hello, offset: §-1}", "`offset` must be a number from 0 to 67108864, not -1")]
fn part_of_a_buffer(#[case] into: &str, #[case] message: &str) {
    assert_steps_refused(&format!("{DATAGRAM}- recv_into: {{socket: s, into: {into}}}"), message, "");
}

#[test]
fn unknown_key_of_a_part_of_a_buffer() {
    let step = "recv_into: {socket: s, into: {buffer: hello, §ofset: 1}}";
    assert_steps_refused(
        &format!("{DATAGRAM}- {step}"),
        "unknown key of a part of a buffer `ofset`",
        "did you mean `offset`?",
    );
}
