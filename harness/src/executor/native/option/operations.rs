//! Getting and setting options, and taking the error of a socket.

use super::super::failure::{Failure, Performed};
use super::super::sockets::Sockets;
use super::calls;
use crate::operation::{
    Filled, Getsockopt, GetsockoptBytes, LeftOut, LimitPort, OptionBytes, OptionLength, OptionName, PendingError,
    RawOption, Setsockopt, SetsockoptBytes, Setting, TakeError, Value, Word,
};
use crate::platform::error_name::ErrorName;
use crate::sys::option::{Answer, Number, RawValue, Without};

pub(crate) fn setsockopt(call: &Setsockopt<Filled>, sockets: &Sockets) -> Performed {
    let socket = sockets.find(&call.socket.0)?;
    socket.set_option(&sockets.gate().change(&socket, call.option.0, &call.value)?)?;
    Ok(Vec::new())
}

/// Both halves of the number are the port: ip(7), IP_LOCAL_PORT_RANGE.
pub(crate) fn limit_port(call: &LimitPort<Filled>, sockets: &Sockets) -> Performed {
    let socket = sockets.find(&call.socket.0)?;
    let port = i64::from(call.port.0.number());
    let range = Setting::Number(port | port << 16);
    socket.set_option(&sockets.gate().change(&socket, OptionName::LocalPortRange, &range)?)?;
    Ok(Vec::new())
}

pub(crate) fn getsockopt(call: &Getsockopt<Filled>, sockets: &Sockets) -> Performed {
    let value = sockets.find(&call.socket.0)?.option(call.option.0)?;
    Ok(vec![value])
}

pub(crate) fn setsockopt_bytes(call: &SetsockoptBytes<Filled>, sockets: &Sockets) -> Performed {
    let socket = sockets.find(&call.socket.0)?;
    let bytes = call.value.as_ref().map(OptionBytes::bytes);
    let given = bytes.as_ref().map_or(0, |bytes| bytes.len() as i32);
    let value = RawValue::new(bytes.as_deref(), call.length.map_or(given, length));
    socket.set_option(&sockets.gate().raw_change(&socket, number(call.option)?, value)?)?;
    Ok(Vec::new())
}

pub(crate) fn getsockopt_bytes(call: &GetsockoptBytes<Filled>, sockets: &Sockets) -> Performed {
    let socket = sockets.find(&call.socket.0)?;
    let asked = sockets.gate().asked(&socket, number(call.option)?)?;
    let without = call.without.map(|pointer| match pointer {
        LeftOut::Buffer => Without::Buffer,
        LeftOut::Length => Without::Length,
    });
    let Answer { bytes, length } = socket.raw_option(&asked, self::length(call.room), without)?;
    Ok(vec![Value::Data(bytes), Value::Number(length as i64)])
}

/// The number of an option on this system.
fn number(option: RawOption) -> Result<Number, Failure> {
    match option {
        RawOption::Numbered { level, name } => Ok(Number { level: calls::level(level), name }),
        RawOption::Named(option) => {
            let no_bytes = || Failure::Impossible(format!("`{option}` is more than bytes here"));
            calls::number_of(option).ok_or_else(no_bytes)
        }
    }
}

/// A length, which the type of the argument holds to 32 bits.
fn length(length: OptionLength) -> i32 {
    i32::try_from(length.0).unwrap_or(i32::MAX)
}

pub(crate) fn take_error(call: &TakeError<Filled>, sockets: &Sockets) -> Performed {
    let error = sockets.find(&call.socket.0)?.take_error()?;
    Ok(vec![Value::Word(Word::PendingError(PendingError(error.as_ref().map(ErrorName::of))))])
}
