//! sendmsg and recvmsg: messages with names and ancillary data.

use socket2::Socket;

use super::failure::{Failure, Performed};
use super::sockets::Sockets;
use super::transfer::{BUFFER, sent_count};
use super::{interface, numbers};
use crate::operation::{
    Attachment, AttachmentType, Data, Event, Filled, MessageFlag, PassedSockets, Record, Recvmsg, Sendmsg, Value,
};
use crate::platform::child;
use crate::sys::message::{self, Ancillary, Control, Received};
use crate::sys::packet_info::{self, PacketInfo, Version};

/// The bytes of room for ancillary data, unless the case says it.
const ROOM: usize = 256;

pub(super) fn sendmsg(call: &Sendmsg<Filled>, sockets: &Sockets) -> Performed {
    let buffers: Vec<Vec<u8>> = call.data.0.iter().map(Data::bytes).collect();
    let address = call.address.as_ref().map(|address| sockets.destination(&call.socket.0, address)).transpose()?;
    let attached = call.ancillary.iter().flatten().map(|attachment| control(attachment, sockets));
    let attached: Vec<Control> = attached.collect::<Result<_, _>>()?;
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let send = |socket: &Socket| message::send(socket, &buffers, address.as_ref(), &attached, flags);
    let sent = sockets.wait_for(&call.socket.0, Event::Out, send)?;
    sent.values(|sent| vec![sent_count(sent, buffers.iter().map(Vec::len).sum())])
}

/// A control message. The sockets that it passes on stay open until it is sent: a case cannot close what a call under
/// way uses.
fn control(attachment: &Attachment, sockets: &Sockets) -> Result<Control, Failure> {
    match attachment {
        Attachment::Rights(names) => {
            let found = names.iter().map(|name| sockets.find(&name.0));
            let found: Vec<_> = found.collect::<Result<_, _>>()?;
            Ok(message::rights(found.iter().map(|endpoint| &***endpoint))?)
        }
        Attachment::Source(source) => Ok(packet_info::from_source(*source)?),
    }
}

pub(super) fn recvmsg(call: &Recvmsg<Filled>, sockets: &Sockets) -> Performed {
    let sizes = call.sizes.as_ref().map_or(vec![BUFFER], |sizes| sizes.0.iter().map(|size| size.count()).collect());
    let mut buffers: Vec<Vec<u8>> = sizes.into_iter().map(|size| vec![0; size]).collect();
    let room = call.room.map_or(ROOM, |room| room.count());
    let flags = numbers::of_flags(call.flags.as_ref())?;
    let receive = |socket: &Socket| message::receive(socket, &mut buffers, room, flags);
    let received = sockets.wait_for(&call.socket.0, Event::In, receive)?;
    received.values(|received| message(received, buffers.concat(), call.passed.as_ref(), sockets))
}

/// What came with a message, and its data: as much of the buffers as was received.
fn message(received: Received, mut data: Vec<u8>, passed: Option<&PassedSockets>, sockets: &Sockets) -> Vec<Value> {
    data.truncate(received.length);
    data.shrink_to_fit();
    let address = sockets.observe(&received.name);
    let flags = Value::Word(numbers::to_flags::<MessageFlag>(received.flags).to_string());
    let ancillary = records(received.ancillary, passed, sockets);
    vec![Value::Data(data), Value::Address(address), flags, Value::Records(ancillary)]
}

/// The control messages as records. Sockets that arrived get the names in `passed`. Those for which there is no name
/// are closed.
fn records(ancillary: Vec<Ancillary>, passed: Option<&PassedSockets>, sockets: &Sockets) -> Vec<Record> {
    let mut names = passed.iter().flat_map(|passed| &passed.0);
    let record = |message: Ancillary| match message {
        Ancillary::Rights(found) => {
            let _no_child_keeps_it_open = child::exclude();
            let count = found.len() as i64;
            let mut unnamed = Vec::new();
            for socket in found {
                match names.next() {
                    Some(name) => sockets.add(&name.0, socket),
                    None => unnamed.push(socket),
                }
            }
            sockets.tidy(unnamed);
            Record(vec![kind(AttachmentType::Rights), ("sockets", Value::Number(count))])
        }
        Ancillary::Other(control) => other(control),
    };
    ancillary.into_iter().map(record).collect()
}

fn kind(kind: AttachmentType) -> (&'static str, Value) {
    ("type", Value::Word(kind.to_string()))
}

/// A control message as a record: its fields if the harness knows its type, otherwise, or if it was cut off, its bytes.
fn other(control: Control) -> Record {
    let Some(version) = packet_info::version(&control) else {
        let numbers = format!("{}/{}", control.level, control.kind);
        return Record(vec![("type", Value::Word(numbers)), ("data", Value::Data(control.data))]);
    };
    let mut fields = vec![kind(match version {
        Version::V4 => AttachmentType::IpPktinfo,
        Version::V6 => AttachmentType::Ipv6Pktinfo,
    })];
    match packet_info::read(version, &control.data) {
        Some(info) => fields.extend(info_fields(&info)),
        None => fields.push(("data", Value::Data(control.data))),
    }
    Record(fields)
}

/// The fields of the information about a packet.
fn info_fields(info: &PacketInfo) -> Vec<(&'static str, Value)> {
    let destination = ("destination", Value::Text(info.destination.to_string()));
    let local = info.local.map(|local| ("local", Value::Text(local.to_string())));
    let interface = ("interface", Value::InterfaceName(interface::of_index(info.interface)));
    [Some(destination), local, Some(interface)].into_iter().flatten().collect()
}
