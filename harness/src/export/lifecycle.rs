//! Making, closing and shutting down sockets.

use super::form::{Form, Written};

use super::notation::identifier;
use super::step::Step;

use crate::operation::{Close, OrReference, Shutdown, Socket, Socketpair, TypeFlag};

/// Children inherit nothing by themselves, as in the records.
const CLOEXEC: &str = "SOCK_CLOEXEC";

pub(super) fn socket(call: &Socket, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h"]);
    let family = reference(&call.family.value(), "ai_family");
    let protocol = call.protocol.as_ref().map_or("0".to_owned(), |protocol| reference(protocol, "ai_protocol"));
    step.unit.include(&["netinet/in.h"]);
    let mut flags: Vec<String> = vec![reference(&call.kind.value(), "ai_socktype")];
    flags.extend(call.flags.iter().flat_map(|flags| &flags.0).map(TypeFlag::to_string));
    if let Some(family) = call.family.value().written() {
        step.unit.speaks(family);
    }
    if step.unit.hides_from_children && !flags.iter().any(|flag| flag == CLOEXEC) {
        flags.push(CLOEXEC.to_owned());
    }
    let call_text = format!("socket({family}, {}, {protocol})", flags.join(" | "));
    Ok(Form::making(identifier(&call.name.0), call_text))
}

/// A constant, or that of an answer of getaddrinfo.
fn reference<A: std::fmt::Display>(constant: &OrReference<A>, field: &str) -> String {
    match constant {
        OrReference::Written(constant) => constant.to_string(),
        OrReference::Saved(name) => {
            let answer = name.rsplit_once('.').map_or(name.as_str(), |(answer, _)| answer);
            format!("{}->{field}", identifier(answer))
        }
    }
}

pub(super) fn socketpair(call: &Socketpair, step: &mut Step) -> Written {
    step.unit.include(&["netinet/in.h", "sys/socket.h"]);
    step.unit.speaks(call.family);
    let protocol = call.protocol.map_or("0".to_owned(), |protocol| protocol.to_string());
    let pair = step.common("int", "pair", "[2]");
    let flag = if step.unit.hides_from_children { " | SOCK_CLOEXEC" } else { "" };
    let call_text = format!("socketpair({}, {}{flag}, {protocol}, {pair})", call.family, call.kind);
    let mut form = Form::plain(call_text).after(vec![format!("{pair}[0] = {pair}[1] = -1;")]);
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
