//! The types of control messages: cmsg(3).

use std::fmt;
use std::str::FromStr;

use crate::fault::Fault;
use crate::named_enum::named_enum;

named_enum! {
    /// The types of control messages that the harness has a name for.
    pub enum ControlType, "type of control message" {
        /// Descriptors: unix(7).
        Rights = "SCM_RIGHTS",
        /// The credentials of the sender: unix(7).
        Credentials = "SCM_CREDENTIALS",
        /// Where a datagram was sent to: ip(7).
        IpPktinfo = "IP_PKTINFO",
        /// Where a datagram was sent to: RFC 3542.
        Ipv6Pktinfo = "IPV6_PKTINFO",
        /// The type of service: ip(7).
        IpTos = "IP_TOS",
        /// The type of service, on macOS and FreeBSD.
        IpRecvtos = "IP_RECVTOS",
        /// The time to live: ip(7).
        IpTtl = "IP_TTL",
        /// The time to live, on macOS and FreeBSD.
        IpRecvttl = "IP_RECVTTL",
        /// An error that waits: ip(7).
        IpRecverr = "IP_RECVERR",
        /// An error that waits: ipv6(7).
        Ipv6Recverr = "IPV6_RECVERR",
        /// The address and port that a datagram was sent to: ip(7).
        IpOrigdstaddr = "IP_ORIGDSTADDR",
        /// The same, of IPv6: linux/in6.h.
        Ipv6Origdstaddr = "IPV6_ORIGDSTADDR",
        /// When it arrived: socket(7).
        Timestamp = "SCM_TIMESTAMP",
        /// The hop limit: RFC 3542.
        Ipv6Hoplimit = "IPV6_HOPLIMIT",
        /// The traffic class: RFC 3542.
        Ipv6Tclass = "IPV6_TCLASS",
    }
}

named_enum! {
    /// The ancillary data that a case can send.
    pub enum AttachmentType, "kind of ancillary data" {
        /// Descriptors: unix(7).
        Rights = "SCM_RIGHTS",
        /// The address to send from: ip(7).
        IpPktinfo = "IP_PKTINFO",
        /// The address to send from: RFC 3542.
        Ipv6Pktinfo = "IPV6_PKTINFO",
        /// The time to live: ip(7).
        IpTtl = "IP_TTL",
        /// The type of service: ip(7).
        IpTos = "IP_TOS",
        /// The hop limit: RFC 3542.
        Ipv6Hoplimit = "IPV6_HOPLIMIT",
        /// The traffic class: RFC 3542.
        Ipv6Tclass = "IPV6_TCLASS",
        /// What no system has: type 1000000 of IPPROTO_IP.
        Unknown = "unknown",
    }
}

/// The type of a control message that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AncillaryType {
    /// One whose fields the harness knows.
    Known(ControlType),
    /// Another, by the numbers of its level and its type.
    Other {
        /// The level.
        level: i32,
        /// The type.
        kind: i32,
    },
}

impl AncillaryType {
    /// The names of those that have one, each with what it stands for.
    pub const WORDS: &'static [(&'static str, &'static str)] = ControlType::WORDS;
}

/// As a record shows it.
impl fmt::Display for AncillaryType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(kind) => kind.fmt(f),
            Self::Other { level, kind } => write!(f, "{level}/{kind}"),
        }
    }
}

impl FromStr for AncillaryType {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let numbers = text.split_once('/').and_then(|(level, kind)| Some((level.parse().ok()?, kind.parse().ok()?)));
        match numbers {
            Some((level, kind)) => Ok(Self::Other { level, kind }),
            None => ControlType::named(text).map(Self::Known),
        }
    }
}
