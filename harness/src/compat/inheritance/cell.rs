//! Where a question has its place in the table.

use std::fmt;

use crate::compat::follow::Origin;
use crate::named_enum::named_enum;
use crate::operation::OptionName;

/// What can be handed down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// That calls do not wait: O_NONBLOCK of fcntl(2).
    NonBlocking,
    /// That child processes inherit the descriptor: FD_CLOEXEC of fcntl(2) is off.
    Inheritable,
    /// A socket option.
    Option(OptionName),
}

named_enum! {
    /// How a property might be handed down.
    pub enum Way, "way" {
        /// From a listener to a socket that it accepts.
        Accept = "accept",
        /// To another descriptor of the same socket.
        Dup = "dup",
        /// To the descriptor that a message brings.
        Passed = "passed descriptor",
        /// To a child process.
        Child = "child",
        /// To another thread of the same process.
        Thread = "another thread",
    }
}

impl Property {
    /// Every property that the table has a row for: what can be set, and then be asked for.
    pub fn all() -> impl Iterator<Item = Self> {
        let options = OptionName::ALL.iter().filter(|option| option.can_be_set() && option.can_be_read());
        [Self::NonBlocking, Self::Inheritable].into_iter().chain(options.map(|option| Self::Option(*option)))
    }

    /// What it belongs to.
    #[must_use]
    pub fn level(self) -> &'static str {
        match self {
            Self::NonBlocking | Self::Inheritable => "descriptor",
            Self::Option(option) => match option.name().split('_').next() {
                Some("SO") => "socket",
                Some("IP") => "IPv4",
                Some("IPV6") => "IPv6",
                Some("TCP") => "TCP",
                _ => "other protocols",
            },
        }
    }

    /// Why it cannot be handed down in this way. None if it can.
    #[must_use]
    pub fn impossible(self, way: Way) -> Option<&'static str> {
        match (self, way) {
            (Self::Inheritable, Way::Thread) => Some("a thread has the descriptors of its process, and inherits none"),
            (Self::Option(OptionName::Hdrincl | OptionName::Hdrincl6), Way::Accept) => {
                Some("only raw sockets have it, and they do not listen")
            }
            (Self::Option(option), _) if option.name().starts_with("DCCP") => {
                Some("a case may make such a socket, and do nothing with it")
            }
            _ => None,
        }
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NonBlocking => f.write_str("O_NONBLOCK"),
            Self::Inheritable => f.write_str("not FD_CLOEXEC"),
            Self::Option(option) => option.fmt(f),
        }
    }
}

impl Way {
    /// The way by which a program came to a descriptor. None of one that it made.
    pub(super) fn of(origin: Origin) -> Option<Self> {
        match origin {
            Origin::Made => None,
            Origin::Duplicated => Some(Self::Dup),
            Origin::Passed => Some(Self::Passed),
            Origin::Inherited => Some(Self::Child),
        }
    }
}
