//! Where a question has its place in the table.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::named_enum::named_enum;

named_enum! {
    /// The types of sockets that have ports.
    pub enum PortType, "socket type" {
        /// A stream of bytes.
        Stream = "SOCK_STREAM",
        /// Datagrams.
        Dgram = "SOCK_DGRAM",
    }
}

named_enum! {
    /// What the first socket does with its port.
    pub enum PortState, "state" {
        /// It has the name, and nothing else.
        Bound = "bound",
        /// It accepts connections.
        Listening = "listening",
    }
}

named_enum! {
    /// The option that lets sockets share a port, or forbids it, and who sets it.
    pub enum Sharing, "sharing" {
        /// Nobody sets one.
        Unset = "no option",
        /// The first alone.
        ReuseAddrFirst = "SO_REUSEADDR on the first",
        /// The second alone.
        ReuseAddrSecond = "SO_REUSEADDR on the second",
        /// Both.
        ReuseAddrBoth = "SO_REUSEADDR on both",
        /// The first alone.
        ReusePortFirst = "SO_REUSEPORT on the first",
        /// The second alone.
        ReusePortSecond = "SO_REUSEPORT on the second",
        /// Both.
        ReusePortBoth = "SO_REUSEPORT on both",
        /// The first alone.
        ExclusiveFirst = "SO_EXCLUSIVEADDRUSE on the first",
        /// The second alone.
        ExclusiveSecond = "SO_EXCLUSIVEADDRUSE on the second",
        /// Both.
        ExclusiveBoth = "SO_EXCLUSIVEADDRUSE on both",
    }
}

named_enum! {
    /// The addresses in the table.
    pub enum PortAddress, "address" {
        /// The wildcard of IPv4.
        Wildcard = "0.0.0.0",
        /// The loopback address of IPv4.
        Loopback = "127.0.0.1",
        /// Another address of the loopback network: RFC 1122, section 3.2.1.3 (g).
        Other = "another 127/8",
        /// The wildcard of IPv6, for both families.
        Dual = "[::] dual",
        /// The wildcard of IPv6, with IPV6_V6ONLY.
        V6only = "[::] v6only",
        /// The loopback address of IPv6.
        V6Loopback = "[::1]",
        /// The v4-mapped loopback address.
        MappedLoopback = "[::ffff:127.0.0.1]",
        /// The v4-mapped wildcard.
        MappedWildcard = "[::ffff:0.0.0.0]",
    }
}

/// The options of a socket that decide about its port.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) reuse_addr: bool,
    pub(super) reuse_port: bool,
    pub(super) exclusive: bool,
}

impl Sharing {
    /// What two sockets with these options agree on. None of more than one option.
    pub(super) fn of(first: Options, second: Options) -> Option<Self> {
        let kinds = [Options::is_reuse_addr, Options::is_reuse_port, Options::is_exclusive];
        let mut set = kinds.iter().enumerate().filter(|(_, has)| has(first) || has(second));
        let Some((kind, has)) = set.next() else {
            return Some(Self::Unset);
        };
        let who = match (has(first), has(second)) {
            (true, false) => 1,
            (false, _) => 2,
            (true, true) => 3,
        };
        if set.next().is_some() { None } else { Self::ALL.get(3 * kind + who).copied() }
    }
}

impl Options {
    fn is_reuse_addr(self) -> bool {
        self.reuse_addr
    }

    fn is_reuse_port(self) -> bool {
        self.reuse_port
    }

    fn is_exclusive(self) -> bool {
        self.exclusive
    }
}

impl PortAddress {
    /// An address of IPv4, if the table has it.
    pub(super) fn of_v4(ip: Ipv4Addr) -> Option<Self> {
        match ip {
            Ipv4Addr::UNSPECIFIED => Some(Self::Wildcard),
            Ipv4Addr::LOCALHOST => Some(Self::Loopback),
            other => other.is_loopback().then_some(Self::Other),
        }
    }

    /// An address of IPv6, if the table has it. That of a wildcard depends on IPV6_V6ONLY, which must be known.
    pub(super) fn of_v6(ip: Ipv6Addr, v6only: Option<bool>) -> Option<Self> {
        match (ip.to_ipv4_mapped(), v6only) {
            (Some(Ipv4Addr::UNSPECIFIED), Some(false)) => Some(Self::MappedWildcard),
            (Some(Ipv4Addr::LOCALHOST), Some(false)) => Some(Self::MappedLoopback),
            (None, _) if ip == Ipv6Addr::LOCALHOST => Some(Self::V6Loopback),
            (None, Some(true)) if ip.is_unspecified() => Some(Self::V6only),
            (None, Some(false)) if ip.is_unspecified() => Some(Self::Dual),
            _ => None,
        }
    }
}
