//! Sending and receiving.

use std::io;
use std::mem::MaybeUninit;

use socket2::Socket;

use super::Performed;
use super::world::Sockets;
use crate::operation::{Event, Recv, Recvfrom, Send, Sendto, Size, Value};
use crate::raw;

/// The bytes of a buffer where the case says nothing.
const BUFFER: usize = 1024;

pub(super) fn send(call: &Send, sockets: &Sockets) -> Performed {
    let data = call.data.bytes();
    let sent = sockets.wait_for(&call.socket.0, Event::Out, |socket| socket.send(&data))?;
    Ok(vec![number(sent)])
}

pub(super) fn sendto(call: &Sendto, sockets: &Sockets) -> Performed {
    let data = call.data.bytes();
    let address = sockets.destination(&call.socket.0, &call.address)?;
    let sent = sockets.wait_for(&call.socket.0, Event::Out, |socket| socket.send_to(&data, &address))?;
    Ok(vec![number(sent)])
}

pub(super) fn recv(call: &Recv, sockets: &Sockets) -> Performed {
    let receive = |socket: &Socket| fill(call.size, |buffer| Ok((socket.recv(buffer)?, ())));
    let (data, ()) = sockets.wait_for(&call.socket.0, Event::In, receive)?;
    Ok(vec![Value::Data(data)])
}

pub(super) fn recvfrom(call: &Recvfrom, sockets: &Sockets) -> Performed {
    let receive = |socket: &Socket| fill(call.size, |buffer| socket.recv_from(buffer));
    let (data, address) = sockets.wait_for(&call.socket.0, Event::In, receive)?;
    Ok(vec![Value::Data(data), Value::Address(sockets.observe(&address))])
}

/// Hands a buffer of this size to a call, and returns the part that it filled.
fn fill<T>(
    size: Option<Size>,
    call: impl FnOnce(&mut [MaybeUninit<u8>]) -> io::Result<(usize, T)>,
) -> io::Result<(Vec<u8>, T)> {
    let size = size.map_or(BUFFER, |size| size.count());
    let mut buffer = vec![0; size];
    let (filled, rest) = call(raw::uninit(&mut buffer))?;
    buffer.truncate(filled);
    Ok((buffer, rest))
}

fn number(count: usize) -> Value {
    Value::Number(count as i64)
}
