//! The options of a socket.

pub(super) mod calls;
mod convert;
mod special;

use std::io;

use super::Performed;
use super::world::Sockets;
use crate::operation::{Filled, Getsockopt, Setsockopt, TakeError, Value};
use crate::platform::error_name::ErrorName;
use calls::{get, set};

pub(super) fn setsockopt(call: &Setsockopt<Filled>, sockets: &Sockets) -> Performed {
    set(&*sockets.find(&call.socket.0)?, call.option.0, &call.value)?;
    Ok(Vec::new())
}

pub(super) fn getsockopt(call: &Getsockopt<Filled>, sockets: &Sockets) -> Performed {
    let value = get(&*sockets.find(&call.socket.0)?, call.option.0)?;
    Ok(vec![value])
}

pub(super) fn take_error(call: &TakeError<Filled>, sockets: &Sockets) -> Performed {
    let error = sockets.find(&call.socket.0)?.take_error()?;
    let name = error.map_or_else(|| "none".to_owned(), |error| ErrorName::of(&error).to_string());
    Ok(vec![Value::Word(name)])
}

/// What the table has no call for. Case files that ask for it are refused, or recorded as "not on this platform".
fn unsupported<T>() -> io::Result<T> {
    Err(io::ErrorKind::Unsupported.into())
}
