//! The mode of a socket, and how long its last call took. What ends a call in each mode stands in `sockets::blocking`.

use std::time::Duration;

use super::failure::Performed;
use super::sockets::Sockets;
use crate::operation::{Filled, Gettimeout, Setblocking, Settimeout, Timeout, Value, Waited, Word};

pub(super) fn setblocking(call: &Setblocking<Filled>, sockets: &Sockets) -> Performed {
    sockets.set_timeout(&call.socket.0, (!call.blocking).then_some(Duration::ZERO))?;
    Ok(Vec::new())
}

pub(super) fn settimeout(call: &Settimeout<Filled>, sockets: &Sockets) -> Performed {
    sockets.set_timeout(&call.socket.0, call.timeout.0)?;
    Ok(Vec::new())
}

pub(super) fn gettimeout(call: &Gettimeout<Filled>, sockets: &Sockets) -> Performed {
    let timeout = Timeout(sockets.timeout(&call.socket.0)?);
    Ok(vec![Value::Word(Word::Timeout(timeout))])
}

pub(super) fn waited(call: &Waited<Filled>, sockets: &Sockets) -> Performed {
    Ok(vec![Value::Elapsed(sockets.waited(&call.socket.0)?)])
}
