//! What the system says a socket is.

use std::io;

use socket2::{Socket, Type};

use super::Performed;
use super::lifecycle::{number, protocol as counted};
use super::world::Sockets;
use crate::address::Family;
use crate::operation::{FamilyOf, Filled, Protocol, ProtocolOf, SocketType, TypeOf, Value};
#[cfg(windows)]
use crate::sys;

pub(super) fn family(call: &FamilyOf<Filled>, sockets: &Sockets) -> Performed {
    let number = domain(&*sockets.find(&call.socket.0)?)?;
    Ok(vec![Value::Word(Family::numbered(number).to_string())])
}

pub(super) fn kind(call: &TypeOf<Filled>, sockets: &Sockets) -> Performed {
    let kind = sockets.find(&call.socket.0)?.r#type()?;
    Ok(vec![Value::Word(type_counted(kind).to_string())])
}

pub(super) fn protocol(call: &ProtocolOf<Filled>, sockets: &Sockets) -> Performed {
    let number = protocol_number(&*sockets.find(&call.socket.0)?)?;
    Ok(vec![Value::Word(protocol_counted(number).to_string())])
}

/// The type that the system counts so.
pub(super) fn type_counted(kind: Type) -> SocketType {
    [SocketType::Stream, SocketType::Dgram, SocketType::Seqpacket, SocketType::Raw]
        .into_iter()
        .find(|known| number(*known) == kind)
        .unwrap_or(SocketType::Number(kind.into()))
}

/// The protocol that the system counts so.
pub(super) fn protocol_counted(number: i32) -> Protocol {
    [Protocol::Tcp, Protocol::Udp, Protocol::Icmp, Protocol::Icmpv6]
        .into_iter()
        .find(|known| i32::from(counted(*known)) == number)
        .unwrap_or(Protocol::Number(number))
}

#[cfg(linux_kernel)]
fn domain(socket: &Socket) -> io::Result<i32> {
    socket.domain().map(i32::from)
}

#[cfg(windows)]
fn domain(socket: &Socket) -> io::Result<i32> {
    sys::option::family(socket)
}

#[cfg(not(any(windows, linux_kernel)))]
fn domain(socket: &Socket) -> io::Result<i32> {
    socket.local_addr().map(|name| name.family().into())
}

#[cfg(has_so_protocol)]
pub(super) fn protocol_number(socket: &Socket) -> io::Result<i32> {
    Ok(socket.protocol()?.map_or(0, i32::from))
}

/// [`crate::platform::Capability::SoProtocol`] keeps cases away from it.
#[cfg(not(has_so_protocol))]
pub(super) fn protocol_number(_: &Socket) -> io::Result<i32> {
    Err(io::ErrorKind::Unsupported.into())
}
