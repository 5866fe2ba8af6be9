//! Making, closing and shutting down sockets.

use super::form::{Form, NoForm, Written};

use super::notation::identifier;
use super::step::Step;

use crate::operation::{Close, OrReference, Shutdown, Socket, Socketpair, TypeFlag};

/// Children inherit nothing by themselves, as in the records.
const CLOEXEC: &str = "SOCK_CLOEXEC";

pub(super) fn socket(call: &Socket, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h"]);
    let (OrReference::Written(family), OrReference::Written(kind)) = (call.family.value(), call.kind.value()) else {
        return Err(NoForm::of("socket with a saved family or type"));
    };
    let protocol = match &call.protocol {
        None => "0".to_owned(),
        Some(OrReference::Written(protocol)) => {
            step.unit.include(&["netinet/in.h"]);
            protocol.to_string()
        }
        Some(OrReference::Saved(_)) => return Err(NoForm::of("socket with a saved protocol")),
    };
    let mut flags: Vec<String> = vec![kind.to_string()];
    flags.extend(call.flags.iter().flat_map(|flags| &flags.0).map(TypeFlag::to_string));
    step.unit.speaks(family);
    if step.unit.hides_from_children && !flags.iter().any(|flag| flag == CLOEXEC) {
        flags.push(CLOEXEC.to_owned());
    }
    let call_text = format!("socket({family}, {}, {protocol})", flags.join(" | "));
    Ok(Form::making(identifier(&call.name.0), call_text))
}

pub(super) fn socketpair(call: &Socketpair, step: &mut Step) -> Written {
    step.unit.include(&["netinet/in.h", "sys/socket.h"]);
    step.unit.speaks(call.family);
    let protocol = call.protocol.map_or("0".to_owned(), |protocol| protocol.to_string());
    let pair = step.common("int", "pair", "[2]");
    let flag = if step.unit.hides_from_children { " | SOCK_CLOEXEC" } else { "" };
    let call_text = format!("socketpair({}, {}{flag}, {protocol}, {pair})", call.family, call.kind);
    let mut form = Form::plain(call_text);
    for (index, name) in call.names.iter().enumerate() {
        let declared = step.unit.declare("int", &identifier(&name.0), &format!("{pair}[{index}]"));
        form.after.push(declared);
    }
    Ok(form)
}

pub(super) fn close(call: &Close, step: &mut Step) -> Written {
    step.unit.include(&["unistd.h"]);
    let socket = identifier(&call.name.0);
    let form = Form::plain(format!("close({socket})"));
    // The number may become that of another descriptor, and the case means none from here on.
    let after = if step.may_be_another(&call.name.0) { vec![format!("{socket} = -1;")] } else { vec![] };
    Ok(Form { after, ..form })
}

pub(super) fn shutdown(call: &Shutdown, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h"]);
    Ok(Form::plain(format!("shutdown({}, {})", identifier(&call.socket.0), call.how)))
}
