//! bind, listen, connect, accept, and the names of the two ends.

use super::failure::{Failure, Performed};
use super::gate::{self, Admitted};
use super::numbers;
use super::sockets::Sockets;
use crate::address::{Family, FilledAddress, SpeltAddress, SpeltName};
use crate::operation::{
    Accept, Bind, Connect, Disconnect, Filled, Getpeername, Getsockname, HoldPort, Listen, NameRoom, Null, OrNull,
    SocketType, Value,
};
use crate::sys::name_room::Offer;

/// How many connections may wait, unless the case says it.
const BACKLOG: i32 = 128;

/// The bytes behind the family in a `struct sockaddr`, which has 16 bytes in all.
const SOCKADDR_REST: usize = 14;

pub(super) fn hold_port(call: &HoldPort<Filled>, sockets: &Sockets) -> Performed {
    let holder = gate::hold_port(call.kind == SocketType::Stream)?;
    let holder = holder.ok_or_else(|| Failure::Impossible("all ports that can be held are taken".to_owned()))?;
    let name = sockets.observe(&holder.name()?);
    sockets.add(&call.name.0, holder);
    Ok(vec![Value::Address(name)])
}

pub(super) fn bind(call: &Bind<Filled>, sockets: &Sockets) -> Performed {
    let socket = sockets.find(&call.socket.0)?;
    let given = sockets.given(call.address.given(), call.length)?;
    socket.bind(&sockets.own_name(&socket, given)?)?;
    Ok(Vec::new())
}

pub(super) fn listen(call: &Listen<Filled>, sockets: &Sockets) -> Performed {
    let backlog = call.backlog.map_or(Ok(BACKLOG), |backlog| i32::try_from(backlog.0));
    let backlog = backlog.expect("a backlog was read as 32 bits");
    sockets.find(&call.socket.0)?.admit()?.listen(backlog)?;
    Ok(Vec::new())
}

pub(super) fn connect(call: &Connect<Filled>, sockets: &Sockets) -> Performed {
    let given = sockets.given(call.address.given().map(|address| &address.0), call.length)?;
    let target = sockets.target(&call.socket.0, given)?;
    sockets.turn(&call.socket.0)?.connect(&target)?;
    Ok(Vec::new())
}

pub(super) fn disconnect(call: &Disconnect<Filled>, sockets: &Sockets) -> Performed {
    let name = SpeltName::Raw(Family::Unspec, vec![0; SOCKADDR_REST]);
    let no_peer = FilledAddress::Spelt(SpeltAddress { name, length: None });
    let target = sockets.target(&call.socket.0, sockets.given(Some(&no_peer), None)?)?;
    sockets.turn(&call.socket.0)?.connect(&target)?;
    Ok(Vec::new())
}

pub(super) fn accept(call: &Accept<Filled>, sockets: &Sockets) -> Performed {
    let turn = sockets.turn(&call.socket.0)?;
    let flags = call.flags.as_ref().map(numbers::of_accept_flags).transpose()?;
    let (peer, address) = match offer(call.no_name, call.name_room) {
        None => {
            let accept = |socket: Admitted| flags.map_or_else(|| socket.accept(), |flags| socket.accept_with(flags));
            let (peer, address) = turn.receive(accept)?.value;
            (peer, sockets.sender(address))
        }
        Some(room) => {
            let ((peer, name), _) = turn.receive(|socket| socket.accept_in(room))?.value;
            (peer, sockets.in_room(&name))
        }
    };
    if turn.has_timeout() && flags.is_none() {
        // Whatever mode it inherits from the listener: "Notes on socket timeouts" of Python's socket module.
        peer.set_nonblocking(false)?;
    }
    sockets.add(&call.name.0, peer);
    Ok(vec![address])
}

pub(super) fn getsockname(call: &Getsockname<Filled>, sockets: &Sockets) -> Performed {
    let socket = sockets.find(&call.socket.0)?;
    Ok(vec![match offer(call.no_name, call.name_room) {
        None => Value::Address(sockets.observe(&socket.name()?)),
        Some(room) => sockets.in_room(&socket.name_in(room)?),
    }])
}

pub(super) fn getpeername(call: &Getpeername<Filled>, sockets: &Sockets) -> Performed {
    let socket = sockets.find(&call.socket.0)?;
    Ok(vec![match offer(call.no_name, call.name_room) {
        None => Value::Address(sockets.observe(&socket.peer()?)),
        Some(room) => sockets.in_room(&socket.peer_in(room)?),
    }])
}

/// What a call is given for a name, if the case says it.
pub(super) fn offer(no_name: Option<Null>, room: Option<OrNull<NameRoom>>) -> Option<Offer> {
    let length = |room: NameRoom| i32::try_from(room.0).expect("the room for a name was read as a number below 1025");
    room.map(|room| Offer { has_buffer: no_name.is_none(), length: room.given().copied().map(length) })
}
