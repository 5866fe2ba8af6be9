//! The calls that get and set an option, out of the table of options.

use std::io;

use socket2::Socket;

use super::super::sockets::Sockets;
use super::super::{Performed, unsupported};
use super::convert::{self, IntoValue as _};
use super::special;
use crate::operation::{Getsockopt, OptionName, Setsockopt, Setting, SettingKind, TakeError, Value, options};
use crate::platform::error_name::ErrorName;

pub(crate) fn setsockopt(call: &Setsockopt, sockets: &Sockets) -> Performed {
    set(&*sockets.find(&call.socket.0)?, call.option.0, &call.value)?;
    Ok(Vec::new())
}

pub(crate) fn getsockopt(call: &Getsockopt, sockets: &Sockets) -> Performed {
    let value = get(&*sockets.find(&call.socket.0)?, call.option.0)?;
    Ok(vec![value])
}

pub(crate) fn take_error(call: &TakeError, sockets: &Sockets) -> Performed {
    let error = sockets.find(&call.socket.0)?.take_error()?;
    let name = error.map_or_else(|| "none".to_owned(), |error| ErrorName::of(&error).to_string());
    Ok(vec![Value::Word(name)])
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

/// Makes two functions out of the table: one that sets any option, one that gets any.
macro_rules! calls {
    ($(on $where:meta {
        $($variant:ident = $name:literal: $kind:ident get [$($get:path)?] set [$($set:path)?] $doc:literal;)+
    })+) => {
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
