//! The words of a case and the numbers of this platform: types, protocols and flags.

use std::io;

use socket2::{Protocol as ProtocolNumber, Type};

use super::failure::unsupported;
use crate::operation::{AcceptFlag, AcceptFlags, Flag, Flags, Protocol, SocketType, TypeFlag};
use crate::platform::constant;

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
    ProtocolNumber::from(protocol.number())
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

/// The bits of the flags of accept4.
pub(super) fn of_accept_flags(flags: &AcceptFlags) -> io::Result<i32> {
    let number = |flag: &AcceptFlag| match flag {
        AcceptFlag::Nonblock => of_type_flag(TypeFlag::Nonblock),
        AcceptFlag::Cloexec => of_type_flag(TypeFlag::Cloexec),
        AcceptFlag::Number(number) => Ok(*number),
    };
    flags.0.iter().try_fold(0, |all, flag| Ok(all | number(flag)?))
}

/// The bits of flags, 0 for no flags.
///
/// # Errors
/// When this platform lacks one of the flags. Cases that use it are not run there.
pub(super) fn of_flags<F: Flag>(flags: Option<&Flags<F>>) -> io::Result<i32> {
    let mut flags = flags.iter().flat_map(|flags| &flags.0);
    flags.try_fold(0, |all, flag| Some(all | of_flag(*flag)?)).map_or_else(unsupported, Ok)
}

/// The flags with these bits, in the order in which they are declared. Bits without a name become one number.
pub(super) fn to_flags<F: Flag>(bits: i32) -> Flags<F> {
    let named = F::NAMES.iter().filter_map(|name| name.parse::<F>().ok());
    let is_set = |flag: &F| of_flag(*flag).is_some_and(|bit| bits & bit != 0);
    let mut flags: Vec<F> = named.filter(is_set).collect();
    let rest = flags.iter().filter_map(|flag| of_flag(*flag)).fold(bits, |rest, bit| rest & !bit);
    if rest != 0 {
        flags.extend(rest.to_string().parse::<F>());
    }
    Flags(flags)
}

/// The number of a flag, if this platform has it.
fn of_flag<F: Flag>(flag: F) -> Option<i32> {
    let name = flag.to_string();
    name.parse().ok().or_else(|| constant::number(F::PREFIX, &name))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::fault::Fault;
    use crate::operation::MessageFlag;

    #[rstest]
    #[case::nothing("none")]
    #[case::two("MSG_TRUNC|MSG_CTRUNC")]
    #[case::unnamed("MSG_OOB|8388608")]
    fn every_bit_comes_back(#[case] text: &str) -> Result<(), Fault> {
        let named = Flags::<MessageFlag>::named(text)?;
        assert_eq!(of_flags(Some(&named)).map(to_flags).ok(), Some(named));
        Ok(())
    }
}
