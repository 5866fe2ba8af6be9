//! The descriptors of sockets.

use super::form::{Form, Written};
use super::helper::Helper;
use super::notation::identifier;
use super::step::Step;
use crate::operation::{Detach, Dup, Fileno, GetInheritable, Inherited, SetInheritable};

pub(super) fn dup(call: &Dup, step: &mut Step) -> Written {
    step.unit.include(&["fcntl.h"]);
    let text = format!("fcntl({}, F_DUPFD_CLOEXEC, 0)", identifier(&call.socket.0));
    Ok(Form::making(identifier(&call.name.0), text))
}

pub(super) fn fileno(call: &Fileno, step: &mut Step) -> Written {
    Ok(number(&call.socket.0, step))
}

/// The descriptor is the number. There is no call, and -1 is no error.
fn number(socket: &str, step: &mut Step) -> Form {
    let socket = identifier(socket);
    let mut form = Form::said_by(socket.clone(), Helper::SayDescriptor, "");
    form.after.extend(step.save.map(|name| step.unit.declare("int", &identifier(name), &socket)));
    form
}

pub(super) fn detach(call: &Detach, step: &mut Step) -> Written {
    let mut form = number(&call.socket.0, step);
    form.after.push(format!("{} = -1;", identifier(&call.socket.0)));
    Ok(form)
}

pub(super) fn get_inheritable(call: &GetInheritable, step: &mut Step) -> Written {
    step.unit.include(&["fcntl.h"]);
    Ok(Form::said_by(format!("fcntl({}, F_GETFD)", identifier(&call.socket.0)), Helper::SayInheritable, ""))
}

pub(super) fn set_inheritable(call: &SetInheritable, step: &mut Step) -> Written {
    step.unit.include(&["fcntl.h"]);
    let flag = if call.inheritable { "0" } else { "FD_CLOEXEC" };
    Ok(Form::plain(format!("fcntl({}, F_SETFD, {flag})", identifier(&call.socket.0))))
}

pub(super) fn inherited(call: &Inherited, step: &mut Step) -> Written {
    let text = format!("{}({})", step.helper(Helper::Inherited), identifier(&call.socket.0));
    Ok(Form::said_by(text, Helper::SayFlag, ""))
}
