//! Symbols read back. A record does not show the value behind a symbol, so another value stands in for it: the same one
//! wherever the symbol is, and one that the record does not show anywhere.

use std::net::{SocketAddrV4, SocketAddrV6};

use crate::address::{Excess, Family, LinuxName, Name, Observed, UnixText};
use crate::notation::{hex, unescape};

/// The values that stand in for the symbols of one record.
#[derive(Debug)]
pub struct StandIns<'r> {
    /// The texts of the record.
    texts: Vec<&'r str>,
    ports: Vec<u16>,
    /// For each other kind of symbol, how many of them have appeared.
    appeared: Vec<(&'static str, u32)>,
}

/// Where the descriptors begin that stand in for others. A process of the harness never has so many.
const FIRST_DESCRIPTOR: i64 = 1 << 20;

impl<'r> StandIns<'r> {
    /// The values for a record that consists of these texts.
    #[must_use]
    pub fn beside(texts: Vec<&'r str>) -> Self {
        Self { texts, ports: Vec::new(), appeared: Vec::new() }
    }

    /// Reads an address that the system returned.
    pub fn observed(&mut self, text: &str) -> Option<Observed> {
        if text == "none" {
            return Some(Observed::new(Name::None, 0));
        }
        let (name, size) = text.strip_suffix(')')?.rsplit_once(" (")?;
        let name = match name.split_once(' ') {
            Some((family, name)) => self.name(family.parse().ok()?, name)?,
            None if name == "none" => Name::None,
            None => return None,
        };
        let (length, excess) = self::size(size)?;
        Some(Observed { name, length, excess })
    }

    /// Reads a port: a symbol, or a number that is not one.
    pub fn port(&mut self, text: &str) -> Option<u16> {
        match number_of(text, "port") {
            Some(number) => self.port_of_symbol(number),
            None => text.parse().ok(),
        }
    }

    /// Reads a descriptor, or the negative number that stands for none.
    pub fn descriptor(&mut self, text: &str) -> Option<i64> {
        match number_of(text, "fd") {
            Some(number) => self.check("fd", number).map(|number| FIRST_DESCRIPTOR + i64::from(number)),
            None => text.parse().ok().filter(|number| *number < 0),
        }
    }

    /// The port that stands in for a symbol: the largest one that neither stands in for another nor is in the record.
    fn port_of_symbol(&mut self, number: u32) -> Option<u16> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        if index == self.ports.len() {
            let is_free = |port: &u16| !self.texts.iter().any(|text| text.contains(&port.to_string()));
            let below = self.ports.last().copied().unwrap_or(u16::MAX);
            self.ports.push((1..below).rev().find(is_free)?);
        }
        self.ports.get(index).copied()
    }

    /// The number of a symbol of this kind. None if symbols with smaller numbers have not appeared yet.
    fn check(&mut self, kind: &'static str, number: u32) -> Option<u32> {
        let appeared = match self.appeared.iter_mut().find(|(other, _)| *other == kind) {
            Some((_, appeared)) => appeared,
            None => {
                self.appeared.push((kind, 0));
                &mut self.appeared.last_mut()?.1
            }
        };
        *appeared = (*appeared).max(number.min(*appeared + 1));
        (1..=*appeared).contains(&number).then_some(number)
    }

    fn numbered(&mut self, text: &str, kind: &'static str) -> Option<u32> {
        number_of(text, kind).and_then(|number| self.check(kind, number))
    }

    fn name(&mut self, family: Family, text: &str) -> Option<Name> {
        let name = match family {
            Family::Inet => self.inet(text).map(Name::Inet),
            Family::Inet6 => self.inet6(text).map(Name::Inet6),
            Family::Unix => return self.unix(text),
            Family::Netlink | Family::Packet | Family::Vsock => self.linux(family, text).map(Name::Linux),
            Family::Unspec | Family::Number(_) => None,
        };
        name.or_else(|| hex(text).ok().map(|bytes| Name::Other(family, bytes)))
    }

    fn inet(&mut self, text: &str) -> Option<SocketAddrV4> {
        let (ip, port) = text.rsplit_once(':')?;
        Some(SocketAddrV4::new(ip.parse().ok()?, self.port(port)?))
    }

    fn inet6(&mut self, text: &str) -> Option<SocketAddrV6> {
        let (text, scope_id) = labelled(text, " scope ")?;
        let (text, flowinfo) = labelled(text, " flowinfo ")?;
        let (ip, port) = text.strip_prefix('[')?.rsplit_once("]:")?;
        Some(SocketAddrV6::new(ip.parse().ok()?, self.port(port)?, flowinfo, scope_id))
    }

    fn unix(&mut self, text: &str) -> Option<Name> {
        if text == "unnamed" {
            return Some(Name::Unnamed);
        }
        match text.strip_prefix('@') {
            Some(name) => match in_scratch(name) {
                Some(rest) => Some(Name::Abstract(UnixText::InScratch(rest?))),
                None => self.autobound(name).map(|name| Name::Abstract(UnixText::Elsewhere(name))),
            },
            None => match in_scratch(text) {
                Some(rest) => Some(Name::Path(UnixText::InScratch(rest?))),
                None => unescape(text).map(|path| Name::Path(UnixText::Elsewhere(path))),
            },
        }
    }

    /// A name of the form that Linux chooses: unix(7), section "Autobind feature".
    fn autobound(&mut self, text: &str) -> Option<Vec<u8>> {
        self.numbered(text, "autobound").map(|number| format!("{number:05x}").into_bytes())
    }

    fn linux(&mut self, family: Family, text: &str) -> Option<LinuxName> {
        match family {
            Family::Netlink => {
                let (port, groups) = text.strip_prefix("port ")?.split_once(" groups ")?;
                let port = if port == "0" { 0 } else { self.numbered(port, "netlink-port")? };
                Some(LinuxName::Netlink { port, groups: hex_number(groups)? })
            }
            Family::Packet => self.packet(text),
            _ => {
                let (cid, port) = text.split_once(':')?;
                let port = if port == "any" { u32::MAX } else { self.numbered(port, "vsock-port")? };
                Some(LinuxName::Vsock { cid: super::cid(cid)?, port })
            }
        }
    }

    fn packet(&mut self, text: &str) -> Option<LinuxName> {
        let words: Vec<&str> = text.split(' ').collect();
        let ["protocol", protocol, "interface", interface, "hardware", hardware, "kind", kind, "address", address] =
            words[..]
        else {
            return None;
        };
        Some(LinuxName::Packet {
            protocol: hex_number(protocol)?.try_into().ok()?,
            interface: if interface == "any" { 0 } else { self.numbered(interface, "interface")? },
            hardware: hardware.parse().ok()?,
            kind: kind.parse().ok()?,
            address: if address == "none" { Vec::new() } else { hex(address).ok()? },
        })
    }
}

/// The length of an address, and what it holds besides its name.
fn size(text: &str) -> Option<(u32, Excess)> {
    let mut parts = text.split(", ");
    let length = parts.next()?.strip_suffix(" bytes")?.parse().ok()?;
    let mut excess = Excess::default();
    for part in parts {
        match part.split_once(' ')? {
            ("sa_len", number) => excess.sa_len = Some(number.parse().ok()?),
            ("unused", bytes) => excess.unused = hex(bytes).ok()?,
            _ => return None,
        }
    }
    Some((length, excess))
}

/// The number of a symbol of this kind.
fn number_of(text: &str, kind: &str) -> Option<u32> {
    text.strip_prefix('<')?.strip_prefix(kind)?.strip_prefix('-')?.strip_suffix('>')?.parse().ok()
}

/// What stands before a label, and the number behind it: 0 if there is no such label.
fn labelled<'t>(text: &'t str, label: &str) -> Option<(&'t str, u32)> {
    match text.split_once(label) {
        Some((before, number)) => Some((before, number.parse().ok()?)),
        None => Some((text, 0)),
    }
}

/// The rest of a text in the case's own folder, if it is one.
fn in_scratch(text: &str) -> Option<Option<Vec<u8>>> {
    text.strip_prefix(super::FOLDER).map(unescape)
}

fn hex_number(text: &str) -> Option<u32> {
    u32::from_str_radix(text.strip_prefix("0x")?, 16).ok()
}
