//! Sending and receiving.

use std::io;
use std::mem::MaybeUninit;

use socket2::Socket;

use super::failure::Performed;
use super::numbers;
use super::sockets::Sockets;
use crate::operation::{
    BufferSlice, Event, Filled, Recv, RecvInto, Recvfrom, RecvfromInto, Send, Sendall, Sendto, Size, Value,
};
use crate::sys;

/// The size of a buffer in bytes, unless the case says it.
pub(super) const BUFFER: usize = 1024;

pub(super) fn send(call: &Send<Filled>, sockets: &Sockets) -> Performed {
    let (data, flags) = (call.data.bytes(), numbers::of_flags(call.flags.as_ref())?);
    let sent = sockets.wait_for(&call.socket.0, Event::Out, |socket| socket.send_with_flags(&data, flags))?;
    sent.values(|sent| vec![sent_count(sent, data.len())])
}

/// The deadline, and the timeout of the socket, apply to all its calls together.
pub(super) fn sendall(call: &Sendall<Filled>, sockets: &Sockets) -> Performed {
    let (data, flags) = (call.data.bytes(), numbers::of_flags(call.flags.as_ref())?);
    let turn = sockets.turn(&call.socket.0)?;
    let mut sent = 0;
    loop {
        sent += turn.make(Event::Out, |socket| socket.send_with_flags(&data[sent..], flags))?.value;
        if sent == data.len() {
            return Ok(Vec::new());
        }
    }
}

pub(super) fn sendto(call: &Sendto<Filled>, sockets: &Sockets) -> Performed {
    let (data, flags) = (call.data.bytes(), numbers::of_flags(call.flags.as_ref())?);
    let address = sockets.destination(&call.socket.0, &call.address)?;
    let send = |socket: &Socket| socket.send_to_with_flags(&data, &address, flags);
    let sent = sockets.wait_for(&call.socket.0, Event::Out, send)?;
    sent.values(|sent| vec![sent_count(sent, data.len())])
}

pub(super) fn recv(call: &Recv<Filled>, sockets: &Sockets) -> Performed {
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let receive = |socket: &Socket| receive(call.size, |buffer| Ok((socket.recv_with_flags(buffer, flags)?, ())));
    let received = sockets.wait_for(&call.socket.0, Event::In, receive)?;
    received.values(|(data, ())| vec![Value::Data(data)])
}

pub(super) fn recvfrom(call: &Recvfrom<Filled>, sockets: &Sockets) -> Performed {
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let receive = |socket: &Socket| receive(call.size, |buffer| socket.recv_from_with_flags(buffer, flags));
    let received = sockets.wait_for(&call.socket.0, Event::In, receive)?;
    received.values(|(data, address)| vec![Value::Data(data), Value::Address(sockets.observe(&address))])
}

pub(super) fn recv_into(call: &RecvInto<Filled>, sockets: &Sockets) -> Performed {
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let receive = |socket: &Socket| receive_into(&call.into, |buffer| socket.recv_with_flags(buffer, flags));
    let received = sockets.wait_for(&call.socket.0, Event::In, receive)?;
    received.values(|(received, buffer)| vec![number(received), Value::Data(buffer)])
}

pub(super) fn recvfrom_into(call: &RecvfromInto<Filled>, sockets: &Sockets) -> Performed {
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let receive = |socket: &Socket| receive_into(&call.into, |buffer| socket.recv_from_with_flags(buffer, flags));
    let received = sockets.wait_for(&call.socket.0, Event::In, receive)?;
    received.values(|((received, address), buffer)| {
        vec![number(received), Value::Data(buffer), Value::Address(sockets.observe(&address))]
    })
}

/// Makes a call with a buffer of this size, and returns the part that the call filled.
fn receive<T>(
    size: Option<Size>,
    call: impl FnOnce(&mut [MaybeUninit<u8>]) -> io::Result<(usize, T)>,
) -> io::Result<(Vec<u8>, T)> {
    let size = size.map_or(BUFFER, |size| size.count());
    let mut buffer = vec![0; size];
    let (filled, rest) = call(sys::buffer::as_uninit(&mut buffer))?;
    buffer.truncate(filled);
    buffer.shrink_to_fit();
    Ok((buffer, rest))
}

/// Makes a call with a part of a buffer, and returns the whole buffer beside what the call returned.
fn receive_into<T>(
    part: &BufferSlice,
    call: impl FnOnce(&mut [MaybeUninit<u8>]) -> io::Result<T>,
) -> io::Result<(T, Vec<u8>)> {
    let mut buffer = part.buffer.bytes();
    let returned = call(sys::buffer::as_uninit(&mut buffer[part.range.clone()]))?;
    Ok((returned, buffer))
}

/// How many of the given bytes a call sent.
pub(super) fn sent_count(sent: usize, given: usize) -> Value {
    if sent < given { Value::PartialCount(sent as i64) } else { number(sent) }
}

fn number(count: usize) -> Value {
    Value::Number(count as i64)
}
