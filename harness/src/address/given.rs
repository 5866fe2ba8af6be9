//! What a case gives to `bind`, `connect` and `sendto`, and the bytes it becomes.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::family::Family;
use super::layout::{self, HEADER, SCRATCH, SOCKADDR_IN6, SUN_PATH};
use super::linux::LinuxName;
use super::observed::{Name, Observed, UnixText};
use crate::bytes::array;

/// An address as a case writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenAddress {
    /// An address that the case spells out.
    Spelt(SpeltAddress<WrittenPort>),
    /// The address that an earlier step saves under this name.
    Saved(String),
}

/// An address to hand to the system: nothing in it refers to anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilledAddress {
    /// An address that the case spells out.
    Spelt(SpeltAddress<FilledPort>),
    /// An address that the system returned to an earlier step.
    Saved(Observed),
}

/// An address spelt out, with a port of this kind where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeltAddress<P> {
    /// What it names.
    pub name: SpeltName<P>,
    /// A length other than its own, in bytes.
    pub length: Option<u32>,
}

/// The kinds of address that a case can spell out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeltName<P> {
    /// AF_INET.
    Inet {
        /// The address.
        ip: Ipv4Addr,
        /// The port.
        port: P,
    },
    /// AF_INET6.
    Inet6 {
        /// The address.
        ip: Ipv6Addr,
        /// The port.
        port: P,
        /// The flow information, in host byte order.
        flowinfo: u32,
        /// The scope, an interface's index.
        scope_id: u32,
    },
    /// AF_UNIX: the family and nothing else.
    Unnamed,
    /// AF_UNIX: a path, beginning with [`SCRATCH`].
    Path(String),
    /// AF_UNIX: a path that begins in the working folder of the process, with [`super::RELATIVE`].
    Relative(String),
    /// AF_UNIX: an abstract name, beginning with [`SCRATCH`].
    Abstract(String),
    /// AF_PACKET: the loopback interface, whatever its index.
    Loopback,
    /// Any family, and the bytes behind it.
    Raw(Family, Vec<u8>),
}

/// A port as a case writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenPort {
    /// The number.
    Number(u16),
    /// The port of the address that an earlier step saves under this name.
    Saved(String),
}

/// A port to hand to the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilledPort {
    /// A number that the case writes.
    Number(u16),
    /// The port of an address that the system returned to an earlier step.
    Saved(u16),
}

impl FilledPort {
    /// The number.
    #[must_use]
    pub fn number(self) -> u16 {
        match self {
            Self::Number(number) | Self::Saved(number) => number,
        }
    }
}

impl WrittenAddress {
    /// The IP address it leads to, if it is of AF_INET or AF_INET6 and spelt out.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        match self {
            Self::Spelt(SpeltAddress { name, .. }) => match name {
                SpeltName::Inet { ip, .. } => Some((*ip).into()),
                SpeltName::Inet6 { ip, .. } => Some((*ip).into()),
                SpeltName::Raw(family, bytes) => raw_ip(*family, bytes),
                SpeltName::Unnamed
                | SpeltName::Path(_)
                | SpeltName::Relative(_)
                | SpeltName::Abstract(_)
                | SpeltName::Loopback => None,
            },
            Self::Saved(_) => None,
        }
    }

    /// Whether it is of AF_UNIX and spelt out.
    #[must_use]
    pub fn is_unix(&self) -> bool {
        matches!(self, Self::Spelt(SpeltAddress { name, .. }) if name.family() == Family::Unix)
    }
}

impl FilledAddress {
    /// Whether it lies in the case's own folder, whose path it then needs.
    #[must_use]
    pub fn is_in_scratch(&self) -> bool {
        match self {
            Self::Spelt(SpeltAddress { name, .. }) => matches!(name, SpeltName::Path(_) | SpeltName::Abstract(_)),
            Self::Saved(saved) => match &saved.name {
                Name::Path(text) | Name::Abstract(text) => matches!(text, UnixText::InScratch(_)),
                Name::None | Name::Inet(_) | Name::Inet6(_) | Name::Unnamed | Name::Linux(_) | Name::Other(..) => false,
            },
        }
    }

    /// The bytes of the address, `scratch` being the path of the case's own folder.
    #[must_use]
    pub fn encode(&self, scratch: &[u8]) -> Vec<u8> {
        match self {
            Self::Spelt(SpeltAddress { name, length }) => {
                let body = name.body(scratch);
                let length = length.map_or(HEADER + body.len(), |length| length as usize);
                with_header(name.family(), &body, length)
            }
            Self::Saved(saved) => {
                let family = saved.family().unwrap_or(Family::Unspec);
                let body = saved_body(&saved.name, scratch);
                let length = saved.length.map_or(HEADER + body.len(), |length| length as usize);
                with_header(family, &body, length)
            }
        }
    }
}

/// Header and body, cut off or padded with zero bytes to `length`.
fn with_header(family: Family, body: &[u8], length: usize) -> Vec<u8> {
    let mut bytes = [layout::header(family, length).as_slice(), body].concat();
    bytes.resize(length, 0);
    bytes
}

impl<P> SpeltName<P> {
    /// The family it is of.
    #[must_use]
    pub fn family(&self) -> Family {
        match self {
            Self::Inet { .. } => Family::Inet,
            Self::Inet6 { .. } => Family::Inet6,
            Self::Unnamed | Self::Path(_) | Self::Relative(_) | Self::Abstract(_) => Family::Unix,
            Self::Loopback => Family::Packet,
            Self::Raw(family, _) => *family,
        }
    }

    /// The same name with another kind of port.
    ///
    /// # Errors
    /// When `other` fails.
    pub fn with_port<Q, E>(&self, other: impl FnOnce(&P) -> Result<Q, E>) -> Result<SpeltName<Q>, E> {
        Ok(match self {
            Self::Inet { ip, port } => SpeltName::Inet { ip: *ip, port: other(port)? },
            Self::Inet6 { ip, port, flowinfo, scope_id } => {
                SpeltName::Inet6 { ip: *ip, port: other(port)?, flowinfo: *flowinfo, scope_id: *scope_id }
            }
            Self::Unnamed => SpeltName::Unnamed,
            Self::Path(path) => SpeltName::Path(path.clone()),
            Self::Relative(path) => SpeltName::Relative(path.clone()),
            Self::Abstract(name) => SpeltName::Abstract(name.clone()),
            Self::Loopback => SpeltName::Loopback,
            Self::Raw(family, bytes) => SpeltName::Raw(*family, bytes.clone()),
        })
    }
}

impl SpeltName<FilledPort> {
    fn body(&self, scratch: &[u8]) -> Vec<u8> {
        match self {
            Self::Inet { ip, port } => inet_body(*ip, port.number()),
            Self::Inet6 { ip, port, flowinfo, scope_id } => inet6_body(*ip, port.number(), *flowinfo, *scope_id),
            Self::Unnamed => Vec::new(),
            Self::Path(path) => path_body(below(scratch, path)),
            Self::Relative(path) => path_body(path.clone().into_bytes()),
            Self::Abstract(name) => [vec![0], below(scratch, name)].concat(),
            Self::Loopback => LinuxName::loopback().body(),
            Self::Raw(_, bytes) => bytes.clone(),
        }
    }
}

fn inet_body(ip: Ipv4Addr, port: u16) -> Vec<u8> {
    [&port.to_be_bytes()[..], &ip.octets(), &[0; 8]].concat()
}

fn inet6_body(ip: Ipv6Addr, port: u16, flowinfo: u32, scope_id: u32) -> Vec<u8> {
    [&port.to_be_bytes()[..], &flowinfo.to_be_bytes(), &ip.octets(), &scope_id.to_ne_bytes()].concat()
}

/// A path with the zero byte behind it, unless it leaves no room for one.
fn path_body(mut path: Vec<u8>) -> Vec<u8> {
    if path.len() < SUN_PATH {
        path.push(0);
    }
    path
}

fn below(scratch: &[u8], text: &str) -> Vec<u8> {
    let rest = text.strip_prefix(SCRATCH).unwrap_or(text);
    [scratch, b"/", rest.as_bytes()].concat()
}

fn saved_body(name: &Name, scratch: &[u8]) -> Vec<u8> {
    let text = |text: &UnixText| match text {
        UnixText::InScratch(rest) => [scratch, b"/", rest].concat(),
        UnixText::OfFolder => scratch.to_vec(),
        UnixText::Elsewhere(text) => text.clone(),
    };
    match name {
        Name::None | Name::Unnamed => Vec::new(),
        Name::Inet(name) => inet_body(*name.ip(), name.port()),
        Name::Inet6(name) => inet6_body(*name.ip(), name.port(), name.flowinfo(), name.scope_id()),
        Name::Path(path) => text(path),
        Name::Abstract(name) => [vec![0], text(name)].concat(),
        Name::Linux(name) => name.body(),
        Name::Other(_, bytes) => bytes.clone(),
    }
}

/// The IP address inside raw bytes. None if the family is given by its number: only the executor knows what that means
/// on its platform.
fn raw_ip(family: Family, bytes: &[u8]) -> Option<IpAddr> {
    let mut body = bytes.to_vec();
    body.resize(SOCKADDR_IN6 - HEADER, 0);
    match family {
        Family::Inet => array::<4>(&body, 2).map(IpAddr::from),
        Family::Inet6 => array::<16>(&body, 6).map(IpAddr::from),
        Family::Unspec | Family::Unix | Family::Netlink | Family::Packet | Family::Vsock | Family::Number(_) => None,
    }
}

/// As a case file has it.
impl fmt::Display for WrittenPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Saved(name) => write!(f, "${name}.port"),
        }
    }
}
