//! Control messages as Winsock lays them out: WSACMSGHDR and the macros of `ws2def.h`, in "WSAMSG structure" on
//! Microsoft Learn.
//!
//! The length comes first and is as wide as a pointer. Level and type follow in 32 bits each, then the data. Each
//! message is aligned like a pointer.

use super::Control;
use crate::bytes::array;

/// The bytes of a header.
const HEADER: usize = size_of::<usize>() + 2 * size_of::<i32>();

/// The bytes of one message with `room` bytes of data, without the padding behind it: WSA_CMSG_LEN. For 0 there is no
/// message, and no header.
pub(super) fn length(room: usize) -> usize {
    if room == 0 { 0 } else { HEADER + room }
}

/// These messages, one behind the other.
pub(super) fn encode(messages: &[Control]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for control in messages {
        bytes.extend((HEADER + control.data.len()).to_ne_bytes());
        bytes.extend(control.level.to_ne_bytes());
        bytes.extend(control.kind.to_ne_bytes());
        bytes.extend(&control.data);
        bytes.resize(bytes.len().next_multiple_of(size_of::<usize>()), 0);
    }
    bytes
}

/// The messages in these bytes. The last one may be cut off.
pub(super) fn decode(mut bytes: &[u8]) -> Vec<Control> {
    let mut messages = Vec::new();
    while let Some((control, length)) = first(bytes) {
        messages.push(control);
        bytes = bytes.get(length.next_multiple_of(size_of::<usize>())..).unwrap_or_default();
    }
    messages
}

/// The first message, and how many bytes it takes; none if its header is cut off.
fn first(bytes: &[u8]) -> Option<(Control, usize)> {
    let claimed = usize::from_ne_bytes(array(bytes, 0)?);
    let level = i32::from_ne_bytes(array(bytes, size_of::<usize>())?);
    let kind = i32::from_ne_bytes(array(bytes, size_of::<usize>() + size_of::<i32>())?);
    // A message that says that it is shorter than its header would be read again and again.
    let length = claimed.clamp(HEADER, bytes.len());
    Some((Control { level, kind, data: bytes[HEADER..length].to_vec() }, length))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn message(kind: i32, data: &[u8]) -> Control {
        Control { level: 41, kind, data: data.to_vec() }
    }

    #[rstest]
    #[case::none(vec![])]
    #[case::empty(vec![message(1, b"")])]
    #[case::odd(vec![message(1, b"abc"), message(2, b"abcdefghi"), message(3, b"12345678")])]
    fn reads_back(#[case] messages: Vec<Control>) {
        assert_eq!(decode(&encode(&messages)), messages);
    }

    /// `in6_pktinfo` on 64-bit Windows has 16 bytes of header, 20 of data and 4 of padding.
    #[cfg(all(target_pointer_width = "64", target_endian = "little"))]
    #[test]
    fn a_message_lies_as_winsock_has_it() {
        let bytes = encode(&[message(19, &[7; 20])]);
        assert_eq!(bytes.len(), 40);
        assert_eq!(bytes[..16], [36, 0, 0, 0, 0, 0, 0, 0, 41, 0, 0, 0, 19, 0, 0, 0]);
        assert_eq!(bytes[16..], [[7; 20].as_slice(), &[0; 4]].concat());
    }

    #[rstest]
    #[case::in_the_data(length(2), Some(2))]
    #[case::behind_the_header(HEADER, Some(0))]
    #[case::in_the_header(HEADER - 1, None)]
    fn what_is_cut_off_is_read_as_far_as_it_goes(#[case] end: usize, #[case] data: Option<usize>) {
        let read = decode(&encode(&[message(1, b"abcd")])[..end]);
        assert_eq!(read.first().map(|control| control.data.len()), data);
    }

    #[test]
    fn a_length_shorter_than_its_header_ends() {
        let nonsense = vec![0; 3 * HEADER];
        assert_eq!(decode(&nonsense).len(), 3);
    }
}
