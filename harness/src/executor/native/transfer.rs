//! Sending and receiving.

use super::endpoint;
use super::failure::Performed;
use super::gate::Admitted;
use super::numbers;
use super::sockets::Sockets;
use crate::operation::{Event, Filled, Recv, RecvInto, Recvfrom, RecvfromInto, Send, Sendall, Sendto, Size, Value};
use crate::sys::buffer::as_uninit;

/// The size of a buffer in bytes, unless the case says it.
pub(super) const BUFFER: usize = 1024;

pub(super) fn send(call: &Send<Filled>, sockets: &Sockets) -> Performed {
    let (data, flags) = (call.data.bytes(), numbers::of_flags(call.flags.as_ref())?);
    let sent = sockets.send(&call.socket.0, |socket| socket.send(&data, flags))?;
    sent.values(|sent| vec![sent_count(sent, data.len())])
}

/// The deadline, and the timeout of the socket, apply to all its calls together.
pub(super) fn sendall(call: &Sendall<Filled>, sockets: &Sockets) -> Performed {
    let (data, flags) = (call.data.bytes(), numbers::of_flags(call.flags.as_ref())?);
    let turn = sockets.turn(&call.socket.0)?;
    let mut sent = 0;
    loop {
        sent += turn.make(Event::Out, |socket| socket.send(&data[sent..], flags))?.value;
        if sent == data.len() {
            return Ok(Vec::new());
        }
    }
}

pub(super) fn sendto(call: &Sendto<Filled>, sockets: &Sockets) -> Performed {
    let (data, flags) = (call.data.bytes(), numbers::of_flags(call.flags.as_ref())?);
    let given = sockets.given(call.address.given().map(|address| &address.0), call.length)?;
    let target = sockets.target(&call.socket.0, given)?;
    let sent = sockets.send(&call.socket.0, |socket| socket.send_to(&data, &target, flags))?;
    sent.values(|sent| vec![sent_count(sent, data.len())])
}

pub(super) fn recv(call: &Recv<Filled>, sockets: &Sockets) -> Performed {
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let (mut buffer, socket) = (room(call.size), &call.socket.0);
    let received = sockets.receive(socket, |socket| socket.recv(as_uninit(&mut buffer), flags))?;
    received.values(|(length, _)| vec![Value::Data(filled(buffer, length))])
}

pub(super) fn recvfrom(call: &Recvfrom<Filled>, sockets: &Sockets) -> Performed {
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let (mut buffer, socket) = (room(call.size), &call.socket.0);
    if let Some(room) = endpoint::offer(call.no_name, call.name_room) {
        let received = sockets.receive(socket, |socket| socket.recv_from_in(&mut buffer, flags, room))?;
        return received
            .values(|((length, name), _)| vec![Value::Data(filled(buffer, length)), sockets.in_room(&name)]);
    }
    let received = sockets.receive(socket, |socket| socket.recv_from(as_uninit(&mut buffer), flags))?;
    received.values(|(length, from)| vec![Value::Data(filled(buffer, length)), sockets.sender(from)])
}

pub(super) fn recv_into(call: &RecvInto<Filled>, sockets: &Sockets) -> Performed {
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let (mut buffer, range) = (call.into.buffer.bytes(), call.into.range.clone());
    let receive = |socket: Admitted| socket.recv(as_uninit(&mut buffer[range.clone()]), flags);
    let received = sockets.receive(&call.socket.0, receive)?;
    received.values(|(length, _)| vec![number(length), Value::Data(buffer)])
}

pub(super) fn recvfrom_into(call: &RecvfromInto<Filled>, sockets: &Sockets) -> Performed {
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let (mut buffer, range) = (call.into.buffer.bytes(), call.into.range.clone());
    if let Some(room) = endpoint::offer(call.no_name, call.name_room) {
        let receive = |socket: Admitted| socket.recv_from_in(&mut buffer[range.clone()], flags, room);
        let received = sockets.receive(&call.socket.0, receive)?;
        return received
            .values(|((length, name), _)| vec![number(length), Value::Data(buffer), sockets.in_room(&name)]);
    }
    let receive = |socket: Admitted| socket.recv_from(as_uninit(&mut buffer[range.clone()]), flags);
    let received = sockets.receive(&call.socket.0, receive)?;
    received.values(|(length, from)| vec![number(length), Value::Data(buffer), sockets.sender(from)])
}

/// A buffer of this size.
fn room(size: Option<Size>) -> Vec<u8> {
    vec![0; size.map_or(BUFFER, |size| size.count())]
}

/// The part of a buffer that a call filled.
fn filled(mut buffer: Vec<u8>, length: usize) -> Vec<u8> {
    buffer.truncate(length);
    buffer.shrink_to_fit();
    buffer
}

/// How many of the given bytes a call sent.
pub(super) fn sent_count(sent: usize, given: usize) -> Value {
    if sent < given { Value::PartialCount(sent as i64) } else { number(sent) }
}

fn number(count: usize) -> Value {
    Value::Number(count as i64)
}
