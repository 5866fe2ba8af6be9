//! Addresses that the system returned, read from their bytes.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddrV4, SocketAddrV6};

use super::family::Family;
use super::layout::{self, HEADER, RELATIVE, SCRATCH, SOCKADDR_IN6};
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

/// Whether it is abstract if there are other bytes: "AF_UNIX comes to Windows", Windows Command Line blog of Microsoft.
const ABSTRACT_UNLESS_ZERO: bool = cfg!(windows);

/// A name that the system returned, and the value-result length that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The name.
    pub name: Name,
    /// The length that the system reported, in bytes. None if whoever made the call never sees it.
    pub length: Option<u32>,
    /// How many bytes of it were written, if the call had room for no more: then the name is cut off.
    pub written: Option<u32>,
    /// What else the address holds that should not be there.
    pub excess: Excess,
}

/// What an address holds within its length, besides what names something. A system that fills in addresses properly
/// leaves nothing of it. (Bytes beyond the length, but in the room for it, are not
/// the system's answer.)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excess {
    /// `sa_len`, on a system that has it, if it is not the length that the system reported.
    pub sa_len: Option<u8>,
    /// Bytes that have no meaning: padding such as `sin_zero`, and what follows the zero byte behind a path. Empty if
    /// all of them are zero.
    pub unused: Vec<u8>,
    /// How many bytes behind the room that the call was told end with one that the system wrote.
    pub beyond: u32,
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
    /// A text that was cut off before the end of the path of the case's own folder.
    OfFolder,
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
        let excess = Excess {
            sa_len: layout::own_length(bytes).filter(|own| u32::from(*own) != length),
            unused: unused(&name, bytes.get(HEADER..).unwrap_or_default()),
            beyond: 0,
        };
        Self { name, length: Some(length), written: None, excess }
    }

    /// Reads the bytes of an address that fit in its room, which may be fewer than the length that the system reported.
    #[must_use]
    pub fn read_in_room(bytes: &[u8], length: u32, scratch: Option<&[u8]>) -> Self {
        let observed = Self::read(bytes, length, scratch);
        if bytes.len() >= length as usize {
            return observed;
        }
        let cut = cut_unix(observed.family(), bytes.get(HEADER..).unwrap_or_default(), scratch);
        Self { name: cut.unwrap_or(observed.name), written: Some(bytes.len() as u32), ..observed }
    }

    /// A name with this length, and no excess.
    #[must_use]
    pub fn new(name: Name, length: u32) -> Self {
        Self { name, length: Some(length), written: None, excess: Excess::default() }
    }

    /// Whether it is the same name with the same length, as far as the lengths are seen.
    #[must_use]
    pub fn is_same_name(&self, other: &Self) -> bool {
        let lengths = self.length.zip(other.length);
        (&self.name, self.written) == (&other.name, other.written) && lengths.is_none_or(|(one, other)| one == other)
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
            Name::Other(..) if self.is_cut_in_header() => None,
            Name::Other(family, _) => Some(*family),
        }
    }

    /// Whether not even the family is whole.
    fn is_cut_in_header(&self) -> bool {
        self.written.is_some_and(|written| (written as usize) < HEADER)
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

/// The bytes behind the header that do not belong to the name, unless all are zero.
fn unused(name: &Name, rest: &[u8]) -> Vec<u8> {
    let used = match name {
        Name::Inet(_) => 0..INET,
        Name::Inet6(_) => 0..INET6,
        Name::Path(_) => 0..end_of_path(rest),
        Name::Linux(name) => name.used(),
        Name::Unnamed => 0..0,
        Name::None | Name::Abstract(_) | Name::Other(..) => 0..rest.len(),
    };
    let unused = [&rest[..used.start], rest.get(used.end..).unwrap_or_default()].concat();
    if unused.iter().all(|byte| *byte == 0) { Vec::new() } else { unused }
}

/// Where the path in these bytes ends: at the first zero byte, if there is one.
fn end_of_path(rest: &[u8]) -> usize {
    rest.iter().position(|byte| *byte == 0).unwrap_or(rest.len())
}

/// The bytes of port and address behind the header of `struct sockaddr_in`. What follows is `sin_zero`.
const INET: usize = 6;

/// The bytes behind the header of `struct sockaddr_in6`.
const INET6: usize = SOCKADDR_IN6 - HEADER;

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
    let zero = rest.iter().all(|byte| *byte == 0);
    match rest {
        [] => Name::Unnamed,
        [0, name @ ..] if ABSTRACT_NAMES || (ABSTRACT_UNLESS_ZERO && !zero) => {
            Name::Abstract(UnixText::read(name, scratch))
        }
        [0, ..] => Name::Unnamed,
        path => Name::Path(UnixText::read(&path[..end_of_path(path)], scratch)),
    }
}

/// A name of AF_UNIX that was cut off where it would be read as another one.
fn cut_unix(family: Option<Family>, rest: &[u8], scratch: Option<&[u8]>) -> Option<Name> {
    let is_of_folder = |text: &[u8]| !text.is_empty() && scratch.is_some_and(|scratch| scratch.starts_with(text));
    match (family?, rest) {
        (Family::Unix, []) => Some(Name::Other(Family::Unix, Vec::new())),
        (Family::Unix, [0, name @ ..]) if ABSTRACT_NAMES => {
            is_of_folder(name).then_some(Name::Abstract(UnixText::OfFolder))
        }
        (Family::Unix, path) => is_of_folder(path).then_some(Name::Path(UnixText::OfFolder)),
        _ => None,
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

    /// Whether an abstract name has the form of those that the system chooses: 5 hexadecimal digits, "Autobind feature"
    /// of unix(7).
    #[must_use]
    pub fn is_autobound(&self) -> bool {
        let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        matches!(self, Self::Elsewhere(name) if name.len() == 5 && name.iter().all(is_digit))
    }

    /// Whether a case file with this text gave the name.
    #[must_use]
    pub fn is_given(&self, text: &str) -> bool {
        match self {
            Self::InScratch(rest) => text.strip_prefix(SCRATCH).is_some_and(|given| given.as_bytes() == rest),
            Self::Elsewhere(path) => text.starts_with(RELATIVE) && text.as_bytes() == path,
            Self::OfFolder => false,
        }
    }
}
