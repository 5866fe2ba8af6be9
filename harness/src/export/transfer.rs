//! Sending and receiving.

use super::endpoint::as_given;
use super::form::{Form, NoForm, Written};
use super::helper::Helper;
use super::notation::{identifier, text};
use super::step::{Pointer, Room, Step};
use crate::operation::{
    BufferSlice, Data, Flags, MessageFlag, Recv, RecvInto, Recvfrom, RecvfromInto, Send, Sendall, Sendto, Size,
};

/// The size of a buffer in bytes, unless the case says it.
const BUFFER: usize = 1024;

impl Step<'_> {
    /// Data, after statements that make it: an expression for the bytes, and one for their number.
    pub(super) fn data(&mut self, data: &Data) -> (Vec<String>, String, String) {
        let bytes = data.bytes();
        match data {
            Data::Repeat { text: repeated, .. } if bytes.len() > 64 => {
                let name = self.unit.fresh("data");
                self.unit.globals.push(format!("static char {name}[{}];", bytes.len()));
                let (fill, repeated) = (self.helper(Helper::Fill), repeated.as_bytes());
                let fill = format!("{fill}({name}, sizeof {name}, {}, {});", text(repeated), repeated.len());
                (vec![fill], name.clone(), format!("sizeof {name}"))
            }
            Data::Text(_) | Data::Hex(_) | Data::Repeat { .. } => (vec![], text(&bytes), bytes.len().to_string()),
        }
    }
}

/// The flags of a call.
pub(super) fn flags(flags: Option<&Flags<MessageFlag>>) -> String {
    let names: Vec<String> = flags.iter().flat_map(|flags| &flags.0).map(MessageFlag::to_string).collect();
    if names.is_empty() { "0".to_owned() } else { names.join(" | ") }
}

pub(super) fn send(call: &Send, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h"]);
    step.unit.sends = true;
    let (before, data, length) = step.data(&call.data);
    let text = format!("send({}, {data}, {length}, {})", identifier(&call.socket.0), flags(call.flags.as_ref()));
    Ok(Form::said_by(text, Helper::SayNumber, "").after(before))
}

pub(super) fn sendall(call: &Sendall, step: &mut Step) -> Written {
    step.unit.sends = true;
    let (before, data, length) = step.data(&call.data);
    let function = step.helper(Helper::Sendall);
    let text = format!("{function}({}, {data}, {length}, {})", identifier(&call.socket.0), flags(call.flags.as_ref()));
    Ok(Form::plain(text).after(before))
}

pub(super) fn sendto(call: &Sendto, step: &mut Step) -> Written {
    step.unit.sends = true;
    let (mut before, data, size) = step.data(&call.data);
    let (statements, Pointer { pointer, length }) =
        step.destination(&call.socket.0, as_given(&call.address, |address| &address.0), call.length)?;
    before.extend(statements);
    let (socket, flags) = (identifier(&call.socket.0), flags(call.flags.as_ref()));
    let text = format!("sendto({socket}, {data}, {size}, {flags}, {pointer}, {length})");
    Ok(Form::said_by(text, Helper::SayNumber, "").after(before))
}

pub(super) fn recv(call: &Recv, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h"]);
    let size = size_of(call.size);
    let waits_for_all = call.flags.as_ref().is_some_and(|flags| flags.0.contains(&MessageFlag::Waitall));
    if step.unit.has_own_deadline && (waits_for_all || size == 0) {
        return Err(NoForm::of("recv that a deadline ends after a part of its work"));
    }
    let buffer = step.buffer(size);
    let text = format!("recv({}, {buffer}, {size}, {})", identifier(&call.socket.0), flags(call.flags.as_ref()));
    let between = step.cut_to(size, call.flags.as_ref());
    Ok(Form { between, ..Form::said_by(text, Helper::SayData, buffer) })
}

impl Step<'_> {
    /// With MSG_TRUNC, a call returns how long the datagram was: what is printed ends with the buffer.
    pub(super) fn cut_to(&mut self, size: usize, flags: Option<&Flags<MessageFlag>>) -> Vec<String> {
        let truncates = flags.is_some_and(|flags| flags.0.contains(&MessageFlag::Trunc));
        if truncates { vec![format!("RESULT = RESULT > {size} ? {size} : RESULT;")] } else { vec![] }
    }
}

fn size_of(size: Option<Size>) -> usize {
    size.map_or(BUFFER, Size::count)
}

pub(super) fn recvfrom(call: &Recvfrom, step: &mut Step) -> Written {
    let size = size_of(call.size);
    let buffer = step.buffer(size);
    let Room { before, arguments: Pointer { pointer, length }, printed, after, .. } =
        step.room(call.no_name, call.name_room);
    let (socket, flags) = (identifier(&call.socket.0), flags(call.flags.as_ref()));
    let text = format!("recvfrom({socket}, {buffer}, {size}, {flags}, {pointer}, {length})");
    let between = step.cut_to(size, call.flags.as_ref());
    let form = Form::said_by(text, Helper::SayReceived, format!("{buffer}, {}", printed.join(", ")));
    Ok(Form { between, after, ..form }.after(before))
}

impl Step<'_> {
    /// A buffer with content: statements that make it, its name, the part that a call may use, and its size.
    fn content(&mut self, into: &BufferSlice) -> (Vec<String>, String, String) {
        let bytes = into.buffer.bytes();
        let name = self.unit.fresh("content");
        self.unit.include(&["string.h"]);
        self.unit.globals.push(format!("static char {name}[{}];", bytes.len().max(1)));
        let (mut before, data, length) = self.data(&into.buffer);
        before.push(format!("memcpy({name}, {data}, {length});"));
        let part = match into.range.start {
            0 => name.clone(),
            start => format!("{name} + {start}"),
        };
        let part = format!("{part}, {}", into.range.len());
        (before, part, format!("{name}, {}", bytes.len()))
    }
}

pub(super) fn recv_into(call: &RecvInto, step: &mut Step) -> Written {
    step.unit.include(&["sys/socket.h"]);
    let (before, part, whole) = step.content(&call.into);
    let text = format!("recv({}, {part}, {})", identifier(&call.socket.0), flags(call.flags.as_ref()));
    Ok(Form::said_by(text, Helper::SayBuffer, whole).after(before))
}

pub(super) fn recvfrom_into(call: &RecvfromInto, step: &mut Step) -> Written {
    let (mut before, part, whole) = step.content(&call.into);
    let Room { before: room, arguments: Pointer { pointer, length }, printed, after, .. } =
        step.room(call.no_name, call.name_room);
    before.extend(room);
    let (socket, flags) = (identifier(&call.socket.0), flags(call.flags.as_ref()));
    let text = format!("recvfrom({socket}, {part}, {flags}, {pointer}, {length})");
    let form = Form::said_by(text, Helper::SayBufferFrom, format!("{whole}, {}", printed.join(", ")));
    Ok(Form { after, ..form }.after(before))
}
