//! Addresses that the system returned, read from their bytes.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddrV4, SocketAddrV6};

use super::family::Family;
use super::layout::{self, HEADER, SCRATCH};
use super::linux::LinuxName;
use crate::bytes::array;

/// Whether this byte separates folders in a path: `/`, and on Windows also `\`, which Windows may put in place of the
/// other.
fn is_separator(byte: u8) -> bool {
    std::path::is_separator(byte.into())
}

/// The byte as case files and transcripts have it: every separator is a `/`.
fn slash(byte: &u8) -> u8 {
    if is_separator(*byte) { b'/' } else { *byte }
}

/// Whether a name of AF_UNIX that begins with a zero byte is abstract: unix(7).
const ABSTRACT_NAMES: bool = cfg!(linux_kernel);

/// A name that the system returned, and the value-result length that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The name.
    pub name: Name,
    /// The length that the system reported, in bytes.
    pub length: u32,
}

/// The kinds of name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// The system left the buffer empty.
    None,
    /// AF_INET: address and port.
    Inet(SocketAddrV4),
    /// AF_INET6: address, port, flow information and scope.
    Inet6(SocketAddrV6),
    /// AF_UNIX without a name.
    Unnamed,
    /// AF_UNIX: a path, without the zero bytes behind it.
    Path(UnixText),
    /// AF_UNIX: an abstract name, without the zero byte before it.
    Abstract(UnixText),
    /// A family that only Linux has.
    Linux(LinuxName),
    /// Another family, or an address that is too short for its family.
    Other(Family, Vec<u8>),
}

/// The text of an AF_UNIX name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnixText {
    /// A text in the case's own folder: what follows the path of the folder and a `/`.
    InScratch(Vec<u8>),
    /// A text that no case can have given, such as a name that the system chose.
    Elsewhere(Vec<u8>),
}

impl Observed {
    /// Reads the bytes of an address whose length the system reported. Paths in the folder `scratch` become relative to
    /// it.
    #[must_use]
    pub fn read(bytes: &[u8], length: u32, scratch: Option<&[u8]>) -> Self {
        let name = match layout::family(bytes) {
            None if bytes.is_empty() => Name::None,
            None => Name::Other(Family::Unspec, bytes.to_vec()),
            Some(family) => read_name(family, &bytes[HEADER..], scratch),
        };
        Self { name, length }
    }

    /// The family of the name, if there is a name.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        match &self.name {
            Name::None => None,
            Name::Inet(_) => Some(Family::Inet),
            Name::Inet6(_) => Some(Family::Inet6),
            Name::Unnamed | Name::Path(_) | Name::Abstract(_) => Some(Family::Unix),
            Name::Linux(name) => Some(name.family()),
            Name::Other(family, _) => Some(*family),
        }
    }

    /// The port, if the family has ports.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        match &self.name {
            Name::Inet(name) => Some(name.port()),
            Name::Inet6(name) => Some(name.port()),
            Name::None | Name::Unnamed | Name::Path(_) | Name::Abstract(_) | Name::Linux(_) | Name::Other(..) => None,
        }
    }
}

fn read_name(family: Family, rest: &[u8], scratch: Option<&[u8]>) -> Name {
    let read = match family {
        Family::Inet => read_inet(rest),
        Family::Inet6 => read_inet6(rest),
        Family::Unix => Some(read_unix(rest, scratch)),
        Family::Netlink | Family::Packet | Family::Vsock => LinuxName::read(family, rest).map(Name::Linux),
        Family::Unspec | Family::Number(_) => None,
    };
    read.unwrap_or_else(|| Name::Other(family, rest.to_vec()))
}

fn read_inet(rest: &[u8]) -> Option<Name> {
    let port = u16::from_be_bytes(array(rest, 0)?);
    let ip = Ipv4Addr::from(array::<4>(rest, 2)?);
    Some(Name::Inet(SocketAddrV4::new(ip, port)))
}

fn read_inet6(rest: &[u8]) -> Option<Name> {
    let port = u16::from_be_bytes(array(rest, 0)?);
    let flowinfo = u32::from_be_bytes(array(rest, 2)?);
    let ip = Ipv6Addr::from(array::<16>(rest, 6)?);
    let scope_id = u32::from_ne_bytes(array(rest, 22)?);
    Some(Name::Inet6(SocketAddrV6::new(ip, port, flowinfo, scope_id)))
}

fn read_unix(rest: &[u8], scratch: Option<&[u8]>) -> Name {
    let nothing_but_zeros = rest.iter().all(|byte| *byte == 0);
    match rest {
        [] => Name::Unnamed,
        _ if nothing_but_zeros && !ABSTRACT_NAMES => Name::Unnamed,
        [0, name @ ..] => Name::Abstract(UnixText::read(name, scratch)),
        path => {
            let end = path.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            Name::Path(UnixText::read(&path[..end], scratch))
        }
    }
}

impl UnixText {
    fn read(text: &[u8], scratch: Option<&[u8]>) -> Self {
        let inside = scratch.and_then(|scratch| text.strip_prefix(scratch)).and_then(<[u8]>::split_first);
        match inside {
            Some((first, rest)) if is_separator(*first) => Self::InScratch(rest.iter().map(slash).collect()),
            _ => Self::Elsewhere(text.to_vec()),
        }
    }

    /// Whether a case file with this text gave the name.
    #[must_use]
    pub fn is_given(&self, text: &str) -> bool {
        match self {
            Self::InScratch(rest) => text.strip_prefix(SCRATCH).is_some_and(|given| given.as_bytes() == rest),
            Self::Elsewhere(_) => false,
        }
    }
}
