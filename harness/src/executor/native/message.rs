//! sendmsg and recvmsg: messages with names and ancillary data.

use super::failure::{Failure, Performed};
use super::gate::{Admitted, Attached, Target};
use super::sockets::Sockets;
use super::transfer::{BUFFER, sent_count};
use super::{ancillary, endpoint, numbers};
use crate::address::FilledAddress;
use crate::operation::{Attachment, Data, Destination, Filled, OrNull, PassedSockets, Recvmsg, Sendmsg, Value, Word};
use crate::sys::message::Received;

/// The bytes of room for ancillary data, unless the case says it.
const ROOM: usize = 256;

pub(super) fn sendmsg(call: &Sendmsg<Filled>, sockets: &Sockets) -> Performed {
    let buffers: Vec<Vec<u8>> = call.data.0.iter().map(Data::bytes).collect();
    let target = call.address.as_ref().map(|address| target(address, call, sockets)).transpose()?;
    let attached = call.ancillary.iter().flatten().map(|attachment| control(attachment, target.as_ref(), sockets));
    let attached: Vec<Attached> = attached.collect::<Result<_, _>>()?;
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let send = |socket: Admitted| socket.send_message(&buffers, target.as_ref(), &attached, flags);
    let sent = sockets.send(&call.socket.0, send)?;
    sent.values(|sent| vec![sent_count(sent, buffers.iter().map(Vec::len).sum())])
}

/// Where a message goes.
fn target(
    address: &OrNull<Destination<FilledAddress>>,
    call: &Sendmsg<Filled>,
    sockets: &Sockets,
) -> Result<Target, Failure> {
    let given = sockets.given(address.given().map(|address| &address.0), call.length)?;
    sockets.target(&call.socket.0, given)
}

/// A control message. The sockets that it passes on stay open until it is sent: a case cannot close what a call under
/// way uses.
fn control(attachment: &Attachment, target: Option<&Target>, sockets: &Sockets) -> Result<Attached, Failure> {
    match attachment {
        Attachment::Rights(names) => {
            let found = names.iter().map(|name| sockets.find(&name.0));
            let found: Vec<_> = found.collect::<Result<_, _>>()?;
            sockets.gate().rights(found.iter().map(|endpoint| &***endpoint))
        }
        Attachment::Source(source) => sockets.gate().source(*source, target),
        Attachment::Field(field, value) => sockets.gate().header_field(*field, value.bytes()),
    }
}

pub(super) fn recvmsg(call: &Recvmsg<Filled>, sockets: &Sockets) -> Performed {
    let sizes = call.sizes.as_ref().map_or(vec![BUFFER], |sizes| sizes.0.iter().map(|size| size.count()).collect());
    let mut buffers: Vec<Vec<u8>> = sizes.into_iter().map(|size| vec![0; size]).collect();
    let room = call.room.map_or(ROOM, |room| room.count());
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let name_room = endpoint::offer(call.no_name, call.name_room.map(OrNull::Given));
    let receive = |socket: Admitted| socket.recv_message(&mut buffers, room, flags, name_room);
    let received = sockets.receive(&call.socket.0, receive)?;
    received.values(|(received, _)| message(received, buffers.concat(), call.passed.as_ref(), sockets))
}

/// What came with a message, and its data: as much of the buffers as was received.
fn message(received: Received, mut data: Vec<u8>, passed: Option<&PassedSockets>, sockets: &Sockets) -> Vec<Value> {
    data.truncate(received.length);
    data.shrink_to_fit();
    let flags = Value::Word(Word::Flags(numbers::to_flags(received.flags)));
    let ancillary = ancillary::records(received.ancillary, passed, sockets);
    vec![Value::Data(data), sockets.in_room(&received.name), flags, Value::Records(ancillary)]
}
