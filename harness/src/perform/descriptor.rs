//! The descriptors beneath sockets.

use super::world::{Endpoint, Sockets};
use super::{Failure, Performed};
use crate::operation::{Detach, Dup, Fileno, FromFileno, Value};
use crate::raw;

/// What stands for the descriptor of a closed socket.
const NONE: i64 = -1;

pub(super) fn dup(call: &Dup, sockets: &Sockets) -> Performed {
    let second = sockets.find(&call.socket.0)?.try_clone()?;
    sockets.add(&call.name.0, second);
    Ok(Vec::new())
}

pub(super) fn fileno(call: &Fileno, sockets: &Sockets) -> Performed {
    let number = match &*sockets.find(&call.socket.0)? {
        Endpoint::Open(socket) => raw::descriptor::number(socket),
        Endpoint::Closed(_) => NONE,
    };
    Ok(vec![Value::Descriptor(number)])
}

pub(super) fn detach(call: &Detach, sockets: &Sockets) -> Performed {
    let Some(socket) = sockets.take(&call.socket.0.0)? else {
        return Ok(vec![Value::Descriptor(NONE)]);
    };
    let number = raw::descriptor::number(&socket);
    sockets.detached().push(socket);
    Ok(vec![Value::Descriptor(number)])
}

pub(super) fn from_fileno(call: &FromFileno, sockets: &Sockets) -> Performed {
    let number = call.descriptor.value.unwrap_or(NONE);
    let mut detached = sockets.detached();
    let Some(index) = detached.iter().position(|socket| raw::descriptor::number(socket) == number) else {
        return match sockets.owner(number) {
            Some(name) => Err(Failure::Owned(name)),
            // It was closed since. Another trial may have the number by now, so the system is asked about one that nobody has.
            None => Ok(raw::descriptor::closed().r#type().map(|_| Vec::new())?),
        };
    };
    if call.family.is_none() {
        detached[index].r#type()?;
    }
    sockets.add(&call.name.0, detached.swap_remove(index));
    Ok(Vec::new())
}
