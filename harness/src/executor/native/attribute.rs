//! The family, type and protocol of a socket, as the system knows them.

use std::io;

use socket2::Socket;

use super::failure::Performed;
use super::numbers;
use super::sockets::Sockets;
use crate::address::Family;
use crate::operation::{FamilyOf, Filled, ProtocolOf, TypeOf, Value, Vocabulary, Word};
#[cfg(windows)]
use crate::sys;

pub(super) fn family(call: &FamilyOf<Filled>, sockets: &Sockets) -> Performed {
    let number = sockets.find(&call.socket.0)?.family()?;
    Ok(vec![Value::Word(Word::of(Vocabulary::Family, &Family::numbered(number)))])
}

pub(super) fn kind(call: &TypeOf<Filled>, sockets: &Sockets) -> Performed {
    let kind = sockets.find(&call.socket.0)?.r#type()?;
    Ok(vec![Value::Word(Word::of(Vocabulary::SocketType, &numbers::to_type(kind)))])
}

pub(super) fn protocol(call: &ProtocolOf<Filled>, sockets: &Sockets) -> Performed {
    let number = sockets.find(&call.socket.0)?.protocol()?;
    Ok(vec![Value::Word(Word::of(Vocabulary::Protocol, &numbers::to_protocol(number)))])
}

#[cfg(linux_kernel)]
pub(super) fn domain(socket: &Socket) -> io::Result<i32> {
    socket.domain().map(i32::from)
}

#[cfg(windows)]
pub(super) fn domain(socket: &Socket) -> io::Result<i32> {
    sys::option::family(socket)
}

#[cfg(not(any(windows, linux_kernel)))]
pub(super) fn domain(socket: &Socket) -> io::Result<i32> {
    socket.local_addr().map(|name| name.family().into())
}

#[cfg(has_so_protocol)]
pub(super) fn ask_protocol(socket: &Socket) -> io::Result<i32> {
    Ok(socket.protocol()?.map_or(0, i32::from))
}

/// [`crate::platform::Capability::SoProtocol`] keeps cases away from this.
#[cfg(not(has_so_protocol))]
pub(super) fn ask_protocol(_: &Socket) -> io::Result<i32> {
    super::failure::unsupported()
}
