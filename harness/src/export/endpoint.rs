//! bind, listen, connect, accept, and the names of the two ends.

use super::form::{Form, NoForm, Written};
use super::helper::Helper;
use super::notation::{identifier, text};
use super::step::{Pointer, Room, Step};
use crate::address::{Family, WrittenPort};
use crate::operation::{
    Accept, AcceptFlag, Bind, Connect, CreateConnection, Disconnect, Getpeername, Getsockname, HoldPort, LimitPort,
    Listen, OrNull, Remote,
};

pub(super) fn bind(call: &Bind, step: &mut Step) -> Written {
    let (before, Pointer { pointer, length }) = step.given(as_given(&call.address, |address| address), call.length)?;
    Ok(Form::plain(format!("bind({}, {pointer}, {length})", identifier(&call.socket.0))).after(before))
}

pub(super) fn listen(call: &Listen, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h"]);
    let backlog = call.backlog.map_or(128, |backlog| backlog.0);
    Ok(Form::plain(format!("listen({}, {backlog})", identifier(&call.socket.0))))
}

pub(super) fn connect(call: &Connect, step: &mut Step) -> Written {
    let (before, Pointer { pointer, length }) =
        step.destination(&call.socket.0, as_given(&call.address, |address| &address.0), call.length)?;
    Ok(Form::plain(format!("connect({}, {pointer}, {length})", identifier(&call.socket.0))).after(before))
}

/// A reference to what is in an argument that may be a null pointer.
pub(super) fn as_given<'a, A, B>(argument: &'a OrNull<A>, part: impl FnOnce(&'a A) -> &'a B) -> OrNull<&'a B> {
    match argument {
        OrNull::Given(given) => OrNull::Given(part(given)),
        OrNull::Null => OrNull::Null,
    }
}

pub(super) fn disconnect(call: &Disconnect, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h"]);
    let nobody = "&(struct sockaddr){.sa_family = AF_UNSPEC}, sizeof(struct sockaddr)";
    Ok(Form::plain(format!("connect({}, {nobody})", identifier(&call.socket.0))))
}

pub(super) fn accept(call: &Accept, step: &mut Step) -> Written {
    let Room { before, arguments: Pointer { pointer, length }, printed, is_told, after } =
        step.room(call.no_name, call.name_room);
    let (server, peer) = (identifier(&call.socket.0), identifier(&call.name.0));
    let flags = match &call.flags {
        Some(flags) if flags.0.is_empty() => Some("0".to_owned()),
        Some(flags) => Some(flags.0.iter().map(AcceptFlag::to_string).collect::<Vec<_>>().join(" | ")),
        None if step.unit.hides_from_children => Some("SOCK_CLOEXEC".to_owned()),
        None => None,
    };
    let text = match flags {
        None => format!("accept({server}, {pointer}, {length})"),
        Some(flags) => format!("accept4({server}, {pointer}, {length}, {flags})"),
    };
    let (say, rest) = said(&printed, is_told);
    Ok(Form { into: Some(peer), after, ..Form::said_by(text, say, rest) }.after(before))
}

/// What prints a name, and what it gets.
fn said(printed: &[String; 3], is_told: bool) -> (Helper, String) {
    match is_told {
        true => (Helper::SayAddressInRoom, printed.join(", ")),
        false => (Helper::SayAddress, printed[..2].join(", ")),
    }
}

pub(super) fn getsockname(call: &Getsockname, step: &mut Step) -> Written {
    let room = step.room(call.no_name, call.name_room);
    Ok(name("getsockname", &call.socket.0, room))
}

pub(super) fn getpeername(call: &Getpeername, step: &mut Step) -> Written {
    let room = step.room(call.no_name, call.name_room);
    Ok(name("getpeername", &call.socket.0, room))
}

fn name(function: &str, socket: &str, room: Room) -> Form {
    let Room { before, arguments: Pointer { pointer, length }, printed, is_told, after } = room;
    let (say, rest) = said(&printed, is_told);
    let text = format!("{function}({}, {pointer}, {length})", identifier(socket));
    Form { after, ..Form::said_by(text, say, rest) }.after(before)
}

pub(super) fn create_connection(call: &CreateConnection, step: &mut Step) -> Written {
    if call.timeout.is_some() {
        return Err(NoForm::of("create_connection with a timeout"));
    }
    if let Remote::Named { .. } = call.address {
        step.unit.speaks(Family::Inet);
        step.unit.speaks(Family::Inet6);
    }
    let (mut before, source) = match &call.source {
        None => (vec![], "NULL, 0".to_owned()),
        Some(source) => {
            let (before, Pointer { pointer, length }) = step.given(OrNull::Given(source), None)?;
            (before, format!("{pointer}, {length}"))
        }
    };
    let text = match &call.address {
        Remote::Address(address) => {
            let (statements, Pointer { pointer, length }) = step.given(OrNull::Given(&address.0), None)?;
            before.extend(statements);
            match call.source {
                None => format!("{}({pointer}, {length})", step.helper(Helper::CreateConnection)),
                Some(_) => format!("{}({pointer}, {length}, {source})", step.helper(Helper::CreateConnectionFrom)),
            }
        }
        Remote::Named { host, port } => {
            let host = host.as_ref().map_or("NULL".to_owned(), |host| text(host.0.as_bytes()));
            let (helper, port) = (step.helper(Helper::CreateConnectionTo), step.port(port));
            format!("{helper}({host}, {port}, {source})")
        }
    };
    Ok(Form::making(identifier(&call.name.0), text).after(before))
}

pub(super) fn hold_port(call: &HoldPort, step: &mut Step) -> Written {
    step.unit.speaks(Family::Inet);
    let Room { printed: [name, length, _], after, .. } = step.room(None, None);
    let text = format!("{}({}, {name}, &{length})", step.helper(Helper::HoldPort), call.kind);
    Ok(Form {
        into: Some(identifier(&call.name.0)),
        after,
        ..Form::said_by(text, Helper::SayAddress, format!("{name}, {length}"))
    })
}

pub(super) fn limit_port(call: &LimitPort, step: &mut Step) -> Written {
    step.unit.include(&["netinet/in.h", "stdint.h"]);
    step.unit.define("IP_LOCAL_PORT_RANGE", "51");
    let WrittenPort::Saved(_) = call.port.0 else { return Err(NoForm::of("limit_port with a number")) };
    let port = step.port(&call.port.0);
    let range = step.common("uint32_t", "range", "");
    let text = format!(
        "setsockopt({}, IPPROTO_IP, IP_LOCAL_PORT_RANGE, &{range}, sizeof {range})",
        identifier(&call.socket.0)
    );
    Ok(Form::plain(text).after(vec![format!("{range} = {port} | {port} << 16;")]))
}
