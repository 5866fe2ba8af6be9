//! What a message carries besides data: what is attached to it, and names for the sockets that arrive with it.

use std::fmt;
use std::net::IpAddr;

use serde_json::{Map, Value as Json, json};

use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation;
use crate::operation::argument::{Argument, Input, NewSocket, Show, SocketName, name_schema, refers_to_nothing};
use crate::operation::check::Reading;
use crate::operation::word::AttachmentType;
use crate::platform::{Capability, Need};
use crate::schema_parts::described;
use crate::sys::header_field::HeaderField;
use crate::yaml::{Content, Node};

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
                "properties": {"hex": {"type": "string", "description": "Bytes, as hexadecimal digits."}},
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
        let value = |kind: AttachmentType| match kind {
            AttachmentType::Rights => json!({"type": "array", "items": SocketName::schema()}),
            AttachmentType::IpPktinfo | AttachmentType::Ipv6Pktinfo => json!({"type": "string"}),
            _ => FieldValue::schema(),
        };
        let entry = |(kind, (name, about)): (&AttachmentType, &(&str, &str))| {
            ((*name).to_owned(), described(about, value(*kind)))
        };
        let entries = AttachmentType::ALL.iter().zip(AttachmentType::WORDS).map(entry);
        json!({
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": false,
            "properties": entries.collect::<Map<_, _>>(),
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
