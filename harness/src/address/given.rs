//! What a case gives to `bind`, `connect` and `sendto`, and the bytes it becomes.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::Serialize;

use super::layout::{self, HEADER, SUN_PATH};
use super::{Family, LinuxName, Name, Observed, SCRATCH, UnixText};

/// An address as an argument of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Given {
    /// An address that the case spells out.
    Name {
        /// What it is.
        name: GivenName,
        /// A length other than its own, in bytes.
        length: Option<u32>,
    },
    /// The address that an earlier step saved.
    Saved {
        /// What it was saved as.
        name: String,
        /// What that is, once the step has run.
        value: Option<Observed>,
    },
}

/// The kinds of address a case can spell out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum GivenName {
    /// AF_INET.
    Inet {
        /// The address.
        ip: Ipv4Addr,
        /// The port.
        port: Port,
    },
    /// AF_INET6.
    Inet6 {
        /// The address.
        ip: Ipv6Addr,
        /// The port.
        port: Port,
        /// The flow information, in host byte order.
        flowinfo: u32,
        /// The scope, an interface's index.
        scope_id: u32,
    },
    /// AF_UNIX: the family and nothing else.
    Unnamed,
    /// AF_UNIX: a path, beginning with [`SCRATCH`].
    Path(String),
    /// AF_UNIX: an abstract name, beginning with [`SCRATCH`].
    Abstract(String),
    /// AF_PACKET: the loopback interface, whatever its index.
    Loopback,
    /// Any family, and the bytes behind it.
    Raw(Family, Vec<u8>),
}

/// A port as an argument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Port {
    /// As written in the case.
    Number(u16),
    /// The port of an address that an earlier step saved.
    Saved {
        /// What the address was saved as.
        name: String,
        /// Its port, once the step has run.
        value: Option<u16>,
    },
}

impl Port {
    /// The number; 0 before a saved one is known.
    #[must_use]
    pub fn number(&self) -> u16 {
        match self {
            Self::Number(number) => *number,
            Self::Saved { value, .. } => value.unwrap_or(0),
        }
    }
}

impl Given {
    /// The family, if it is known before the case runs.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        match self {
            Self::Name { name, .. } => Some(name.family()),
            Self::Saved { value, .. } => value.as_ref().and_then(Observed::family),
        }
    }

    /// The IP address it leads to, if it is of AF_INET or AF_INET6 and spelt out.
    #[must_use]
    pub fn ip(&self) -> Option<IpAddr> {
        match self {
            Self::Name { name, .. } => match name {
                GivenName::Inet { ip, .. } => Some((*ip).into()),
                GivenName::Inet6 { ip, .. } => Some((*ip).into()),
                GivenName::Raw(family, bytes) => raw_ip(*family, bytes),
                GivenName::Unnamed | GivenName::Path(_) | GivenName::Abstract(_) | GivenName::Loopback => None,
            },
            Self::Saved { .. } => None,
        }
    }

    /// Whether it lies in the case's own folder, whose path it then needs.
    #[must_use]
    pub fn is_in_scratch(&self) -> bool {
        match self {
            Self::Name { name, .. } => matches!(name, GivenName::Path(_) | GivenName::Abstract(_)),
            Self::Saved { value, .. } => value.as_ref().is_some_and(|saved| match &saved.name {
                Name::Path(text) | Name::Abstract(text) => matches!(text, UnixText::InScratch(_)),
                Name::None | Name::Inet(_) | Name::Inet6(_) | Name::Unnamed | Name::Linux(_) | Name::Other(..) => false,
            }),
        }
    }

    /// The bytes of the address, `scratch` being the path of the case's own folder.
    #[must_use]
    pub fn encode(&self, scratch: &[u8]) -> Vec<u8> {
        match self {
            Self::Name { name, length } => {
                let body = name.body(scratch);
                let length = length.map_or(HEADER + body.len(), |length| length as usize);
                with_header(name.family(), &body, length)
            }
            Self::Saved { value: None, .. } => Vec::new(),
            Self::Saved { value: Some(saved), .. } => {
                let family = saved.family().unwrap_or(Family::Unspec);
                with_header(family, &saved_body(&saved.name, scratch), saved.length as usize)
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

impl GivenName {
    fn family(&self) -> Family {
        match self {
            Self::Inet { .. } => Family::Inet,
            Self::Inet6 { .. } => Family::Inet6,
            Self::Unnamed | Self::Path(_) | Self::Abstract(_) => Family::Unix,
            Self::Loopback => Family::Packet,
            Self::Raw(family, _) => *family,
        }
    }

    fn body(&self, scratch: &[u8]) -> Vec<u8> {
        match self {
            Self::Inet { ip, port } => inet_body(*ip, port.number()),
            Self::Inet6 { ip, port, flowinfo, scope_id } => inet6_body(*ip, port.number(), *flowinfo, *scope_id),
            Self::Unnamed => Vec::new(),
            Self::Path(path) => path_body(below(scratch, path)),
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

/// The IP address that raw bytes lead to, if they lead to one.
fn raw_ip(family: Family, bytes: &[u8]) -> Option<IpAddr> {
    let full = with_header(family, bytes, layout::SOCKADDR_IN6);
    match Observed::read(&full, 0, None).name {
        Name::Inet(name) => Some((*name.ip()).into()),
        Name::Inet6(name) => Some((*name.ip()).into()),
        Name::None | Name::Unnamed | Name::Path(_) | Name::Abstract(_) | Name::Linux(_) | Name::Other(..) => None,
    }
}

/// As a case file has it.
impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Saved { name, .. } => write!(f, "${name}.port"),
        }
    }
}
