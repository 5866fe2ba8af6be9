//! Getting and setting options, and taking the error of a socket.

use super::super::failure::Performed;
use super::super::sockets::Sockets;
use crate::operation::{Filled, Getsockopt, PendingError, Setsockopt, TakeError, Value, Word};
use crate::platform::error_name::ErrorName;

pub(crate) fn setsockopt(call: &Setsockopt<Filled>, sockets: &Sockets) -> Performed {
    sockets.find(&call.socket.0)?.set_option(&sockets.gate().change(call.option.0, &call.value)?)?;
    Ok(Vec::new())
}

pub(crate) fn getsockopt(call: &Getsockopt<Filled>, sockets: &Sockets) -> Performed {
    let value = sockets.find(&call.socket.0)?.option(call.option.0)?;
    Ok(vec![value])
}

pub(crate) fn take_error(call: &TakeError<Filled>, sockets: &Sockets) -> Performed {
    let error = sockets.find(&call.socket.0)?.take_error()?;
    Ok(vec![Value::Word(Word::PendingError(PendingError(error.as_ref().map(ErrorName::of))))])
}
