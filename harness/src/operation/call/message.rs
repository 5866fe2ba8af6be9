//! Messages: several buffers, names, flags and ancillary data in one call.

use std::net::IpAddr;

use serde_json::{Value as Json, json};

use crate::fault::Fault;
use crate::fields;
use crate::named_enum::named_enum;
use crate::operation::argument::{
    Argument, Buffers, Destination, Flags, Input, Integer, MessageFlag, NewSocket, Show, Sizes, SocketName,
    name_schema, refers_to_nothing,
};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};
use crate::platform::{Capability, Need};
use crate::yaml::{Content, Node};

operation! {
    /// Sends one message out of several buffers, with ancillary data: sendmsg(2), cmsg(3); WSASendMsg on Windows. Returns how many
    /// bytes were taken.
    pub struct Sendmsg = "sendmsg" {
        /// The socket.
        "socket" => socket: SocketName,
        /// What to send, in one buffer or a list of them.
        "data" => data: Buffers,
        /// Where to.
        "address" => address: Option<Destination>,
        /// What goes with it.
        "ancillary" => ancillary: Option<Vec<Attachment>>,
        /// How.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    needs [Messages]
    returns ["sent": Number]
}

operation! {
    /// Receives a message into several buffers, with the name of its sender and ancillary data: recvmsg(2), cmsg(3); WSARecvMsg on
    /// Windows, which takes no socket of streams.
    pub struct Recvmsg = "recvmsg" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The sizes of the buffers, in bytes; one of 1024 where nothing is said.
        "sizes" => sizes: Option<Sizes>,
        /// How many bytes of ancillary data there is room for, behind the header of one control message; 0 for no room at all, 256 where nothing is said.
        "room" => room: Option<Integer<0, 65536>>,
        /// What to call the sockets that are passed; those without a name are closed.
        "as" => passed: Option<Passed>,
        /// How.
        "flags" => flags: Option<Flags<MessageFlag>>,
    }
    needs [Messages]
    returns ["data": Data, "address": Address, "flags": Flags, "ancillary": Records(ANCILLARY)]
}

/// What a control message can tell: how many sockets it passes; where a datagram was sent to, which address of this host took it and at
/// which interface; bytes where the harness has no better word.
const ANCILLARY: &[Return] = &[
    Return { name: "type", kind: Kind::Word },
    Return { name: "sockets", kind: Kind::Number },
    Return { name: "destination", kind: Kind::Text },
    Return { name: "local", kind: Kind::Text },
    Return { name: "interface", kind: Kind::Text },
    Return { name: "data", kind: Kind::Data },
];

named_enum! {
    /// The ancillary data that a case can send.
    pub enum AttachmentType, "kind of ancillary data" {
        /// Descriptors: unix(7).
        Rights = "SCM_RIGHTS",
        /// The address to send from: ip(7).
        IpPktinfo = "IP_PKTINFO",
        /// The address to send from: RFC 3542.
        Ipv6Pktinfo = "IPV6_PKTINFO",
    }
}

/// Ancillary data to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// Sockets to pass on.
    Rights(Vec<SocketName>),
    /// The address to send from.
    Source(IpAddr),
}

/// Names for the sockets that a message brings, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed(pub Vec<NewSocket>);

/// `{SCM_RIGHTS: [s]}`, `{IP_PKTINFO: "127.0.0.2"}` or `{IPV6_PKTINFO: "::1"}`.
impl Argument for Attachment {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let one = match &node.content {
            Content::Map(entries) => <&[_; 1]>::try_from(entries.as_slice()).ok(),
            _ => None,
        };
        let Some([(key, value)]) = one else {
            let fault = Fault::expected("one kind of ancillary data", node.kind());
            reading.findings.add(node.place, fault.hint("as {SCM_RIGHTS: [s]} or {IP_PKTINFO: \"127.0.0.2\"}"));
            return None;
        };
        match reading.findings.note(key.place, AttachmentType::named(&key.text))? {
            AttachmentType::Rights => {
                reading.need(Capability::ScmRights);
                read_rights(value, reading).map(Self::Rights)
            }
            AttachmentType::IpPktinfo => {
                reading.need(Need::Constant("IP_PKTINFO"));
                read_source(value, "an address of AF_INET", IpAddr::is_ipv4, reading)
            }
            AttachmentType::Ipv6Pktinfo => read_source(value, "an address of AF_INET6", IpAddr::is_ipv6, reading),
        }
    }

    fn wire(&self) -> Option<Json> {
        Some(match self {
            Self::Rights(sockets) => json!({"SCM_RIGHTS": sockets.wire()?}),
            Self::Source(source @ IpAddr::V4(_)) => json!({"IP_PKTINFO": source.to_string()}),
            Self::Source(source @ IpAddr::V6(_)) => json!({"IPV6_PKTINFO": source.to_string()}),
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
        };
        Some(Input::Word(format!("{{{kind} {value}}}")))
    }
}

/// The family in question stays that of the socket that sends.
fn read_rights(node: &Node, reading: &Reading) -> Option<Vec<SocketName>> {
    let family = reading.family();
    let sockets = Vec::read(node, reading);
    reading.set_family(family);
    sockets
}

fn read_source(node: &Node, what: &str, fits: fn(&IpAddr) -> bool, reading: &Reading) -> Option<Attachment> {
    let text = fields::text(node, what, reading.findings)?;
    let source = text.parse().ok().filter(fits);
    if source.is_none() {
        reading.findings.add(node.place, Fault::expected(what, &format!("`{text}`")));
    }
    source.map(Attachment::Source)
}

/// What is passed is of any family, whatever carries it.
impl Argument for Passed {
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
        json!({"type": "array", "items": name_schema("A name for a socket that is passed.")})
    }
}

impl Show for Passed {
    fn input(&self) -> Option<Input> {
        let names: Vec<&str> = self.0.iter().map(|name| name.0.as_str()).collect();
        Some(Input::Word(format!("[{}]", names.join(", "))))
    }
}
