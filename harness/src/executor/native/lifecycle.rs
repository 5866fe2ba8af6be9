//! Making, closing and shutting down sockets.

use std::io;

use super::failure::Performed;
use super::gate::Held;
use super::numbers;
use super::sockets::{FileObject, Release, Sockets};
use crate::operation::{Close, Filled, Protocol, Shutdown, Socket, Socketpair};
use crate::sys;

pub(super) fn socket(call: &Socket<Filled>, sockets: &Sockets) -> Performed {
    let flags = call.flags.iter().flat_map(|flags| &flags.0);
    let flags =
        flags.map(|flag| numbers::of_type_flag(*flag)).try_fold(0, |all, flag| Ok::<_, io::Error>(all | flag?))?;
    let kind = i32::from(numbers::of_type(call.kind.value())) | flags;
    let socket = Held::socket(call.family.value().number(), kind, call.protocol.map(Protocol::number))?;
    sockets.add(&call.name.0, socket);
    Ok(Vec::new())
}

#[cfg(unix)]
pub(super) fn socketpair(call: &Socketpair<Filled>, sockets: &Sockets) -> Performed {
    let kind = numbers::of_type(call.kind).into();
    let pair = Held::pair(call.family.number(), kind, call.protocol.map(Protocol::number))?;
    for (name, socket) in call.names.iter().zip(pair) {
        sockets.add(&name.0, socket);
    }
    Ok(Vec::new())
}

/// [`crate::platform::Capability::Socketpair`] keeps cases away from this.
#[cfg(not(unix))]
pub(super) fn socketpair(_: &Socketpair<Filled>, _: &Sockets) -> Performed {
    Ok(super::failure::unsupported()?)
}

pub(super) fn close(call: &Close<Filled>, sockets: &Sockets) -> Performed {
    let name = &call.name.0;
    if sockets.files().contains_key(name) {
        return close_file(name, sockets);
    }
    match sockets.release(name)? {
        Release::Socket(socket) => sockets.close(&socket),
        Release::InCall(socket) => sockets.close(&socket),
        Release::InFile => Ok(Vec::new()),
        Release::AlreadyClosed => Ok(sys::descriptor::close_again().map(|()| Vec::new())?),
    }
}

/// Sends what is left in a file object, and closes the object even if that fails.
fn close_file(name: &str, sockets: &Sockets) -> Performed {
    let deadline = sockets.begin();
    let flushed = sockets.with_file_by(deadline, name, FileObject::flush);
    let closed = sockets.release_file(name).map(|socket| sockets.close_with_file(deadline, &socket));
    flushed.and(closed.unwrap_or_else(|| Ok(Vec::new())))
}

pub(super) fn shutdown(call: &Shutdown<Filled>, sockets: &Sockets) -> Performed {
    sockets.find(&call.socket.0)?.shutdown(call.how.number())?;
    Ok(Vec::new())
}
