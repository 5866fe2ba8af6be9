//! Making and unmaking sockets.

use std::io;
use std::net::Shutdown as Directions;

use socket2::{Domain, Protocol, Socket as System, Type};

use super::Performed;
use super::buffered::FileObject;
use super::world::{Sockets, Taken};
use crate::operation::{self, Close, Filled, How, Shutdown, Socket, SocketType, Socketpair, TypeFlag};
use crate::platform::child;
use crate::sys;
use crate::sys::interrupt::Call;

pub(super) fn socket(call: &Socket<Filled>, sockets: &Sockets) -> Performed {
    let flags = call.flags.iter().flat_map(|flags| &flags.0);
    let flags = flags.map(|flag| self::flag(*flag)).try_fold(0, |all, flag| Ok::<_, io::Error>(all | flag?))?;
    let kind = Type::from(i32::from(number(call.kind.value())) | flags);
    let protocol = call.protocol.as_ref().map(|protocol| self::protocol(*protocol));
    let socket = System::new(Domain::from(call.family.value().number()), kind, protocol)?;
    sockets.add(&call.name.0, socket);
    Ok(Vec::new())
}

#[cfg(unix)]
pub(super) fn socketpair(call: &Socketpair<Filled>, sockets: &Sockets) -> Performed {
    let (domain, kind) = (Domain::from(call.family.number()), number(call.kind));
    let (first, second) = System::pair(domain, kind, call.protocol.map(protocol))?;
    for (name, socket) in call.names.iter().zip([first, second]) {
        sockets.add(&name.0, socket);
    }
    Ok(Vec::new())
}

/// There is none, and [`crate::platform::Capability::Socketpair`] keeps cases away from it.
#[cfg(not(unix))]
pub(super) fn socketpair(_: &Socketpair<Filled>, _: &Sockets) -> Performed {
    Err(io::Error::from(io::ErrorKind::Unsupported).into())
}

pub(super) fn close(call: &Close<Filled>, sockets: &Sockets) -> Performed {
    let name = &call.name.0;
    if sockets.files().contains_key(name) {
        return close_file(name, sockets);
    }
    let _no_child_keeps_it_open = child::exclude();
    match sockets.take(name)? {
        Taken::Socket(socket) => {
            // It may linger (SO_LINGER of socket(7)). Whether or not something ends that, the descriptor is gone after one call.
            let mut socket = Some(socket);
            sockets.wait(Call::of_this_thread(), || socket.take().map_or(Ok(()), sys::descriptor::close))?;
        }
        Taken::InUse => {}
        Taken::Nothing => sys::descriptor::close_again()?,
    }
    Ok(Vec::new())
}

/// Sends what is left in a file object and lets go of it, be it sent or not.
fn close_file(name: &str, sockets: &Sockets) -> Performed {
    let flushed = sockets.with_file(name, FileObject::flush);
    let _no_child_keeps_it_open = child::exclude();
    sockets.files().remove(name);
    flushed.map(|()| Vec::new())
}

pub(super) fn shutdown(call: &Shutdown<Filled>, sockets: &Sockets) -> Performed {
    let how = match call.how {
        How::Read => Directions::Read,
        How::Write => Directions::Write,
        How::Both => Directions::Both,
    };
    sockets.find(&call.socket.0)?.shutdown(how)?;
    Ok(Vec::new())
}

/// The type as the system counts it.
pub(super) fn number(kind: SocketType) -> Type {
    match kind {
        SocketType::Stream => Type::STREAM,
        SocketType::Dgram => Type::DGRAM,
        SocketType::Seqpacket => Type::SEQPACKET,
        SocketType::Raw => Type::RAW,
        SocketType::Number(number) => Type::from(number),
    }
}

/// The flag as the system counts it.
#[cfg(has_type_flags)]
#[expect(clippy::unnecessary_wraps, reason = "a platform without type flags has none to give")]
fn flag(flag: TypeFlag) -> io::Result<i32> {
    Ok(match flag {
        TypeFlag::Nonblock => libc::SOCK_NONBLOCK,
        TypeFlag::Cloexec => libc::SOCK_CLOEXEC,
    })
}

/// There is none, and [`crate::platform::Capability::TypeFlags`] keeps cases away from it.
#[cfg(not(has_type_flags))]
fn flag(_: TypeFlag) -> io::Result<i32> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The protocol as the system counts it.
pub(super) fn protocol(protocol: operation::Protocol) -> Protocol {
    match protocol {
        operation::Protocol::Tcp => Protocol::TCP,
        operation::Protocol::Udp => Protocol::UDP,
        operation::Protocol::Icmp => Protocol::ICMPV4,
        operation::Protocol::Icmpv6 => Protocol::ICMPV6,
        operation::Protocol::Number(number) => Protocol::from(number),
    }
}
