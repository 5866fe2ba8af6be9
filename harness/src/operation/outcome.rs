//! What comes back from an operation.

use std::time::Duration;

use crate::address::Observed;
use crate::platform::error_name::ErrorName;

/// The kinds of thing that an operation returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of a socket.
    Address,
    /// A number.
    Number,
    /// The descriptor of a socket.
    Descriptor,
    /// The descriptor of a file.
    File,
    /// Bytes.
    Data,
    /// A boolean.
    Flag,
    /// The value of a socket option: a boolean, a number or a text.
    Setting,
    /// A constant, or several of them joined by `|`.
    Word,
    /// The flags of a message.
    Flags,
    /// Text.
    Text,
    /// The name of a service, or a port.
    Service,
    /// How long the operation took.
    Elapsed,
    /// A list of records with these fields, each of which may be absent.
    Records(&'static [Return]),
}

impl Kind {
    /// What one of them is called in messages.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Address => "an address",
            Self::Number => "a number",
            Self::Descriptor => "the descriptor of a socket",
            Self::File => "the descriptor of a file",
            Self::Data => "data",
            Self::Flag => "true or false",
            Self::Setting => "the value of an option",
            Self::Word => "a constant",
            Self::Flags => "message flags",
            Self::Text => "text",
            Self::Service => "a service or a port",
            Self::Elapsed => "a time",
            Self::Records(_) => "a list",
        }
    }
}

/// A thing that an operation returns.
#[derive(Debug, PartialEq, Eq)]
pub struct Return {
    /// The key it is claimed by.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
}

/// A thing that an operation returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The name of a socket.
    Address(Observed),
    /// A number.
    Number(i64),
    /// A number less than was asked for; how much less is up to the host.
    Part(i64),
    /// A descriptor, or -1 for none.
    Descriptor(i64),
    /// A boolean.
    Flag(bool),
    /// Bytes.
    Data(Vec<u8>),
    /// A constant, or several of them joined by `|`.
    Word(String),
    /// Text.
    Text(String),
    /// A port, where a service might have stood.
    Port(u16),
    /// The number by which the kernel knows a socket: SO_COOKIE of Linux.
    Cookie(u64),
    /// An interface, as the value of an option.
    Interface(HostInterface),
    /// An interface, where a message says by which one it came.
    InterfaceName(HostInterface),
    /// What this host is called, which no two records would agree on.
    Hostname(String),
    /// How long the operation took.
    Elapsed(Duration),
    /// Records.
    Records(Vec<Record>),
}

/// An interface that the system returned. What an index means is up to the host and to the moment, so the executor asks at once,
/// and whoever writes a record or judges a claim later need not ask the system, which may be another one by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostInterface {
    /// Its index; 0 is no interface in particular.
    pub index: u32,
    /// What the host calls it, if it has such an interface.
    pub name: Option<String>,
    /// Whether it is the loopback interface.
    pub is_loopback: bool,
}

/// The fields of a record that are there, in the order of their kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record(pub Vec<(&'static str, Value)>);

/// How an operation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It succeeded and returned these, in the order of the operation's `returns`.
    Returned(Vec<Value>),
    /// It failed.
    Failed(ErrorName),
    /// It blocked until the deadline.
    TimedOut,
    /// It was not begun, for what it sends would leave this host: by the socket's own account of its interface, or by an address that a step
    /// returned. The platform is as likely to be the reason as the case.
    Withheld,
    /// It could not be begun, because of this: a socket that was never made, a reference without a value.
    NotRun(String),
}

/// Which of the things that an operation returns is kept by `save`: the address, or else the first of them. None if it returns nothing.
#[must_use]
fn saved_index(returns: &[Return]) -> Option<usize> {
    let address = returns.iter().position(|returned| returned.kind == Kind::Address);
    address.or((!returns.is_empty()).then_some(0))
}

impl Outcome {
    /// What `save` keeps of this outcome of an operation that returns these things.
    #[must_use]
    pub fn saved(&self, returns: &[Return]) -> Option<&Value> {
        match self {
            Self::Returned(values) => values.get(saved_index(returns)?),
            Self::Failed(_) | Self::TimedOut | Self::Withheld | Self::NotRun(_) => None,
        }
    }
}

/// The kind of what `save` keeps of the things that an operation returns.
#[must_use]
pub fn saved_kind(returns: &[Return]) -> Option<Kind> {
    saved_index(returns).map(|index| returns[index].kind)
}
