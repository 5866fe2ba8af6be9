//! Messages: several buffers, names, flags and ancillary data in one call.

use super::ancillary::{Attachment, PassedSockets};
use crate::fault::Fault;
use crate::operation::argument::{
    AddressLength, Buffers, Destination, Integer, NameRoom, Null, OrNull, Sizes, SocketName, check_length, check_room,
};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};
use crate::operation::word::{Flags, MessageFlag, SettingKind, Vocabulary};
use crate::yaml::Place;

operation! {
    /// Sends one message from one or more buffers, with ancillary data: sendmsg(2), cmsg(3), or WSASendMsg on Windows.
    /// Returns how many bytes the system took.
    pub struct Sendmsg = "sendmsg" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to send: one buffer or a list of buffers.
        "data" => data: Buffers,
        /// The destination, or a null pointer.
        "address" => address: Option<OrNull<Destination>>,
        /// The ancillary data.
        "ancillary" => ancillary: Option<Vec<Attachment>>,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
        /// The length in bytes that the call is told in place of that of the address. -1 is passed on, too.
        "address_length" => length: Option<AddressLength>,
    }
    needs [Messages]
    checks check
    returns ["sent": Count]
}

operation! {
    /// Receives a message into one or more buffers, with the name of its sender and ancillary data: recvmsg(2),
    /// cmsg(3), or WSARecvMsg on Windows, which does not take stream sockets.
    pub struct Recvmsg = "recvmsg" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The sizes of the buffers, in bytes. One buffer of 1024 by default.
        "sizes" => sizes: Option<Sizes>,
        /// The room for ancillary data: how many bytes may follow the header of one control message. 256 by default; 0
        /// means no room, not even for the header.
        "room" => room: Option<Integer<0, 65536>>,
        /// Names for the sockets that the message passes. Sockets without a name are closed.
        "as" => passed: Option<PassedSockets>,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
        /// A null pointer in place of the buffer for the name.
        "name" => no_name: Option<Null>,
        /// The length in bytes that the call is told for the name, in place of 128. -1 is passed on, too.
        "name_room" => name_room: Option<NameRoom>,
    }
    needs [Messages]
    checks check
    returns [
        "data": Data,
        "address": Address,
        "flags": Word(Vocabulary::MessageFlags),
        "ancillary": Records(ANCILLARY)
    ]
}

impl Sendmsg {
    fn check(&self, place: Place, reading: &Reading) {
        check_length(self.address.as_ref(), self.length, place, reading);
    }
}

check_room!(Recvmsg);

operation! {
    /// Sends several messages in one call: sendmmsg(2). Returns how many the system sent, and how many bytes it took of
    /// each of them. What stopped it before the end it does not say.
    pub struct Sendmmsg = "sendmmsg" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to send: the data of each message, or of the only one.
        "data" => data: Buffers,
        /// The destination of each message. Without it, all go to the peer.
        "addresses" => addresses: Option<Vec<Destination>>,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    needs [SeveralMessages]
    checks check
    returns ["messages": Count, "sent": Records(SENT)]
}

operation! {
    /// Receives several messages in one call, each with the name of its sender: recvmmsg(2). Returns how many the
    /// system received, how many of the other entries are as they were before the call, to the last byte, and the
    /// messages. There is no room for ancillary data.
    pub struct Recvmmsg = "recvmmsg" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The size of the buffer of each message, in bytes. There are as many entries as sizes.
        "sizes" => sizes: Sizes,
        /// The MSG_ flags. None by default.
        "flags" => flags: Option<Flags<MessageFlag>>,
        /// The length in bytes that the call is told for the name in each entry, in place of 128. -1 is passed on, too.
        /// If it cuts off the name of who sent a datagram, what came is withheld.
        "name_rooms" => name_rooms: Option<Vec<NameRoom>>,
        /// The timeout that the call is told, in seconds. None by default; -1 is passed on, too.
        "seconds" => seconds: Option<Integer<-1, 10>>,
    }
    needs [SeveralMessages]
    checks check
    returns ["received": Count, "untouched": Count, "messages": Records(RECEIVED)]
}

/// What became of a message of sendmmsg.
const SENT: &[Return] = &[Return { name: "bytes", kind: Kind::Count }];

/// A message of recvmmsg.
const RECEIVED: &[Return] = &[
    Return { name: "data", kind: Kind::Data },
    Return { name: "address", kind: Kind::Address },
    Return { name: "flags", kind: Kind::Word(Vocabulary::MessageFlags) },
];

impl Sendmmsg {
    /// Each message has a destination, or none has.
    pub(in crate::operation) fn check(&self, place: Place, reading: &Reading) {
        let addresses = self.addresses.as_ref().map(Vec::len);
        check_entries(("addresses", addresses), ("messages", self.data.0.len()), place, reading);
    }
}

impl Recvmmsg {
    /// Each entry has a room for the name, or none has one that the case says.
    pub(in crate::operation) fn check(&self, place: Place, reading: &Reading) {
        let rooms = self.name_rooms.as_ref().map(Vec::len);
        check_entries(("name_rooms", rooms), ("buffers", self.sizes.0.len()), place, reading);
    }
}

/// Checks that one list has as many items as the other, if it is given.
fn check_entries((key, given): (&str, Option<usize>), (what, count): (&str, usize), place: Place, reading: &Reading) {
    if let Some(given) = given.filter(|given| *given != count) {
        let fault = Fault::new(format!("`{key}` has {given}, and there are {count} {what}"));
        reading.findings.add(place, fault.hint(format!("write one for each, or leave `{key}` out")));
    }
}

/// The fields of a control message: how many sockets it passes; the address that a datagram was sent to, the local
/// address and the interface that received it; the number that it holds; the error that it reports, with its origin,
/// the type and code of the ICMP message and the address of who sent that; the name that a datagram was sent to; how
/// many bytes of a time it holds; whether the sender is this process and has its user and group; and the bytes of a
/// message that the harness does not decode.
const ANCILLARY: &[Return] = &[
    Return { name: "type", kind: Kind::Word(Vocabulary::Ancillary) },
    Return { name: "sockets", kind: Kind::Count },
    Return { name: "destination", kind: Kind::Ip },
    Return { name: "local", kind: Kind::Ip },
    Return { name: "interface", kind: Kind::Text },
    Return { name: "value", kind: Kind::Setting(SettingKind::Number) },
    Return { name: "error", kind: Kind::Word(Vocabulary::PendingError) },
    Return { name: "origin", kind: Kind::Text },
    Return { name: "icmp_type", kind: Kind::Count },
    Return { name: "icmp_code", kind: Kind::Count },
    Return { name: "offender", kind: Kind::Address },
    Return { name: "name", kind: Kind::Address },
    Return { name: "size", kind: Kind::Count },
    Return { name: "own_process", kind: Kind::Flag },
    Return { name: "own_user", kind: Kind::Flag },
    Return { name: "own_group", kind: Kind::Flag },
    Return { name: "data", kind: Kind::Data },
];
