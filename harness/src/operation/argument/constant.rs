//! Arguments that are constants of the Sockets API.

use serde_json::Value as Json;

use super::default::WithDefault;
use super::input::Input;
use super::kind::{Argument, Show, list_schema, refers_to_nothing};
use crate::address::Family;
use crate::fault::Fault;
use crate::fields;
use crate::named_enum::named_enum;
use crate::operation::check::Reading;
use crate::platform::Capability;
use crate::schema_parts::words_schema;
use crate::yaml::{Content, Node};

named_enum! {
    /// The type of a socket: socket(2).
    pub enum SocketType, "socket type" {
        /// A stream of bytes.
        Stream = "SOCK_STREAM",
        /// Datagrams.
        Dgram = "SOCK_DGRAM",
        /// Records in sequence.
        Seqpacket = "SOCK_SEQPACKET",
        /// Packets of the protocol below.
        Raw = "SOCK_RAW",
    } or number
}

named_enum! {
    /// A flag that is combined with the type of a new socket: socket(2), and `sys/socket.h` of POSIX.1-2024, "Socket
    /// Types".
    pub enum TypeFlag, "type flag" {
        /// Calls on it do not block.
        Nonblock = "SOCK_NONBLOCK",
        /// Child processes do not inherit it.
        Cloexec = "SOCK_CLOEXEC",
    }
}

/// Flags that are combined with a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeFlags(pub Vec<TypeFlag>);

named_enum! {
    /// A protocol: `netinet/in.h`.
    pub enum Protocol, "protocol" {
        /// TCP.
        Tcp = "IPPROTO_TCP",
        /// UDP.
        Udp = "IPPROTO_UDP",
        /// ICMP.
        Icmp = "IPPROTO_ICMP",
        /// ICMP for IPv6.
        Icmpv6 = "IPPROTO_ICMPV6",
    } or number
}

impl Protocol {
    /// Its number: "Protocol Numbers" of IANA, which is that of the constant on every platform.
    #[must_use]
    pub fn number(self) -> i32 {
        match self {
            Self::Icmp => 1,
            Self::Tcp => 6,
            Self::Udp => 17,
            Self::Icmpv6 => 58,
            Self::Number(number) => number,
        }
    }
}

named_enum! {
    /// Which directions to shut down: shutdown(2).
    pub enum Direction, "direction" {
        /// Receiving.
        Read = "SHUT_RD",
        /// Sending.
        Write = "SHUT_WR",
        /// Both.
        Both = "SHUT_RDWR",
    } or number
}

impl Direction {
    /// Its number, which is the same on every platform: sys/socket.h of Linux, XNU and the BSDs, SD_RECEIVE, SD_SEND
    /// and SD_BOTH of `shutdown` on Microsoft Learn.
    #[must_use]
    pub fn number(self) -> i32 {
        match self {
            Self::Read => 0,
            Self::Write => 1,
            Self::Both => 2,
            Self::Number(number) => number,
        }
    }
}

/// The named constant or the number in `node`.
pub(in crate::operation) fn constant<T>(
    node: &Node,
    reading: &Reading,
    what: &str,
    named: fn(&str) -> Result<T, Fault>,
    number: fn(i32) -> T,
) -> Option<T> {
    if let Content::Number(value) = node.content {
        let value = i32::try_from(value)
            .map_err(|_| Fault::new(format!("`{value}` is too large")).hint("write a number of 32 bits"));
        return reading.findings.note(node.place, value).map(number);
    }
    fields::word(node, what, named, reading.findings)
}

/// Implements [`Argument`] for an enumeration of words, with `or number` if it has numbers as well. The function after
/// `then` notes what follows from the value.
macro_rules! word_argument {
    ($type:ty, $what:literal, or number $(, then $then:path)?) => {
        $crate::operation::argument::word_argument!(@ $type,
            |node, reading| {
                $crate::operation::argument::constant(node, reading, $what, <$type>::named, <$type>::Number)
            },
            serde_json::json!({"anyOf": [
                $crate::schema_parts::words_schema(<$type>::WORDS.iter().copied()), {"type": "integer"},
            ]})
            $(, $then)?);
    };
    ($type:ty, $what:literal $(, then $then:path)?) => {
        $crate::operation::argument::word_argument!(@ $type,
            |node, reading| $crate::fields::word(node, $what, <$type>::named, reading.findings),
            $crate::schema_parts::words_schema(<$type>::WORDS.iter().copied())
            $(, $then)?);
    };
    (@ $type:ty, |$node:ident, $reading:ident| $read:expr, $schema:expr $(, $then:path)?) => {
        impl $crate::operation::Argument for $type {
            $crate::operation::argument::refers_to_nothing!();

            fn read($node: &$crate::yaml::Node, $reading: &$crate::operation::Reading) -> Option<Self> {
                let value = $read?;
                $($then(&value, $reading);)?
                Some(value)
            }

            fn wire(&self) -> Option<serde_json::Value> {
                Some($crate::operation::argument::wire_constant(&self.to_string()))
            }

            fn schema() -> serde_json::Value {
                $schema
            }
        }

        $crate::operation::argument::shown_as_text!($type);
    };
}
pub(in crate::operation) use word_argument;

word_argument!(Family, "an address family", or number, then WithDefault::note_implications);
word_argument!(SocketType, "a socket type", or number, then WithDefault::note_implications);
word_argument!(Protocol, "a protocol", or number);
word_argument!(Direction, "a direction", or number);

impl WithDefault for Family {
    const DEFAULT: Self = Self::Inet;

    fn note_implications(&self, reading: &Reading) {
        reading.set_family(Some(*self));
    }
}

impl WithDefault for SocketType {
    const DEFAULT: Self = Self::Stream;

    fn note_implications(&self, reading: &Reading) {
        if reading.family() == Some(Family::Unix) {
            match self {
                Self::Stream => reading.need(Capability::UnixStream),
                Self::Dgram => reading.need(Capability::UnixDgram),
                Self::Seqpacket => reading.need(Capability::UnixSeqpacket),
                Self::Raw | Self::Number(_) => {}
            }
        }
    }
}

/// A list of flags.
impl Argument for TypeFlags {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        reading.need(Capability::TypeFlags);
        let flag = |item: &Node| fields::word(item, "a type flag", TypeFlag::named, reading.findings);
        let items = fields::items(node, reading.findings)?;
        items.iter().map(flag).collect::<Option<Vec<_>>>().map(Self)
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.iter().map(TypeFlag::to_string).collect())
    }

    fn schema() -> Json {
        list_schema(&words_schema(TypeFlag::WORDS.iter().copied()))
    }
}

impl Show for TypeFlags {
    fn input(&self) -> Option<Input> {
        let names: Vec<String> = self.0.iter().map(TypeFlag::to_string).collect();
        Some(Input::Word(names.join("|")))
    }
}

/// A constant as a case file writes it: a name, or a number without quotes.
pub(in crate::operation) fn wire_constant(text: &str) -> Json {
    text.parse::<i64>().map_or_else(|_| text.into(), Json::from)
}
