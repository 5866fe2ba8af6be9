//! The options of a socket.

mod convert;
mod special;

use std::io;

use socket2::Socket;

use super::Performed;
use super::world::Sockets;
use crate::operation::{Filled, Getsockopt, OptionName, Setsockopt, Setting, SettingKind, TakeError, Value, options};
use crate::platform::error_name::ErrorName;
use convert::IntoValue as _;

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

macro_rules! call_set {
    ($socket:ident, $setting:ident) => {
        unsupported()
    };
    ($socket:ident, $setting:ident, $call:path) => {
        $call($socket, convert::take($setting)?)
    };
}

macro_rules! call_get {
    ($socket:ident, $kind:ident) => {
        unsupported()
    };
    ($socket:ident, $kind:ident, $call:path) => {
        Ok($call($socket)?.into_value(SettingKind::$kind))
    };
}

/// Two matches over all options, out of the calls of the table.
macro_rules! calls {
    ($(on $where:meta { $($variant:ident = $name:literal: $kind:ident get [$($get:path)?] set [$($set:path)?] $doc:literal;)+ })+) => {
        fn set(socket: &Socket, option: OptionName, setting: &Setting) -> io::Result<()> {
            match option {
                $($(#[cfg($where)] OptionName::$variant => call_set!(socket, setting $(, $set)?),)+
                #[cfg(not($where))] $(OptionName::$variant)|+ => unsupported(),)+
            }
        }

        fn get(socket: &Socket, option: OptionName) -> io::Result<Value> {
            match option {
                $($(#[cfg($where)] OptionName::$variant => call_get!(socket, $kind $(, $get)?),)+
                #[cfg(not($where))] $(OptionName::$variant)|+ => unsupported(),)+
            }
        }
    };
}
options!(calls);
