//! Control messages that set a field in the header of one datagram: IP_TTL and IP_TOS of ip(7), IPV6_HOPLIMIT and
//! IPV6_TCLASS of RFC 3542, sections 6.3 and 6.5; all on Microsoft Learn.

use super::message::Control;

/// A field in the header of a datagram, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderField {
    /// The time to live of IPv4.
    Ttl,
    /// The type of service of IPv4.
    Tos,
    /// The hop limit of IPv6.
    HopLimit,
    /// The traffic class of IPv6.
    TrafficClass,
    /// What no system has: a message of IPv4 with this type.
    Nobodys,
}

/// A type of control message that no system has: those of the headers are small numbers.
const NOBODYS: i32 = 1_000_000;

/// A control message that has these bytes for a field. None on a system without it.
#[must_use]
pub fn message(field: HeaderField, data: Vec<u8>) -> Option<Control> {
    system::message(field).map(|(level, kind)| Control { level, kind, data })
}

#[cfg(unix)]
mod system {
    use super::{HeaderField, NOBODYS};

    /// Level and type of the control message.
    pub(super) fn message(field: HeaderField) -> Option<(i32, i32)> {
        match field {
            HeaderField::Ttl => Some((libc::IPPROTO_IP, libc::IP_TTL)),
            #[cfg(has_recvtos)]
            HeaderField::Tos => Some((libc::IPPROTO_IP, libc::IP_TOS)),
            #[cfg(has_recvhoplimit)]
            HeaderField::HopLimit => Some((libc::IPPROTO_IPV6, libc::IPV6_HOPLIMIT)),
            #[cfg(has_recvtos)]
            HeaderField::TrafficClass => Some((libc::IPPROTO_IPV6, libc::IPV6_TCLASS)),
            HeaderField::Nobodys => Some((libc::IPPROTO_IP, NOBODYS)),
            #[cfg(not(all(has_recvtos, has_recvhoplimit)))]
            _ => None,
        }
    }
}

#[cfg(windows)]
mod system {
    use windows_sys::Win32::Networking::WinSock as winsock;

    use super::{HeaderField, NOBODYS};

    /// Level and type of the control message.
    #[expect(clippy::unnecessary_wraps, reason = "other systems lack some")]
    pub(super) fn message(field: HeaderField) -> Option<(i32, i32)> {
        Some(match field {
            HeaderField::Ttl => (winsock::IPPROTO_IP, winsock::IP_TTL),
            HeaderField::Tos => (winsock::IPPROTO_IP, winsock::IP_TOS),
            HeaderField::HopLimit => (winsock::IPPROTO_IPV6, winsock::IPV6_HOPLIMIT),
            HeaderField::TrafficClass => (winsock::IPPROTO_IPV6, winsock::IPV6_TCLASS),
            HeaderField::Nobodys => (winsock::IPPROTO_IP, NOBODYS),
        })
    }
}
