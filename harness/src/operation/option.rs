//! The options and the mode of a socket.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::argument::{Argument, Input};
use super::declare::operation;
use super::{Reading, SocketName, Value};
use crate::document::{Content, Node};
use crate::fields;
use crate::platform::Capability;
use crate::problem::Fault;
use crate::words::words;

words! {
    /// An option that decides about names: socket(7), ip(7), ipv6(7), "SOL_SOCKET Socket Options" on Microsoft Learn.
    pub enum OptionName, "option" {
        /// Lets an address be bound that is in use.
        ReuseAddr = "SO_REUSEADDR",
        /// Lets several sockets have one address and port.
        ReusePort = "SO_REUSEPORT",
        /// Keeps every other socket from the address and port, on Windows.
        ExclusiveAddrUse = "SO_EXCLUSIVEADDRUSE",
        /// Lets datagrams be sent to broadcast addresses.
        Broadcast = "SO_BROADCAST",
        /// Keeps an AF_INET6 socket from IPv4.
        V6only = "IPV6_V6ONLY",
        /// How long close waits for unsent data, in seconds.
        Linger = "SO_LINGER",
        /// Tells where each datagram was sent to: ip(7).
        IpPktinfo = "IP_PKTINFO",
        /// Tells where each datagram was sent to: RFC 3542.
        Ipv6Recvpktinfo = "IPV6_RECVPKTINFO",
    }
}

/// The value of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Setting {
    /// On or off.
    Flag(bool),
    /// A number, in the unit of the option.
    Number(u16),
}

operation! {
    /// Sets an option: setsockopt(2).
    pub struct Setsockopt = "setsockopt" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The option.
        "option" => option: OptionName,
        /// Its value.
        "value" => value: Setting,
    }
    returns []
}

operation! {
    /// The value of an option: getsockopt(2).
    pub struct Getsockopt = "getsockopt" {
        /// The socket.
        "socket" => socket: SocketName,
        /// The option.
        "option" => option: OptionName,
    }
    returns ["value": Setting]
}

operation! {
    /// Makes calls on a socket block, or not: O_NONBLOCK of fcntl(2), FIONBIO of ioctlsocket on Windows.
    pub struct Setblocking = "setblocking" {
        /// The socket.
        "socket" => socket: SocketName,
        /// Whether they block.
        "blocking" => blocking: bool,
    }
    returns []
}

impl Argument for OptionName {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let name = fields::text(node, "the name of an option", reading.findings)?;
        let option = reading.findings.note(node.place, Self::named(name))?;
        match option {
            Self::ReusePort => reading.need(Capability::ReusePort),
            Self::ExclusiveAddrUse => reading.need(Capability::ExclusiveAddrUse),
            Self::IpPktinfo => reading.need(Capability::IpPktinfo),
            Self::Ipv6Recvpktinfo => reading.need(Capability::Messages),
            Self::ReuseAddr | Self::Broadcast | Self::V6only | Self::Linger => {}
        }
        Some(option)
    }

    fn input(&self) -> Option<Input> {
        Some(Input::Word(self.to_string()))
    }

    fn schema() -> Json {
        json!({"enum": Self::NAMES})
    }
}

impl Argument for Setting {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let number = |number| u16::try_from(number).ok().map(Self::Number);
        let setting = match node.content {
            Content::Flag(flag) => Some(Self::Flag(flag)),
            Content::Number(value) => number(value),
            Content::Null | Content::Text(_) | Content::List(_) | Content::Map(_) => None,
        };
        if setting.is_none() {
            let fault = Fault::expected("true, false or a number from 0 to 65535", node.kind());
            reading.findings.add(node.place, fault);
        }
        setting
    }

    fn input(&self) -> Option<Input> {
        Some(Input::Word(match self {
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
        }))
    }

    fn schema() -> Json {
        json!({"type": ["boolean", "integer"], "minimum": 0, "maximum": 65535})
    }
}

impl Setsockopt {
    /// What this very setting needs, beyond the option itself.
    pub(super) fn need(&self, reading: &Reading) {
        if self.option == OptionName::V6only && self.value == Setting::Flag(false) {
            reading.need(Capability::DualStack);
        }
    }
}

impl From<Setting> for Value {
    fn from(setting: Setting) -> Self {
        match setting {
            Setting::Flag(flag) => Self::Flag(flag),
            Setting::Number(number) => Self::Number(number.into()),
        }
    }
}
