//! Messages: several buffers, names, flags and ancillary data in one call.

use std::fmt;
use std::net::IpAddr;

use serde_json::{Value as Json, json};

use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation;
use crate::operation::argument::{
    AddressLength, Argument, Buffers, Destination, Input, Integer, NameRoom, NewSocket, Null, OrNull, Show, Sizes,
    SocketName, check_length, check_room, name_schema, refers_to_nothing,
};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};
use crate::operation::word::{AttachmentType, Flags, MessageFlag, SettingKind, Vocabulary};
use crate::platform::{Capability, Need};
use crate::sys::header_field::HeaderField;
use crate::yaml::{Content, Node, Place};

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

/// Ancillary data to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// Sockets to pass to the receiver.
    Rights(Vec<SocketName>),
    /// The address to send from.
    Source(IpAddr),
    /// A field in the header of the datagram.
    Field(HeaderField, FieldValue),
}

/// What a control message gives for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// A number, as an `int` of C.
    Number(i32),
    /// Any bytes.
    Bytes(Vec<u8>),
}

impl FieldValue {
    /// The most bytes that a case may give.
    const MOST: usize = 64;

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Number(number) => number.to_ne_bytes().to_vec(),
            Self::Bytes(bytes) => bytes.clone(),
        }
    }

    /// Reads a number, or `{hex: …}`.
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        if !matches!(node.content, Content::Map(_)) {
            let number = fields::number(node, i32::MIN.into()..=i32::MAX.into(), reading.findings)?;
            return i32::try_from(number).ok().map(Self::Number);
        }
        let mut fields = Fields::of(node, "a control message", reading.findings)?;
        let hex = fields.required("hex");
        fields.finish();
        let text = fields::text(hex?, "hex digits in quotes", reading.findings)?;
        let bytes = reading.findings.note(hex?.place, notation::hex(text))?;
        if bytes.len() > Self::MOST {
            let fault = Fault::new(format!("{} bytes are too many for a control message", bytes.len()));
            reading.findings.add(node.place, fault.hint(format!("give {} at most", Self::MOST)));
            return None;
        }
        Some(Self::Bytes(bytes))
    }

    fn wire(&self) -> Json {
        match self {
            Self::Number(number) => (*number).into(),
            Self::Bytes(bytes) => json!({"hex": notation::write_hex(bytes)}),
        }
    }

    fn schema() -> Json {
        json!({"anyOf": [
            {"type": "integer", "minimum": i32::MIN, "maximum": i32::MAX},
            {
                "type": "object",
                "required": ["hex"],
                "additionalProperties": false,
                "properties": {"hex": {"type": "string"}},
            },
            {"$ref": "#/definitions/variable"},
        ]})
    }
}

/// As a record shows it.
impl fmt::Display for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Bytes(bytes) => write!(f, "hex {}", notation::write_hex(bytes)),
        }
    }
}

/// The type of the control message that sets a field.
fn type_of(field: HeaderField) -> AttachmentType {
    match field {
        HeaderField::Ttl => AttachmentType::IpTtl,
        HeaderField::Tos => AttachmentType::IpTos,
        HeaderField::HopLimit => AttachmentType::Ipv6Hoplimit,
        HeaderField::TrafficClass => AttachmentType::Ipv6Tclass,
        HeaderField::Nobodys => AttachmentType::Unknown,
    }
}

/// Names for the sockets that a message passes, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedSockets(pub Vec<NewSocket>);

/// `{SCM_RIGHTS: [s]}`, `{IP_PKTINFO: "127.0.0.2"}`, `{IPV6_PKTINFO: "::1"}`, `{IP_TTL: 7}` or `{IP_TTL: {hex: "07"}}`.
impl Argument for Attachment {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let one = match &node.content {
            Content::Map(entries) => <&[_; 1]>::try_from(entries.as_slice()).ok(),
            _ => None,
        };
        let Some([(key, value)]) = one else {
            let fault = Fault::expected("one kind of ancillary data", node.kind());
            reading.findings.add(node.place, fault.hint("such as {SCM_RIGHTS: [s]} or {IP_PKTINFO: \"127.0.0.2\"}"));
            return None;
        };
        match reading.findings.note(key.place, AttachmentType::named(&key.text))? {
            AttachmentType::Rights => {
                reading.need(Capability::ScmRights);
                read_rights(value, reading).map(Self::Rights)
            }
            AttachmentType::IpPktinfo => {
                reading.need(Need::Constant("IP_PKTINFO"));
                read_source(value, "an AF_INET address", IpAddr::is_ipv4, reading)
            }
            AttachmentType::Ipv6Pktinfo => read_source(value, "an AF_INET6 address", IpAddr::is_ipv6, reading),
            AttachmentType::IpTtl => read_field(HeaderField::Ttl, value, reading),
            AttachmentType::IpTos => read_field(HeaderField::Tos, value, reading),
            AttachmentType::Ipv6Hoplimit => read_field(HeaderField::HopLimit, value, reading),
            AttachmentType::Ipv6Tclass => read_field(HeaderField::TrafficClass, value, reading),
            AttachmentType::Unknown => read_field(HeaderField::Nobodys, value, reading),
        }
    }

    fn wire(&self) -> Option<Json> {
        Some(match self {
            Self::Rights(sockets) => json!({"SCM_RIGHTS": sockets.wire()?}),
            Self::Source(source @ IpAddr::V4(_)) => json!({"IP_PKTINFO": source.to_string()}),
            Self::Source(source @ IpAddr::V6(_)) => json!({"IPV6_PKTINFO": source.to_string()}),
            Self::Field(field, value) => json!({type_of(*field).name(): value.wire()}),
        })
    }

    fn schema() -> Json {
        json!({
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": false,
            "properties": {
                "SCM_RIGHTS": {"type": "array", "items": SocketName::schema()},
                "IP_PKTINFO": {"type": "string"},
                "IPV6_PKTINFO": {"type": "string"},
                "IP_TTL": FieldValue::schema(),
                "IP_TOS": FieldValue::schema(),
                "IPV6_HOPLIMIT": FieldValue::schema(),
                "IPV6_TCLASS": FieldValue::schema(),
                "unknown": FieldValue::schema(),
            },
        })
    }
}

impl Show for Attachment {
    fn input(&self) -> Option<Input> {
        let (kind, value) = match self {
            Self::Rights(sockets) => {
                let names: Vec<&str> = sockets.iter().map(|socket| socket.0.as_str()).collect();
                (AttachmentType::Rights, format!("[{}]", names.join(", ")))
            }
            Self::Source(source @ IpAddr::V4(_)) => (AttachmentType::IpPktinfo, source.to_string()),
            Self::Source(source @ IpAddr::V6(_)) => (AttachmentType::Ipv6Pktinfo, source.to_string()),
            Self::Field(field, value) => (type_of(*field), value.to_string()),
        };
        Some(Input::Word(format!("{{{kind} {value}}}")))
    }
}

/// Reads sockets to pass. The family of the step stays that of the socket that sends.
fn read_rights(node: &Node, reading: &Reading) -> Option<Vec<SocketName>> {
    let family = reading.family();
    let sockets = Vec::read(node, reading);
    reading.set_family(family);
    sockets
}

fn read_field(field: HeaderField, node: &Node, reading: &Reading) -> Option<Attachment> {
    FieldValue::read(node, reading).map(|value| Attachment::Field(field, value))
}

fn read_source(node: &Node, what: &str, fits: fn(&IpAddr) -> bool, reading: &Reading) -> Option<Attachment> {
    let text = fields::text(node, what, reading.findings)?;
    let source = text.parse().ok().filter(fits);
    if source.is_none() {
        reading.findings.add(node.place, Fault::expected(what, &format!("`{text}`")));
    }
    source.map(Attachment::Source)
}

/// The sockets that are passed may be of any family, so theirs is unknown.
impl Argument for PassedSockets {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let names = Vec::read(node, reading).map(Self);
        reading.set_family(None);
        names
    }

    fn wire(&self) -> Option<Json> {
        self.0.wire()
    }

    fn schema() -> Json {
        json!({"type": "array", "items": name_schema("A name for a socket that the message passes.")})
    }
}

impl Show for PassedSockets {
    fn input(&self) -> Option<Input> {
        let names: Vec<&str> = self.0.iter().map(|name| name.0.as_str()).collect();
        Some(Input::Word(format!("[{}]", names.join(", "))))
    }
}
