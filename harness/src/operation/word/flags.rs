//! Flags of calls: constants that can be combined.

use std::fmt::{self, Debug, Display};
use std::str::FromStr;

use crate::fault::Fault;
use crate::named_enum::named_enum;
use crate::notation;
use crate::platform::constant::Prefix;
use crate::platform::{Capability, Need, Platform, numbers};

named_enum! {
    /// A flag of getaddrinfo: RFC 3493, section 6.1.
    pub enum AddrinfoFlag, "flag" {
        /// The addresses are for bind.
        Passive = "AI_PASSIVE",
        /// Return the canonical name.
        CanonicalName = "AI_CANONNAME",
        /// The host is a numeric address.
        NumericHost = "AI_NUMERICHOST",
        /// The service is a port number.
        NumericService = "AI_NUMERICSERV",
        /// For AF_INET6, return IPv4 addresses as mapped ones if there are no others.
        V4mapped = "AI_V4MAPPED",
        /// Return both mapped and IPv6 addresses.
        All = "AI_ALL",
        /// Return only families of which this host has an address.
        Configured = "AI_ADDRCONFIG",
    } or number
}

named_enum! {
    /// A flag of getnameinfo: RFC 3493, section 6.2.
    pub enum NameinfoFlag, "flag" {
        /// Return the host as a numeric address.
        NumericHost = "NI_NUMERICHOST",
        /// Return the service as a port number.
        NumericService = "NI_NUMERICSERV",
        /// Return the host without the domain of this host.
        NoDomain = "NI_NOFQDN",
        /// Fail if the host has no name.
        NameRequired = "NI_NAMEREQD",
        /// Look up the service of datagrams, not that of streams.
        Datagram = "NI_DGRAM",
        /// Return the scope of the host as a number.
        NumericScope = "NI_NUMERICSCOPE",
    } or number
}

named_enum! {
    /// A flag of a message: `sys/socket.h` of POSIX, send(2), recv(2).
    pub enum MessageFlag, "message flag" {
        /// Out-of-band data.
        Oob = "MSG_OOB",
        /// Data that is received stays in the queue.
        Peek = "MSG_PEEK",
        /// A datagram was longer than the buffer. As an argument on Linux: return the full length of the datagram.
        Trunc = "MSG_TRUNC",
        /// There was not enough room for the ancillary data.
        Ctrunc = "MSG_CTRUNC",
        /// This call does not block.
        Dontwait = "MSG_DONTWAIT",
        /// The call waits until the buffer is full.
        Waitall = "MSG_WAITALL",
        /// A record ends here.
        Eor = "MSG_EOR",
        /// No SIGPIPE is raised.
        Nosignal = "MSG_NOSIGNAL",
        /// More data follows: it is held back, and a datagram is made of all of it.
        More = "MSG_MORE",
        /// What is received is an error that waits, with the data that was sent and its destination.
        Errqueue = "MSG_ERRQUEUE",
        /// The call connects the socket to its destination and sends, as connect and send do: tcp(7).
        Fastopen = "MSG_FASTOPEN",
    } or number
}

/// A constant that can be combined with others of its kind.
pub trait Flag: Copy + Eq + Debug + Display + FromStr<Err = Fault> {
    /// The names of all.
    const NAMES: &'static [&'static str];

    /// The same, each with what it stands for.
    const WORDS: &'static [(&'static str, &'static str)];

    /// The prefix of its names.
    const PREFIX: Prefix;

    /// What a platform or a host must have to support it.
    fn need(self) -> Option<Need>;
}

impl Flag for AddrinfoFlag {
    const NAMES: &'static [&'static str] = Self::NAMES;
    const WORDS: &'static [(&'static str, &'static str)] = Self::WORDS;
    const PREFIX: Prefix = Prefix::Addrinfo;

    fn need(self) -> Option<Need> {
        match self {
            Self::V4mapped | Self::All => Some(Capability::V4mappedAnswers.into()),
            Self::Passive => Some(Need::Constant("AI_PASSIVE")),
            Self::NumericHost => Some(Need::Constant("AI_NUMERICHOST")),
            Self::NumericService => Some(Need::Constant("AI_NUMERICSERV")),
            Self::Configured => Some(Need::Constant("AI_ADDRCONFIG")),
            Self::CanonicalName | Self::Number(_) => None,
        }
    }
}

impl Flag for NameinfoFlag {
    const NAMES: &'static [&'static str] = Self::NAMES;
    const WORDS: &'static [(&'static str, &'static str)] = Self::WORDS;
    const PREFIX: Prefix = Prefix::Nameinfo;

    fn need(self) -> Option<Need> {
        match self {
            Self::NumericScope => Some(Capability::NumericScope.into()),
            Self::NumericHost
            | Self::NumericService
            | Self::NoDomain
            | Self::NameRequired
            | Self::Datagram
            | Self::Number(_) => None,
        }
    }
}

impl Flag for MessageFlag {
    const NAMES: &'static [&'static str] = Self::NAMES;
    const WORDS: &'static [(&'static str, &'static str)] = Self::WORDS;
    const PREFIX: Prefix = Prefix::Message;

    fn need(self) -> Option<Need> {
        match self {
            Self::Eor => Some(Need::Constant("MSG_EOR")),
            Self::Dontwait => Some(Need::Constant("MSG_DONTWAIT")),
            Self::Nosignal => Some(Need::Constant("MSG_NOSIGNAL")),
            Self::More => Some(Need::Constant("MSG_MORE")),
            Self::Errqueue => Some(Need::Constant("MSG_ERRQUEUE")),
            Self::Fastopen => Some(Capability::FastOpen.into()),
            Self::Oob | Self::Peek | Self::Trunc | Self::Ctrunc | Self::Waitall | Self::Number(_) => None,
        }
    }
}

/// A set of flags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flags<F>(pub Vec<F>);

impl<F: Flag> Flags<F> {
    /// Reads flags from a text such as `MSG_TRUNC|MSG_CTRUNC` or `none`. Puts them in the order of their declaration.
    ///
    /// # Errors
    /// When a flag is unknown. The fault suggests a known one.
    pub fn named(text: &str) -> Result<Self, Fault> {
        let mut flags: Vec<F> = notation::read_set(text, str::parse)?;
        flags.sort_by_key(|flag| F::NAMES.iter().position(|name| *name == flag.to_string()).unwrap_or(F::NAMES.len()));
        flags.dedup();
        Ok(Self(flags))
    }

    /// Whether both have the same bits on a platform, as far as the numbers of its flags are known.
    pub(super) fn same_bits(&self, other: &Self, platform: Platform) -> bool {
        let bits = self.bits_on(platform);
        bits.is_some() && bits == other.bits_on(platform)
    }

    fn bits_on(&self, platform: Platform) -> Option<i32> {
        let names = self.0.iter().map(F::to_string);
        names
            .map(|name| name.parse().ok().or_else(|| numbers::number_on(platform, &name)))
            .try_fold(0, |bits, bit| Some(bits | bit?))
    }
}

impl<F: Flag> Display for Flags<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&notation::write_set(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::none("none", Some("none"))]
    #[case::one("MSG_TRUNC", Some("MSG_TRUNC"))]
    #[case::order_is_ours("8192|MSG_CTRUNC|MSG_TRUNC", Some("MSG_TRUNC|MSG_CTRUNC|8192"))]
    #[case::once("MSG_OOB|MSG_OOB", Some("MSG_OOB"))]
    #[case::unknown("MSG_TRUNK", None)]
    #[case::empty("", None)]
    #[case::none_among_others("MSG_OOB|none", None)]
    fn reads_back(#[case] text: &str, #[case] read: Option<&str>) {
        let flags = Flags::<MessageFlag>::named(text);
        assert_eq!(flags.ok().map(|flags| flags.to_string()).as_deref(), read);
    }
}
