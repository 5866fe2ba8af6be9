//! The numbers behind the flags of messages on this platform.

use std::io;

use crate::operation::{Flags, MessageFlag, Value};

/// The flags as the system takes them.
///
/// # Errors
/// When the platform has no such flag; the capability that it needs keeps cases from that.
pub(super) fn bits(flags: Option<&Flags>) -> io::Result<i32> {
    let bits = flags.into_iter().flat_map(Flags::iter).map(system::bit);
    bits.sum::<Option<i32>>().ok_or_else(|| io::ErrorKind::Unsupported.into())
}

/// The flags behind what the system returned; bits that have no name here follow in hex.
pub(super) fn named(bits: i32) -> Value {
    let is_set = |flag: &MessageFlag| system::bit(*flag).is_some_and(|bit| bits & bit != 0);
    let flags: Vec<MessageFlag> = MessageFlag::ALL.iter().copied().filter(is_set).collect();
    let rest = flags.iter().filter_map(|flag| system::bit(*flag)).fold(bits, |rest, bit| rest & !bit);
    let text = Flags::new(flags).to_string();
    Value::Word(if rest == 0 { text } else { format!("{text}|{rest:#x}") })
}

#[cfg(unix)]
mod system {
    use crate::operation::MessageFlag;

    #[expect(clippy::unnecessary_wraps, reason = "other systems lack some")]
    pub(super) fn bit(flag: MessageFlag) -> Option<i32> {
        Some(match flag {
            MessageFlag::Oob => libc::MSG_OOB,
            MessageFlag::Peek => libc::MSG_PEEK,
            MessageFlag::Trunc => libc::MSG_TRUNC,
            MessageFlag::Ctrunc => libc::MSG_CTRUNC,
            MessageFlag::Dontwait => libc::MSG_DONTWAIT,
            MessageFlag::Waitall => libc::MSG_WAITALL,
            MessageFlag::Eor => libc::MSG_EOR,
            MessageFlag::Nosignal => libc::MSG_NOSIGNAL,
        })
    }
}

#[cfg(windows)]
mod system {
    use windows_sys::Win32::Networking::WinSock as winsock;

    use crate::operation::MessageFlag;

    pub(super) fn bit(flag: MessageFlag) -> Option<i32> {
        match flag {
            MessageFlag::Oob => Some(winsock::MSG_OOB),
            MessageFlag::Peek => Some(winsock::MSG_PEEK),
            MessageFlag::Trunc => Some(winsock::MSG_TRUNC as i32),
            MessageFlag::Ctrunc => Some(winsock::MSG_CTRUNC as i32),
            MessageFlag::Waitall => Some(winsock::MSG_WAITALL),
            MessageFlag::Dontwait | MessageFlag::Eor | MessageFlag::Nosignal => None,
        }
    }
}

/// A system whose numbers the harness does not know.
#[cfg(not(any(unix, windows)))]
mod system {
    use crate::operation::MessageFlag;

    pub(super) fn bit(_: MessageFlag) -> Option<i32> {
        None
    }
}

#[cfg(all(test, unix))]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing(0, "none")]
    #[case::two(libc::MSG_CTRUNC | libc::MSG_TRUNC, "MSG_TRUNC|MSG_CTRUNC")]
    #[case::unnamed(libc::MSG_OOB | 0x2000_0000, "MSG_OOB|0x20000000")]
    fn every_bit_is_told(#[case] bits: i32, #[case] text: &str) {
        assert_eq!(named(bits), Value::Word(text.to_owned()));
    }
}
