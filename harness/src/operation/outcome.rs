//! What comes back from an operation.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use super::word::{SettingKind, Vocabulary, Word};
use crate::address::Observed;
use crate::platform::error_name::ErrorName;

/// The kinds of values that operations return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of a socket.
    Address,
    /// A number.
    Number,
    /// How many there are of something.
    Count,
    /// The descriptor of a socket.
    Descriptor,
    /// The descriptor of a file.
    File,
    /// Bytes.
    Data,
    /// A boolean.
    Flag,
    /// The value of a socket option of this kind.
    Setting(SettingKind),
    /// A word.
    Word(Vocabulary),
    /// Text.
    Text,
    /// An IP address without a port, as text.
    Ip,
    /// The name of this host.
    Hostname,
    /// The name of a service, or a port number.
    Service,
    /// How long the operation took.
    Elapsed,
    /// A list of records with these fields. Each of them may be missing from a record.
    Records(&'static [Return]),
}

impl Kind {
    /// What messages call a value of this kind.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Address => "an address",
            Self::Number | Self::Count => "a number",
            Self::Descriptor => "the descriptor of a socket",
            Self::File => "the descriptor of a file",
            Self::Data => "data",
            Self::Flag => "true or false",
            Self::Setting(_) => "the value of an option",
            Self::Word(vocabulary) => vocabulary.noun(),
            Self::Text => "text",
            Self::Ip => "an IP address",
            Self::Hostname => "the name of the host",
            Self::Service => "a service or a port",
            Self::Elapsed => "a time",
            Self::Records(_) => "a list",
        }
    }

    /// The fields of its records, if it is a list.
    #[must_use]
    pub fn fields(self) -> Option<&'static [Return]> {
        if let Self::Records(fields) = self { Some(fields) } else { None }
    }
}

/// A value that an operation returns, as its declaration describes it.
#[derive(Debug, PartialEq, Eq)]
pub struct Return {
    /// The key that claims use for it.
    pub name: &'static str,
    /// Its kind.
    pub kind: Kind,
}

/// A value that an operation has returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The name of a socket.
    Address(Observed),
    /// A number.
    Number(i64),
    /// A number that is less than the call asked for. How much less depends on the host.
    PartialCount(i64),
    /// A descriptor, or -1 for no descriptor.
    Descriptor(i64),
    /// A boolean.
    Flag(bool),
    /// Bytes.
    Data(Vec<u8>),
    /// A word.
    Word(Word),
    /// Text.
    Text(String),
    /// An IP address without a port, as text.
    Ip(IpAddr),
    /// A port in the place of a service.
    Port(u16),
    /// The number that the kernel gives a socket: SO_COOKIE of Linux.
    Cookie(u64),
    /// An interface, as the value of an option.
    Interface(HostInterface),
    /// The interface that a message arrived by.
    InterfaceName(HostInterface),
    /// The name of this host, which differs from record to record.
    Hostname(String),
    /// The value of an option, and what came with it that this value does not tell.
    Remarked(Box<Value>, Vec<Remark>),
    /// How long the operation took.
    Elapsed(Duration),
    /// Records.
    Records(Vec<Record>),
    /// A value of which only a part is known: by a record, or by an executor that does not see it.
    Hidden(Hidden),
}

/// What is known of a value that is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// That the operation took some time.
    Elapsed,
    /// That a number is less than the call asked for.
    PartialCount,
    /// How many bytes the data has.
    Data(usize),
    /// Nothing: whoever made the call never sees what it returned there.
    Unseen,
}

/// What came with the value of an option that the value does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The number behind `true`, if it is not 1.
    Number(i64),
    /// `l_onoff` of SO_LINGER, if it is neither 0 nor 1.
    OnOff(i64),
    /// `l_linger` of SO_LINGER, if it is not 0 although the option is off.
    Linger(i64),
    /// The length in bytes, if it is not that of the C type.
    Length(u64),
}

impl Remark {
    /// Reads what a transcript has in brackets.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let number = |text: &str| text.parse().ok();
        match text.split_once(' ') {
            None => number(text).map(Self::Number),
            Some(("l_onoff", text)) => number(text).map(Self::OnOff),
            Some(("l_linger", text)) => number(text).map(Self::Linger),
            Some((length, "byte" | "bytes")) => length.parse().ok().map(Self::Length),
            Some(_) => None,
        }
    }
}

/// As in a transcript, in brackets behind the value.
impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::OnOff(number) => write!(f, "l_onoff {number}"),
            Self::Linger(seconds) => write!(f, "l_linger {seconds}"),
            Self::Length(1) => f.write_str("1 byte"),
            Self::Length(length) => write!(f, "{length} bytes"),
        }
    }
}

impl Value {
    /// This value with remarks, if there are any.
    #[must_use]
    pub fn with(self, remarks: Vec<Remark>) -> Self {
        if remarks.is_empty() { self } else { Self::Remarked(Box::new(self), remarks) }
    }

    /// This value without remarks, which is what a claim is about.
    #[must_use]
    pub fn plain(&self) -> &Self {
        if let Self::Remarked(value, _) = self { value } else { self }
    }
}

/// An interface that the system returned. The meaning of an index depends on the host and may change, so the executor
/// looks it up at once. Code that later writes a record or judges a claim may run on another host and must not ask the
/// system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostInterface {
    /// Its index. 0 means no particular interface.
    pub index: u32,
    /// Its name on the host, if the host has such an interface.
    pub name: Option<String>,
    /// Whether it is the loopback interface.
    pub is_loopback: bool,
}

/// The fields of a record, without those that are missing, in the order of their declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record(pub Vec<(&'static str, Value)>);

/// How an operation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It succeeded and returned these values, in the order of the operation's `returns`.
    Returned(Vec<Value>),
    /// It failed.
    Failed(ErrorName),
    /// It blocked until the deadline, when it was interrupted. If it then returned the part of its work that it had
    /// done, these are the values.
    TimedOut(Vec<Value>),
    /// What stands between the case and the system did not make the call, and said this.
    Refused(String),
    /// It was not begun, because of what it would do: send to another host, through the interface that the socket
    /// reports or to an address that a step returned, or use up more than a trial may. The cause may be the platform or
    /// the case.
    Withheld(String),
    /// It could not be begun, for this reason: a socket that was never made, or a reference without a value.
    NotRun(String),
}

/// Which of the returned values `save` keeps: the address if there is one, otherwise the first. `None` if the operation
/// returns nothing.
#[must_use]
fn saved_index(returns: &[Return]) -> Option<usize> {
    let address = returns.iter().position(|returned| returned.kind == Kind::Address);
    address.or((!returns.is_empty()).then_some(0))
}

impl Outcome {
    /// The value that `save` keeps of this outcome, for an operation that returns these values.
    #[must_use]
    pub fn saved(&self, returns: &[Return]) -> Option<&Value> {
        match self {
            Self::Returned(values) => values.get(saved_index(returns)?),
            Self::Failed(_) | Self::TimedOut(_) | Self::Refused(_) | Self::Withheld(_) | Self::NotRun(_) => None,
        }
    }
}

/// The kind of the value that `save` keeps, for an operation that returns these values.
#[must_use]
pub fn saved_kind(returns: &[Return]) -> Option<Kind> {
    saved_index(returns).map(|index| returns[index].kind)
}
