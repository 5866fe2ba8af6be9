//! Making and unmaking sockets.

use std::net::Shutdown as Directions;

use socket2::{Domain, Protocol, Socket as System, Type};

use super::Performed;
use super::world::Sockets;
use crate::operation::{self, Close, How, Shutdown, Socket, SocketType, Socketpair};

pub(super) fn socket(call: &Socket, sockets: &Sockets) -> Performed {
    let protocol = call.protocol.as_ref().map(|protocol| self::protocol(protocol.get()));
    let socket = System::new(Domain::from(call.family.get().number()), number(call.kind.get()), protocol)?;
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
    Err(std::io::Error::from(std::io::ErrorKind::Unsupported).into())
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
