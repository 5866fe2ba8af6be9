//! The words of a case and the numbers of this platform: types, protocols and flags.

use std::io;

use socket2::{Protocol as ProtocolNumber, Type};

use super::unsupported;
use crate::operation::{Flag, Flags, Protocol, SocketType, TypeFlag};

/// The number of a type.
pub(super) fn of_type(kind: SocketType) -> Type {
    match kind {
        SocketType::Stream => Type::STREAM,
        SocketType::Dgram => Type::DGRAM,
        SocketType::Seqpacket => Type::SEQPACKET,
        SocketType::Raw => Type::RAW,
        SocketType::Number(number) => Type::from(number),
    }
}

/// The type with this number.
pub(super) fn to_type(number: Type) -> SocketType {
    [SocketType::Stream, SocketType::Dgram, SocketType::Seqpacket, SocketType::Raw]
        .into_iter()
        .find(|kind| of_type(*kind) == number)
        .unwrap_or(SocketType::Number(number.into()))
}

/// The number of a protocol.
pub(super) fn of_protocol(protocol: Protocol) -> ProtocolNumber {
    match protocol {
        Protocol::Tcp => ProtocolNumber::TCP,
        Protocol::Udp => ProtocolNumber::UDP,
        Protocol::Icmp => ProtocolNumber::ICMPV4,
        Protocol::Icmpv6 => ProtocolNumber::ICMPV6,
        Protocol::Number(number) => ProtocolNumber::from(number),
    }
}

/// The protocol with this number.
pub(super) fn to_protocol(number: i32) -> Protocol {
    [Protocol::Tcp, Protocol::Udp, Protocol::Icmp, Protocol::Icmpv6]
        .into_iter()
        .find(|protocol| i32::from(of_protocol(*protocol)) == number)
        .unwrap_or(Protocol::Number(number))
}

/// The bit of a flag in the type of a socket.
#[cfg(has_type_flags)]
#[expect(clippy::unnecessary_wraps, reason = "a platform without type flags has no bits for them")]
pub(super) fn of_type_flag(flag: TypeFlag) -> io::Result<i32> {
    Ok(match flag {
        TypeFlag::Nonblock => libc::SOCK_NONBLOCK,
        TypeFlag::Cloexec => libc::SOCK_CLOEXEC,
    })
}

/// [`crate::platform::Capability::TypeFlags`] keeps cases away from this.
#[cfg(not(has_type_flags))]
pub(super) fn of_type_flag(_: TypeFlag) -> io::Result<i32> {
    unsupported()
}

/// The bits of flags.
///
/// # Errors
/// When this platform lacks one of the flags. Cases that use it are not run there.
pub(super) fn of_flags<F: Flag>(flags: Option<&Flags<F>>) -> io::Result<i32> {
    flags.map_or(Some(0), Flags::number).map_or_else(unsupported, Ok)
}
