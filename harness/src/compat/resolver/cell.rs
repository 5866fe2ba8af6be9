//! Where a question has its place in the table.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::named_enum::named_enum;
use crate::operation::{AddrinfoFlag, SocketType};

named_enum! {
    /// How a host is written.
    pub enum HostForm, "form of a host" {
        /// There is none.
        Absent = "no host",
        /// An IPv4 address in its usual form.
        V4 = "IPv4 number",
        /// An IPv6 address without a scope.
        V6 = "IPv6 number",
        /// A v4-mapped address: RFC 4291, section 2.5.5.2.
        Mapped = "v4-mapped number",
        /// The name of this host: RFC 6761, section 6.3.
        Localhost = "localhost",
    }
}

named_enum! {
    /// How a service is written.
    pub enum ServiceForm, "form of a service" {
        /// There is none.
        Absent = "no service",
        /// The number of a port.
        Number = "number",
        /// A name that the tables of hosts have.
        Name = "name",
        /// A name that no table has.
        Unknown = "unknown name",
    }
}

named_enum! {
    /// The family in the hints.
    pub enum HintedFamily, "family" {
        /// Any.
        Any = "AF_UNSPEC",
        /// IPv4.
        Inet = "AF_INET",
        /// IPv6.
        Inet6 = "AF_INET6",
    }
}

named_enum! {
    /// The type in the hints.
    pub enum HintedKind, "type" {
        /// Any.
        Any = "any type",
        /// Streams.
        Stream = "SOCK_STREAM",
        /// Datagrams.
        Dgram = "SOCK_DGRAM",
        /// Raw sockets.
        Raw = "SOCK_RAW",
    }
}

named_enum! {
    /// The flags in the hints: each by itself, and those that only mean something together.
    pub enum FlagSet, "flags" {
        /// None.
        Empty = "no flags",
        /// The answers are for bind.
        Passive = "AI_PASSIVE",
        /// With the canonical name.
        CanonicalName = "AI_CANONNAME",
        /// The host is a number.
        NumericHost = "AI_NUMERICHOST",
        /// The service is a number.
        NumericService = "AI_NUMERICSERV",
        /// Mapped addresses if there are no others.
        V4mapped = "AI_V4MAPPED",
        /// Mapped addresses beside the others.
        V4mappedAll = "AI_V4MAPPED|AI_ALL",
        /// Only families that this host has addresses of.
        Configured = "AI_ADDRCONFIG",
    }
}

/// The services that cases ask for as known: those of the capability `services`.
const KNOWN: [&str; 5] = ["biff", "comsat", "domain", "exec", "http"];

impl HostForm {
    /// The form of a host, if the table has it.
    pub(super) fn of(host: Option<&str>) -> Option<Self> {
        let Some(text) = host else {
            return Some(Self::Absent);
        };
        if text == "localhost" {
            return Some(Self::Localhost);
        }
        if text.parse::<Ipv4Addr>().is_ok() {
            return Some(Self::V4);
        }
        let ip: Ipv6Addr = text.parse().ok()?;
        Some(if ip.to_ipv4_mapped().is_some() { Self::Mapped } else { Self::V6 })
    }
}

impl ServiceForm {
    /// The form of a service, if the table has it.
    pub(super) fn of(service: Option<&str>) -> Option<Self> {
        let Some(text) = service else {
            return Some(Self::Absent);
        };
        if KNOWN.contains(&text) {
            return Some(Self::Name);
        }
        if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Some(Self::Unknown);
        }
        text.parse::<u16>().is_ok_and(|port| port.to_string() == text).then_some(Self::Number)
    }
}

impl HintedKind {
    /// The type in the hints, if the table has it.
    pub(super) fn of(kind: Option<SocketType>) -> Option<Self> {
        match kind {
            None => Some(Self::Any),
            Some(SocketType::Stream) => Some(Self::Stream),
            Some(SocketType::Dgram) => Some(Self::Dgram),
            Some(SocketType::Raw) => Some(Self::Raw),
            Some(SocketType::Seqpacket | SocketType::Number(_)) => None,
        }
    }
}

impl FlagSet {
    /// The flags in the hints, if the table has them.
    pub(super) fn of(flags: &[AddrinfoFlag]) -> Option<Self> {
        match flags {
            [] => Some(Self::Empty),
            [AddrinfoFlag::Passive] => Some(Self::Passive),
            [AddrinfoFlag::CanonicalName] => Some(Self::CanonicalName),
            [AddrinfoFlag::NumericHost] => Some(Self::NumericHost),
            [AddrinfoFlag::NumericService] => Some(Self::NumericService),
            [AddrinfoFlag::V4mapped] => Some(Self::V4mapped),
            [AddrinfoFlag::V4mapped, AddrinfoFlag::All] => Some(Self::V4mappedAll),
            [AddrinfoFlag::Configured] => Some(Self::Configured),
            _ => None,
        }
    }
}
