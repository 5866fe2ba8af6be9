//! Symbols read back. A record does not show the value behind a symbol, so another value stands in for it: the same one
//! wherever the symbol is, and one that the record does not show anywhere.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::net::{SocketAddrV4, SocketAddrV6};
use std::str::FromStr;

use super::{CUT_FOLDER, HALF_A_PORT, MACHINES, PORT};
use crate::address::{Family, LinuxName, Name, Observed, UnixText};
use crate::notation::{hex, unescape};
use crate::operation::HostInterface;
use crate::sys::interface;

/// The values that stand in for the symbols of one record.
#[derive(Debug)]
pub struct StandIns<'r> {
    /// The texts of the record.
    texts: Vec<&'r str>,
    /// The numbers that they show, once a symbol has been read.
    shown: OnceCell<Shown>,
    /// For each kind of symbol the numbers that stand in for those that have appeared, in their order.
    numbers: BTreeMap<&'static str, Vec<u16>>,
}

impl<'r> StandIns<'r> {
    /// The values for a record that consists of these texts.
    #[must_use]
    pub fn beside(texts: Vec<&'r str>) -> Self {
        Self { texts, shown: OnceCell::new(), numbers: BTreeMap::new() }
    }

    /// Reads an address that the system returned.
    pub fn observed(&mut self, text: &str) -> Option<Observed> {
        if text == "none" {
            return Some(Observed::new(Name::None, 0));
        }
        let (name, size) = text.strip_suffix(')')?.rsplit_once(" (")?;
        let size = self::size(size)?;
        let name = match name.split_once(' ') {
            Some((family, name)) => self.name(family.parse().ok()?, name)?,
            None if name == "none" => Name::None,
            None if size.written.is_some_and(|written| written < 2) => Name::Other(Family::Unspec, hex(name).ok()?),
            None => Name::Other(name.parse().ok()?, Vec::new()),
        };
        Some(Observed { name, ..size })
    }

    /// Reads a port.
    pub fn port(&mut self, text: &str) -> Option<u16> {
        self.number(text, "port")
    }

    /// Reads a descriptor, or the number of one. A negative one stands for none.
    pub fn descriptor(&mut self, text: &str) -> Option<i64> {
        self.symbol(text, "fd").map(i64::from).or_else(|| text.parse().ok())
    }

    /// Reads an interface that is shown by what it is, or by a symbol.
    pub fn interface(&mut self, text: &str) -> Option<HostInterface> {
        let index = match text {
            "any" => 0,
            "nonexistent" => interface::NONEXISTENT,
            "loopback" => return Some(HostInterface { index: 1, name: None, is_loopback: true }),
            _ => self.symbol(text, "interface")?.into(),
        };
        Some(HostInterface { index, name: None, is_loopback: false })
    }

    /// Reads a number: a symbol of this kind, or what the case gave.
    fn number<N: From<u16> + FromStr>(&mut self, text: &str, kind: &'static str) -> Option<N> {
        self.symbol(text, kind).map(N::from).or_else(|| text.parse().ok())
    }

    /// The number that stands in for a symbol of this kind: the largest one that neither stands in for another nor is
    /// in the record. None if the text is not a symbol of this kind, or if it appears before its turn.
    fn symbol(&mut self, text: &str, kind: &'static str) -> Option<u16> {
        let number = text.strip_prefix('<')?.strip_prefix(kind)?.strip_prefix('-')?.strip_suffix('>')?;
        let index = number.parse::<usize>().ok()?.checked_sub(1)?;
        let numbers = self.numbers.entry(kind).or_default();
        if index == numbers.len() {
            let shown = self.shown.get_or_init(|| Shown::in_any_of(&self.texts));
            let below = numbers.last().copied().unwrap_or(u16::MAX);
            numbers.push((1..below).rev().find(|number| !shown.has(*number))?);
        }
        numbers.get(index).copied()
    }

    fn name(&mut self, family: Family, text: &str) -> Option<Name> {
        let name = match family {
            Family::Inet => self.inet(text).map(Name::Inet),
            Family::Inet6 => self.inet6(text).map(Name::Inet6),
            Family::Unix => return self.unix(text),
            Family::Netlink | Family::Packet | Family::Vsock => self.linux(family, text).map(Name::Linux),
            Family::Unspec | Family::Number(_) => None,
        };
        let name = name.or_else(|| self.cut_off(text).map(|rest| Name::Other(family, rest)));
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

    /// What is left behind the family of an Internet address that was cut off.
    fn cut_off(&mut self, text: &str) -> Option<Vec<u8>> {
        if text == HALF_A_PORT {
            return Some(vec![0]);
        }
        let (port, rest) = text.strip_prefix(PORT)?.split_once(' ').unwrap_or((&text[PORT.len()..], ""));
        Some([&self.port(port)?.to_be_bytes()[..], &hex(rest).ok()?].concat())
    }

    fn unix(&mut self, text: &str) -> Option<Name> {
        if text == "unnamed" {
            return Some(Name::Unnamed);
        }
        match text.strip_prefix('@') {
            Some(CUT_FOLDER) => Some(Name::Abstract(UnixText::OfFolder)),
            None if text == CUT_FOLDER => Some(Name::Path(UnixText::OfFolder)),
            Some(name) => match in_scratch(name) {
                Some(rest) => Some(Name::Abstract(UnixText::InScratch(rest?))),
                None => self.abstract_name(name).map(|name| Name::Abstract(UnixText::Elsewhere(name))),
            },
            None => match in_scratch(text) {
                Some(rest) => Some(Name::Path(UnixText::InScratch(rest?))),
                None => unescape(text).map(|path| Name::Path(UnixText::Elsewhere(path))),
            },
        }
    }

    /// An abstract name that is not in the case's own folder. The system chooses those of a certain form:
    /// [`UnixText::is_autobound`].
    fn abstract_name(&mut self, text: &str) -> Option<Vec<u8>> {
        let autobound = self.symbol(text, "autobound").map(|number| format!("{number:05x}").into_bytes());
        autobound.or_else(|| unescape(text))
    }

    fn linux(&mut self, family: Family, text: &str) -> Option<LinuxName> {
        match family {
            Family::Netlink => {
                let (port, groups) = text.strip_prefix("port ")?.split_once(" groups ")?;
                Some(LinuxName::Netlink { port: self.number(port, "netlink-port")?, groups: hex_number(groups)? })
            }
            Family::Packet => self.packet(text),
            _ => {
                let (cid, port) = text.split_once(':')?;
                Some(LinuxName::Vsock { cid: self.machine(cid)?, port: self.vsock_port(port)? })
            }
        }
    }

    fn machine(&mut self, text: &str) -> Option<u32> {
        match MACHINES.iter().find(|(_, name)| *name == text) {
            Some((cid, _)) => Some(*cid),
            None => self.number(text, "machine"),
        }
    }

    fn vsock_port(&mut self, text: &str) -> Option<u32> {
        if text == "any" { Some(u32::MAX) } else { self.number(text, "vsock-port") }
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
            interface: if interface == "any" { 0 } else { self.number(interface, "interface")? },
            hardware: hardware.parse().ok()?,
            kind: kind.parse().ok()?,
            address: if address == "none" { Vec::new() } else { hex(address).ok()? },
        })
    }
}

/// The numbers of 16 bits that texts show somewhere, also inside of other words: in decimal, or as four hexadecimal
/// digits.
#[derive(Debug)]
struct Shown(Vec<bool>);

impl Shown {
    /// Every part of a text is looked at once, so that a long record takes no longer than its length allows.
    fn in_any_of(texts: &[&str]) -> Self {
        let mut shown = Self(vec![false; 1 << 16]);
        for text in texts {
            for begin in 0..text.len() {
                shown.add_decimal(&text.as_bytes()[begin..]);
                shown.add_hexadecimal(&text.as_bytes()[begin..]);
            }
        }
        shown
    }

    /// Adds each number whose decimal digits the bytes begin with.
    fn add_decimal(&mut self, bytes: &[u8]) {
        if bytes.first() == Some(&b'0') {
            return;
        }
        let mut number = 0_u16;
        for digit in bytes.iter().map_while(|byte| byte.is_ascii_digit().then(|| byte - b'0')) {
            match number.checked_mul(10).and_then(|number| number.checked_add(digit.into())) {
                Some(longer) => number = longer,
                None => return,
            }
            self.0[usize::from(number)] = true;
        }
    }

    /// Adds the number whose four digits the bytes begin with, as Rust writes them.
    fn add_hexadecimal(&mut self, bytes: &[u8]) {
        let is_digit = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
        let digits = bytes.get(..4).filter(|digits| digits.iter().all(is_digit));
        let digits = digits.and_then(|digits| str::from_utf8(digits).ok());
        if let Some(number) = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            self.0[usize::from(number)] = true;
        }
    }

    fn has(&self, number: u16) -> bool {
        self.0[usize::from(number)]
    }
}

/// The length of an address, and what else is said of it besides its name.
fn size(text: &str) -> Option<Observed> {
    let mut parts = text.split(", ");
    let mut observed = Observed::new(Name::None, 0);
    observed.length = match parts.next()? {
        super::UNSEEN_LENGTH => None,
        length => Some(length.strip_suffix(" bytes")?.parse().ok()?),
    };
    for part in parts {
        match part.split_once(' ')? {
            ("written", number) => observed.written = Some(number.parse().ok()?),
            ("beyond", number) => observed.excess.beyond = number.parse().ok()?,
            ("sa_len", number) => observed.excess.sa_len = Some(number.parse().ok()?),
            ("unused", bytes) => observed.excess.unused = hex(bytes).ok()?,
            _ => return None,
        }
    }
    Some(observed)
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
