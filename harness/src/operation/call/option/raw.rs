//! Socket options by level and number, with values and room of any length.

use serde_json::{Value as Json, json};

use super::OptionName;
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::named_enum::named_enum;
use crate::operation::argument::{
    Argument, Data, Input, Integer, Show, SocketName, refers_to_nothing, wire_constant, word_argument,
};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::platform::Need;
use crate::schema_parts::{any_of, words_schema};
use crate::sys::option::MOST_BYTES;
use crate::yaml::{Content, Node};

/// A length that a call is told. A negative one is no length, and shows what the system does with it.
pub type OptionLength = Integer<-1, { MOST_BYTES as i64 }>;

operation! {
    /// Sets a socket option to any bytes of any length: setsockopt(2).
    pub struct SetsockoptBytes = "setsockopt_bytes" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The option: a name, or `{level: SOL_SOCKET, name: 1000000}`.
        "option" => option: RawOption,
        /// The bytes: data, or a number or numbers, each of which is an `int`. Without it the pointer is NULL.
        "value" => value: Option<OptionBytes>,
        /// The length that the call is told, in place of the number of bytes. -1 is passed on, too. What there is too
        /// little of is filled up with zeros.
        "length" => length: Option<OptionLength>,
    }
    returns []
}

operation! {
    /// Reads a socket option as bytes, with room of any length: getsockopt(2).
    pub struct GetsockoptBytes = "getsockopt_bytes" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The option: a name, or `{level: SOL_SOCKET, name: 1000000}`.
        "option" => option: RawOption,
        /// The length that the call is told. -1 is passed on, too.
        "room" => room: OptionLength,
        /// What is left out: NULL is the pointer to the `buffer`, or to the `length`.
        "without" => without: Option<LeftOut>,
    }
    returns ["value": Data, "length": Number]
}

named_enum! {
    /// What getsockopt is not given.
    pub enum LeftOut, "pointer" {
        /// The buffer.
        Buffer = "buffer",
        /// The length.
        Length = "length",
    }
}

named_enum! {
    /// The level of an option: getsockopt(2).
    pub enum Level, "level" {
        /// Any socket.
        Socket = "SOL_SOCKET",
        /// IPv4.
        Ip = "IPPROTO_IP",
        /// IPv6.
        Ipv6 = "IPPROTO_IPV6",
        /// TCP.
        Tcp = "IPPROTO_TCP",
        /// UDP.
        Udp = "IPPROTO_UDP",
    } or number
}

word_argument!(LeftOut, "a pointer");
word_argument!(Level, "a level", or number);

/// An option of which the bytes are passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawOption {
    /// By its name.
    Named(OptionName),
    /// By its numbers.
    Numbered {
        /// The level.
        level: Level,
        /// The number at this level.
        name: i32,
    },
}

impl RawOption {
    /// Whether it is IPV6_ADDRFORM. By number, that of Linux, the only system that has it: include/uapi/linux/in6.h.
    #[must_use]
    pub fn is_addrform(&self) -> bool {
        match self {
            Self::Named(option) => *option == OptionName::Addrform,
            Self::Numbered { level, name } => matches!(level, Level::Ipv6 | Level::Number(41)) && *name == 1,
        }
    }
}

/// The bytes of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionBytes {
    /// Data.
    Data(Data),
    /// Each an `int` in the byte order of the host.
    Ints(Vec<i32>),
}

impl OptionBytes {
    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Data(data) => data.bytes(),
            Self::Ints(numbers) => numbers.iter().flat_map(|number| number.to_ne_bytes()).collect(),
        }
    }
}

impl Argument for RawOption {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        if !matches!(node.content, Content::Map(_)) {
            let option = fields::word(node, "an option", OptionName::named, reading.findings)?;
            option.missing_somewhere().into_iter().for_each(|name| reading.need(Need::Constant(name)));
            return Some(Self::Named(option));
        }
        let mut fields = Fields::of(node, "an option", reading.findings)?;
        let level = fields.required("level").and_then(|node| Level::read(node, reading));
        let number = |node| fields::number(node, i32::MIN.into()..=i32::MAX.into(), reading.findings);
        let name = fields.required("name").and_then(number).and_then(|name| i32::try_from(name).ok());
        fields.finish();
        Some(Self::Numbered { level: level?, name: name? })
    }

    fn wire(&self) -> Option<Json> {
        Some(match self {
            Self::Named(option) => option.to_string().into(),
            Self::Numbered { level, name } => json!({"level": wire_constant(&level.to_string()), "name": name}),
        })
    }

    fn schema() -> Json {
        json!({"description": "The name of an option, or its level and number.", "anyOf": [
            words_schema(OptionName::WORDS.iter().copied()),
            {
                "type": "object",
                "required": ["level", "name"],
                "additionalProperties": false,
                "properties": {
                    "level": {
                        "description": "The level of the option.",
                        "anyOf": [Level::schema(), {"$ref": "#/definitions/variable"}],
                    },
                    "name": {
                        "description": "The number of the option.",
                        "anyOf": [{"type": "integer"}, {"$ref": "#/definitions/variable"}],
                    },
                },
            },
        ]})
    }
}

impl Show for RawOption {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(match self {
            Self::Named(option) => option.to_string(),
            Self::Numbered { level, name } => format!("{level}/{name}"),
        }))
    }
}

impl Argument for OptionBytes {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let int = |node: &Node| {
            let number = fields::number(node, i32::MIN.into()..=i32::MAX.into(), reading.findings)?;
            i32::try_from(number).ok()
        };
        let bytes = match &node.content {
            Content::Number(_) => int(node).map(|number| Self::Ints(vec![number])),
            Content::List(items) => items.iter().map(int).collect::<Option<_>>().map(Self::Ints),
            _ => Data::read(node, reading).map(Self::Data),
        }?;
        if bytes.bytes().len() > MOST_BYTES as usize {
            let fault = Fault::new(format!("an option has no more than {MOST_BYTES} bytes"));
            reading.findings.add(node.place, fault.hint("write less"));
        }
        Some(bytes)
    }

    fn wire(&self) -> Option<Json> {
        match self {
            Self::Data(data) => data.wire(),
            Self::Ints(numbers) => Some(json!(numbers)),
        }
    }

    fn schema() -> Json {
        any_of([Data::schema(), json!({"type": "integer"}), json!({"type": "array", "items": {"type": "integer"}})])
    }
}

impl Show for OptionBytes {
    fn input(&self) -> Option<Input> {
        match self {
            Self::Data(data) => data.input(),
            Self::Ints(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(i32::to_string).collect();
                Some(Input::Word(format!("[{}]", numbers.join(", "))))
            }
        }
    }
}
