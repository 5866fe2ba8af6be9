//! Flags of calls, as a list of constants.

use std::fmt::Display;
use std::str::FromStr;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::Reading;
use super::argument::{Argument, Input};
use crate::document::{Content, Node};
use crate::fields;
use crate::platform::Capability;
use crate::platform::constant::{self, Prefix};
use crate::problem::Fault;
use crate::words::words;

words! {
    /// A flag of getaddrinfo: RFC 3493, section 6.1.
    pub enum AddrinfoFlag, "flag" {
        /// The answer is to bind to.
        Passive = "AI_PASSIVE",
        /// The canonical name is wanted.
        CanonicalName = "AI_CANONNAME",
        /// The host is a number.
        NumericHost = "AI_NUMERICHOST",
        /// The service is a number.
        NumericService = "AI_NUMERICSERV",
        /// IPv4 addresses will do for AF_INET6, mapped.
        V4mapped = "AI_V4MAPPED",
        /// Both are wanted.
        All = "AI_ALL",
        /// Only families that this host has an address of.
        Configured = "AI_ADDRCONFIG",
    } or number
}

words! {
    /// A flag of getnameinfo: RFC 3493, section 6.2.
    pub enum NameinfoFlag, "flag" {
        /// The host as a number.
        NumericHost = "NI_NUMERICHOST",
        /// The service as a number.
        NumericService = "NI_NUMERICSERV",
        /// The host without this host's own domain.
        NoDomain = "NI_NOFQDN",
        /// The host by its name or not at all.
        NameRequired = "NI_NAMEREQD",
        /// The service of datagrams, where that of streams is another.
        Datagram = "NI_DGRAM",
        /// The scope of a host as a number.
        NumericScope = "NI_NUMERICSCOPE",
    } or number
}

/// A constant that can be combined with others of its kind.
pub trait Flag: Copy + PartialEq + Display + FromStr<Err = Fault> {
    /// The names of all.
    const NAMES: &'static [&'static str];

    /// What a platform must have for it, if not every platform does.
    fn need(self) -> Option<Capability>;

    /// Its number on this platform; none where the platform has no such flag.
    fn number(self) -> Option<i32>;
}

impl Flag for AddrinfoFlag {
    const NAMES: &'static [&'static str] = Self::NAMES;

    fn need(self) -> Option<Capability> {
        match self {
            Self::V4mapped | Self::All => Some(Capability::V4mappedAnswers),
            Self::Passive
            | Self::CanonicalName
            | Self::NumericHost
            | Self::NumericService
            | Self::Configured
            | Self::Number(_) => None,
        }
    }

    fn number(self) -> Option<i32> {
        match self {
            Self::Number(number) => Some(number),
            named => constant::number(Prefix::Addrinfo, &named.to_string()),
        }
    }
}

impl Flag for NameinfoFlag {
    const NAMES: &'static [&'static str] = Self::NAMES;

    fn need(self) -> Option<Capability> {
        match self {
            Self::NumericScope => Some(Capability::NumericScope),
            Self::NumericHost
            | Self::NumericService
            | Self::NoDomain
            | Self::NameRequired
            | Self::Datagram
            | Self::Number(_) => None,
        }
    }

    fn number(self) -> Option<i32> {
        match self {
            Self::Number(number) => Some(number),
            named => constant::number(Prefix::Nameinfo, &named.to_string()),
        }
    }
}

/// Flags, each given once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flags<F>(pub Vec<F>);

impl<F: Flag> Flags<F> {
    /// All of them in one number; none where the platform lacks one.
    #[must_use]
    pub fn number(&self) -> Option<i32> {
        self.0.iter().try_fold(0, |all, flag| Some(all | flag.number()?))
    }
}

impl<F: Flag> Argument for Flags<F> {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let items = fields::items(node, "flags", reading.findings)?;
        let flag = |item: &Node| {
            let text = match item.content {
                Content::Number(number) => number.to_string(),
                _ => fields::text(item, "a flag", reading.findings)?.to_owned(),
            };
            let flag: F = reading.findings.note(item.place, text.parse())?;
            flag.need().into_iter().for_each(|capability| reading.need(capability));
            Some(flag)
        };
        items.iter().map(flag).collect::<Option<Vec<F>>>().map(Self)
    }

    fn input(&self) -> Option<Input> {
        let flags: Vec<String> = self.0.iter().map(F::to_string).collect();
        (!flags.is_empty()).then(|| Input::Word(flags.join("|")))
    }

    fn schema() -> Json {
        json!({"type": "array", "items": {"anyOf": [{"enum": F::NAMES}, {"type": "integer"}]}})
    }
}
