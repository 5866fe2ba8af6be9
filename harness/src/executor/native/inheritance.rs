//! Whether child processes inherit a socket.

use std::io;

use socket2::Socket;

use super::failure::{Failure, Performed};
use super::sockets::Sockets;
use crate::operation::{Filled, GetInheritable, Inherited, SetInheritable, Value};
use crate::platform::child::Child;

pub(super) fn get_inheritable(call: &GetInheritable<Filled>, sockets: &Sockets) -> Performed {
    let inheritable = sockets.find(&call.socket.0)?.is_inheritable()?;
    Ok(vec![Value::Flag(inheritable)])
}

pub(super) fn set_inheritable(call: &SetInheritable<Filled>, sockets: &Sockets) -> Performed {
    sockets.find(&call.socket.0)?.set_inheritable(call.inheritable)?;
    Ok(Vec::new())
}

pub(super) fn inherited(call: &Inherited<Filled>, sockets: &Sockets) -> Performed {
    let socket = sockets.find(&call.socket.0)?;
    let impossible = |error| Failure::Impossible(format!("no child process can be started: {error}"));
    let mut child = Child::ask(socket.number()).map_err(impossible)?;
    match sockets.wait(child.call(), || child.read_answer())?.value {
        Some(inherited) => Ok(vec![Value::Flag(inherited)]),
        None => Err(Failure::Impossible("the child process gave no answer".to_owned())),
    }
}

#[cfg(unix)]
pub(super) fn set(socket: &Socket, inheritable: bool) -> io::Result<()> {
    socket.set_cloexec(!inheritable)
}

#[cfg(windows)]
pub(super) fn set(socket: &Socket, inheritable: bool) -> io::Result<()> {
    socket.set_no_inherit(!inheritable)
}
