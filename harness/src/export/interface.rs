//! Interfaces by name and by index.

use super::form::{Form, Written};
use super::helper::Helper;
use super::option::{LOOPBACK, index};
use super::step::Step;
use crate::operation::{IfIndextoname, IfNametoindex, Interface};
use crate::sys::interface::NONEXISTENT_NAME;

pub(super) fn if_nametoindex(call: &IfNametoindex, step: &mut Step) -> Written {
    step.unit.include(&["net/if.h"]);
    let name = if call.interface.0 == Interface::Loopback { LOOPBACK } else { NONEXISTENT_NAME };
    Ok(Form::said_by(format!("if_nametoindex(\"{name}\")"), Helper::SayInterface, ""))
}

pub(super) fn if_indextoname(call: &IfIndextoname, step: &mut Step) -> Written {
    step.unit.include(&["net/if.h"]);
    let index = index(call.interface.0, step);
    Ok(Form::said_by(format!("if_indextoname({index}, (char[IF_NAMESIZE]){{0}})"), Helper::SayName, ""))
}
