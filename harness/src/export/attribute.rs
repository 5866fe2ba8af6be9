//! What the system says a socket is.

use super::form::{Form, NoForm, Written};
use super::helper::Helper;
use super::notation::identifier;
use super::step::Step;

pub(super) fn family(socket: &str, step: &mut Step) -> Written {
    asked(socket, "SO_DOMAIN", Helper::FamilyName, step)
}

pub(super) fn kind(socket: &str, step: &mut Step) -> Written {
    asked(socket, "SO_TYPE", Helper::TypeName, step)
}

pub(super) fn protocol(socket: &str, step: &mut Step) -> Written {
    asked(socket, "SO_PROTOCOL", Helper::ProtocolName, step)
}

/// An option that is a number, and that has a name.
pub(super) fn asked(socket: &str, option: &str, name: Helper, step: &mut Step) -> Result<Form, NoForm> {
    step.unit.include(&["sys/socket.h"]);
    let (value, size) = (step.common("int", "value", ""), step.common("socklen_t", "size", ""));
    let text = format!("getsockopt({}, SOL_SOCKET, {option}, &{value}, &{size})", identifier(socket));
    let word = format!("{}({value})", step.helper(name));
    Ok(Form::worded(text, &word).after(vec![format!("{size} = sizeof {value};")]))
}
