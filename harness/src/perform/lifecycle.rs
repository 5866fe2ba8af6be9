//! Making and unmaking sockets.

use std::io;
use std::net::Shutdown as Directions;

use socket2::{Domain, Protocol, Socket as System, Type};

use super::world::Sockets;
use super::{Failure, Performed};
use crate::address::Family;
use crate::operation::{self, Close, CreateConnection, How, Shutdown, Socket, SocketType, Socketpair};

pub(super) fn socket(call: &Socket, sockets: &Sockets) -> Performed {
    let socket = make(call.family, call.kind, call.protocol)?;
    sockets.add(&call.name.0, socket);
    Ok(Vec::new())
}

#[cfg(unix)]
pub(super) fn socketpair(call: &Socketpair, sockets: &Sockets) -> Performed {
    let (domain, kind) = (Domain::from(call.family.number()), number(call.kind));
    let (first, second) = System::pair(domain, kind, call.protocol.map(protocol))?;
    for (name, socket) in call.names.iter().zip([first, second]) {
        sockets.add(&name.0, socket);
    }
    Ok(Vec::new())
}

/// There is none, and [`crate::platform::Capability::Socketpair`] keeps cases away from it.
#[cfg(not(unix))]
pub(super) fn socketpair(_: &Socketpair, _: &Sockets) -> Performed {
    Err(io::Error::from(io::ErrorKind::Unsupported).into())
}

pub(super) fn create_connection(call: &CreateConnection, sockets: &Sockets) -> Performed {
    let family = call.address.0.family();
    let family = family.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    let socket = make(family, SocketType::Stream, None)?;
    sockets.add(&call.name.0, socket);
    let address = sockets.destination(&call.name.0, &call.address)?;
    sockets.connect(&call.name.0, &address)?;
    Ok(Vec::new())
}

pub(super) fn close(call: &Close, sockets: &Sockets) -> Performed {
    sockets.close(&call.socket.0.0)?;
    Ok(Vec::new())
}

pub(super) fn shutdown(call: &Shutdown, sockets: &Sockets) -> Performed {
    let how = match call.how {
        How::Read => Directions::Read,
        How::Write => Directions::Write,
        How::Both => Directions::Both,
    };
    sockets.find(&call.socket.0)?.shutdown(how)?;
    Ok(Vec::new())
}

fn make(family: Family, kind: SocketType, protocol: Option<operation::Protocol>) -> Result<System, Failure> {
    let domain = Domain::from(family.number());
    Ok(System::new(domain, number(kind), protocol.map(self::protocol))?)
}

/// The number of a type.
pub(super) fn number(kind: SocketType) -> Type {
    match kind {
        SocketType::Stream => Type::STREAM,
        SocketType::Dgram => Type::DGRAM,
        SocketType::Seqpacket => Type::SEQPACKET,
        SocketType::Raw => Type::RAW,
        SocketType::Number(number) => Type::from(number),
    }
}

/// The number of a protocol.
pub(super) fn protocol(protocol: operation::Protocol) -> Protocol {
    match protocol {
        operation::Protocol::Tcp => Protocol::TCP,
        operation::Protocol::Udp => Protocol::UDP,
        operation::Protocol::Icmp => Protocol::ICMPV4,
        operation::Protocol::Icmpv6 => Protocol::ICMPV6,
        operation::Protocol::Number(number) => Protocol::from(number),
    }
}
