//! Second descriptors of a socket, descriptors as numbers, and descriptors that change hands.

use super::failure::{Failure, Performed};
use super::gate::Held;
use super::sockets::{NamedSocket, Release, Sockets};
use crate::operation::{Detach, Dup, Fileno, Filled, FromFileno, Value};

/// The descriptor of a closed socket, as Python's sockets have it.
const NONE: i64 = -1;

pub(super) fn dup(call: &Dup<Filled>, sockets: &Sockets) -> Performed {
    let second = sockets.find(&call.socket.0)?.dup()?;
    sockets.add(&call.name.0, second);
    sockets.copy_timeout(&call.socket.0, &call.name.0);
    Ok(Vec::new())
}

pub(super) fn fileno(call: &Fileno<Filled>, sockets: &Sockets) -> Performed {
    let number = match &*sockets.find(&call.socket.0)? {
        NamedSocket::Open(socket) => socket.number(),
        NamedSocket::Closed(_) => NONE,
    };
    Ok(vec![Value::Descriptor(number)])
}

pub(super) fn detach(call: &Detach<Filled>, sockets: &Sockets) -> Performed {
    let name = &call.socket.0;
    let number = match sockets.release(name)? {
        Release::Socket(socket) => sockets.unnamed().add_socket(socket),
        Release::InCall(_) => return Err(Failure::Impossible(format!("`{name}` is in use by a started call"))),
        Release::InFile => {
            return Err(Failure::Impossible(format!("`{name}` has a file object: close that first")));
        }
        Release::AlreadyClosed => NONE,
    };
    Ok(vec![Value::Descriptor(number)])
}

pub(super) fn from_fileno(call: &FromFileno<Filled>, sockets: &Sockets) -> Performed {
    let number = call.descriptor.0;
    let mut unnamed = sockets.unnamed();
    let asked = if unnamed.has(number) {
        Held::borrowed(number)
    } else if let Some(name) = sockets.name_of(number) {
        return Err(Failure::Impossible(format!("the descriptor is still that of `{name}`: detach it first")));
    } else {
        // It was closed since. By now another trial may have the number, so that the system is asked about a number
        // that no descriptor can have.
        Held::closed()
    };
    if call.family.is_none() {
        asked.r#type()?;
    }
    sockets.add(&call.name.0, unnamed.take_as_socket(number)?);
    Ok(Vec::new())
}
