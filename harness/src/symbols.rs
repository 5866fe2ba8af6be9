//! Symbols: what a record shows in place of values that differ from run to run, or from host to host. No other module
//! writes them.
//!
//! Most are numbered. The same port is the same `<port-n>` in the whole transcript, so that relations between names are
//! kept. A value that stands in no relation to others has a symbol without a number.
//!
//! What counts is where a value comes from, not what it looks like: what the case gave stays as it is, in whatever form
//! it was given, and what the system chose becomes a symbol.

mod stand_in;

use std::collections::BTreeSet;
use std::net::SocketAddrV6;

use crate::address::{
    Excess, Family, FilledAddress, FilledPort, LinuxName, Name, Observed, SCRATCH, SpeltAddress, SpeltName, UnixText,
};
use crate::bytes::array;
use crate::notation::{quote, write_hex};
use crate::operation::{HostInterface, Interface};
use crate::sys::interface;

pub use stand_in::StandIns;

/// A number of bytes that is less than was asked for. How much less is up to the host.
pub const PART: &str = "<part>";

/// The name of the host.
pub const HOSTNAME: &str = "<hostname>";

/// How long a call took.
pub const TIME: &str = "<time>";

/// The number by which the kernel knows a socket: SO_COOKIE.
pub const COOKIE: &str = "<cookie>";

/// A value that whoever made the call never sees.
pub const UNSEEN: &str = "<unseen>";

/// The length of an address where it is not seen.
pub const UNSEEN_LENGTH: &str = "? bytes";

/// What a path or an abstract name in the case's own folder begins with.
const FOLDER: &str = "<scratch>/";

/// The path of that folder, and a path or an abstract name that was cut off before its end.
pub const CUT_FOLDER: &str = "<scratch>";

/// What stands before the port of an Internet address that was cut off behind it.
const PORT: &str = "port ";

/// The one byte of a port that is left of it.
const HALF_A_PORT: &str = "half a port";

/// A path in the case's own folder. The name of the folder is another in every run.
#[must_use]
pub fn in_scratch(path: &[u8]) -> String {
    format!("{FOLDER}{}", path.escape_ascii())
}

/// An interface as a case would name it: by what it is, because its index is another on every host.
#[must_use]
pub fn interface(interface: &HostInterface) -> Interface {
    match interface.index {
        0 => Interface::Any,
        interface::NONEXISTENT => Interface::Nonexistent,
        _ if interface.is_loopback => Interface::Loopback,
        index => Interface::Number(i32::try_from(index).unwrap_or(i32::MAX)),
    }
}

/// An interface by its name, or by its index if it has no name.
#[must_use]
pub fn interface_name(interface: &HostInterface) -> String {
    interface.name.clone().unwrap_or_else(|| interface.index.to_string())
}

/// The machines of vsock(7) whose numbers have a meaning.
const MACHINES: [(u32, &str); 4] = [(0, "hypervisor"), (1, "local"), (2, "host"), (u32::MAX, "any")];

/// The symbols of one transcript, numbered as they first appear.
#[derive(Debug, Default)]
pub struct Symbols {
    given: Given,
    ports: Vec<u16>,
    autobound: Vec<Vec<u8>>,
    netlink_ports: Vec<u32>,
    interfaces: Vec<u32>,
    machines: Vec<u32>,
    vsock_ports: Vec<u32>,
    descriptors: Vec<i64>,
}

/// What the case gave so far, and which the system therefore did not choose.
#[derive(Debug, Default)]
struct Given {
    ports: BTreeSet<u16>,
    abstract_names: BTreeSet<Vec<u8>>,
    netlink_ports: BTreeSet<u32>,
    interfaces: BTreeSet<u32>,
    machines: BTreeSet<u32>,
    vsock_ports: BTreeSet<u32>,
}

impl Given {
    /// Notes all parts of a name.
    fn note(&mut self, name: &Name) {
        match name {
            Name::Inet(name) => drop(self.ports.insert(name.port())),
            Name::Inet6(name) => drop(self.ports.insert(name.port())),
            Name::Abstract(UnixText::Elsewhere(text)) => drop(self.abstract_names.insert(text.clone())),
            Name::Linux(LinuxName::Netlink { port, .. }) => drop(self.netlink_ports.insert(*port)),
            Name::Linux(LinuxName::Packet { interface, .. }) => drop(self.interfaces.insert(*interface)),
            Name::Linux(LinuxName::Vsock { cid, port }) => {
                self.machines.insert(*cid);
                self.vsock_ports.insert(*port);
            }
            // Every family of the Internet has its port first. Linux takes AF_UNSPEC for AF_INET in some calls.
            Name::Other(_, bytes) => self.ports.extend(array(bytes, 0).map(u16::from_be_bytes)),
            Name::None
            | Name::Unnamed
            | Name::Path(_)
            | Name::Abstract(UnixText::InScratch(_) | UnixText::OfFolder) => {}
        }
    }
}

impl Symbols {
    /// An address that the system returned: family, name, length, and what else is in it.
    pub fn observed(&mut self, observed: &Observed) -> String {
        let size = size(observed);
        match (&observed.name, observed.family()) {
            (Name::None, _) if observed.length == Some(0) => "none".to_owned(),
            (Name::Other(_, rest), Some(family)) if rest.is_empty() => format!("{family} ({size})"),
            (Name::Other(_, rest), Some(family @ (Family::Inet | Family::Inet6))) => {
                format!("{family} {} ({size})", self.cut_off(rest))
            }
            (name, Some(family)) => format!("{family} {} ({size})", self.name(name)),
            (name, None) => format!("{} ({size})", self.name(name)),
        }
    }

    /// An address that the case gave: the name, and the length if the case gives one.
    pub fn given(&mut self, given: &FilledAddress) -> String {
        match given {
            FilledAddress::Saved(saved) => self.name(&saved.name),
            FilledAddress::Spelt(SpeltAddress { name, length }) => {
                if let SpeltName::Raw(..) = name {
                    let bytes = given.encode(b"");
                    self.given.note(&Observed::read(&bytes, 0, None).name);
                }
                let name = self.given_name(name);
                length.map_or(name.clone(), |length| format!("{name} ({length} bytes)"))
            }
        }
    }

    /// A descriptor, or -1 if there is none. The system may give the number of a closed descriptor to another socket,
    /// and then both have the same symbol. So a case should show its descriptors before it closes any.
    pub fn descriptor(&mut self, number: i64) -> String {
        if number < 0 {
            return number.to_string();
        }
        format!("<fd-{}>", self::number(&mut self.descriptors, &number))
    }

    fn given_name(&mut self, name: &SpeltName<FilledPort>) -> String {
        match name {
            SpeltName::Inet { ip, port } => format!("{ip}:{}", self.given_port(*port)),
            SpeltName::Inet6 { ip, port, flowinfo, scope_id } => {
                let port = self.given_port(*port);
                inet6(&SocketAddrV6::new(*ip, 0, *flowinfo, *scope_id), &port)
            }
            SpeltName::Unnamed => "unnamed".to_owned(),
            SpeltName::Path(path) => in_scratch(path.strip_prefix(SCRATCH).unwrap_or(path).as_bytes()),
            SpeltName::Relative(path) => path.as_bytes().escape_ascii().to_string(),
            SpeltName::Abstract(name) => {
                format!("@{}", in_scratch(name.strip_prefix(SCRATCH).unwrap_or(name).as_bytes()))
            }
            SpeltName::Loopback => "interface loopback".to_owned(),
            SpeltName::Raw(family, bytes) => format!("raw {family} {}", write_hex(bytes)).trim_end().to_owned(),
        }
    }

    fn name(&mut self, name: &Name) -> String {
        match name {
            Name::None => "none".to_owned(),
            Name::Inet(name) => format!("{}:{}", name.ip(), self.port(name.port())),
            Name::Inet6(name) => inet6(name, &self.port(name.port())),
            Name::Unnamed => "unnamed".to_owned(),
            Name::Path(UnixText::InScratch(rest)) => in_scratch(rest),
            Name::Path(UnixText::OfFolder) => CUT_FOLDER.to_owned(),
            Name::Abstract(UnixText::OfFolder) => format!("@{CUT_FOLDER}"),
            Name::Path(UnixText::Elsewhere(path)) => path.escape_ascii().to_string(),
            Name::Abstract(UnixText::InScratch(rest)) => format!("@{}", in_scratch(rest)),
            Name::Abstract(text @ UnixText::Elsewhere(name)) => {
                if text.is_autobound() && !self.given.abstract_names.contains(name) {
                    return format!("@<autobound-{}>", number(&mut self.autobound, name));
                }
                format!("@{}", name.escape_ascii())
            }
            Name::Linux(name) => self.linux(name),
            Name::Other(_, bytes) => write_hex(bytes),
        }
    }

    /// What is left behind the family of an Internet address that was cut off.
    fn cut_off(&mut self, rest: &[u8]) -> String {
        match array(rest, 0) {
            None => HALF_A_PORT.to_owned(),
            Some(port) => {
                let port = self.port(u16::from_be_bytes(port));
                format!("{PORT}{port} {}", write_hex(&rest[2..])).trim_end().to_owned()
            }
        }
    }

    fn linux(&mut self, name: &LinuxName) -> String {
        match name {
            LinuxName::Netlink { port, groups } => format!("port {} groups {groups:#x}", self.netlink_port(*port)),
            LinuxName::Packet { protocol, interface, hardware, kind, address } => {
                let interface = match interface {
                    0 => "any".to_owned(),
                    index => self.index(*index),
                };
                let address = if address.is_empty() { "none".to_owned() } else { write_hex(address) };
                format!(
                    "protocol {protocol:#06x} interface {interface} hardware {hardware} kind {kind} address {address}"
                )
            }
            LinuxName::Vsock { cid, port } => format!("{}:{}", self.machine(*cid), self.vsock_port(*port)),
        }
    }

    fn netlink_port(&mut self, port: u32) -> String {
        if port == 0 || self.given.netlink_ports.contains(&port) {
            return port.to_string();
        }
        format!("<netlink-port-{}>", number(&mut self.netlink_ports, &port))
    }

    fn machine(&mut self, cid: u32) -> String {
        match MACHINES.iter().find(|(known, _)| *known == cid) {
            Some((_, name)) => (*name).to_owned(),
            None if self.given.machines.contains(&cid) => cid.to_string(),
            None => format!("<machine-{}>", number(&mut self.machines, &cid)),
        }
    }

    fn vsock_port(&mut self, port: u32) -> String {
        match port {
            u32::MAX => "any".to_owned(),
            port if self.given.vsock_ports.contains(&port) => port.to_string(),
            port => format!("<vsock-port-{}>", number(&mut self.vsock_ports, &port)),
        }
    }

    /// The index of an interface.
    fn index(&mut self, index: u32) -> String {
        if self.given.interfaces.contains(&index) {
            return index.to_string();
        }
        format!("<interface-{}>", number(&mut self.interfaces, &index))
    }

    /// An interface as the value of an option: by what it is, as a case would name it.
    pub fn interface(&mut self, interface: &HostInterface) -> String {
        match self::interface(interface) {
            Interface::Number(_) => self.index(interface.index),
            word => word.to_string(),
        }
    }

    /// The interface that a message arrived by. Only the loopback interface has the same name on all hosts of a
    /// platform.
    pub fn interface_name(&mut self, interface: &HostInterface) -> String {
        if interface.is_loopback || interface.index == 0 {
            return quote(&interface_name(interface));
        }
        self.index(interface.index)
    }

    /// Notes a number that the system shows in the place of a port, and that the case gave.
    pub fn note_port(&mut self, port: u16) {
        self.given.ports.insert(port);
    }

    /// A port that the case gave. If the case spells it out, it is written literally from here on.
    pub fn given_port(&mut self, port: FilledPort) -> String {
        match port {
            FilledPort::Number(number) => {
                self.note_port(number);
                number.to_string()
            }
            FilledPort::Saved(live) => self.port(live),
        }
    }

    /// A port that the system returned.
    pub fn port(&mut self, port: u16) -> String {
        if port == 0 || self.given.ports.contains(&port) {
            return port.to_string();
        }
        format!("<port-{}>", number(&mut self.ports, &port))
    }
}

/// The length that the system reported, and what the address holds besides its name.
fn size(observed: &Observed) -> String {
    let Excess { sa_len, unused, beyond } = &observed.excess;
    let mut text = observed.length.map_or(UNSEEN_LENGTH.to_owned(), |length| format!("{length} bytes"));
    if let Some(written) = observed.written {
        text += &format!(", written {written}");
    }
    if *beyond > 0 {
        text += &format!(", beyond {beyond}");
    }
    if let Some(sa_len) = sa_len {
        text += &format!(", sa_len {sa_len}");
    }
    if !unused.is_empty() {
        text += &format!(", unused {}", write_hex(unused));
    }
    text
}

/// The number of `value`, counted from 1 in the order of first appearance.
fn number<T: PartialEq + Clone>(seen: &mut Vec<T>, value: &T) -> usize {
    if let Some(index) = seen.iter().position(|earlier| earlier == value) {
        return index + 1;
    }
    seen.push(value.clone());
    seen.len()
}

fn inet6(name: &SocketAddrV6, port: &str) -> String {
    let mut text = format!("[{}]:{port}", name.ip());
    if name.flowinfo() != 0 {
        text += &format!(" flowinfo {}", name.flowinfo());
    }
    if name.scope_id() != 0 {
        text += &format!(" scope {}", name.scope_id());
    }
    text
}
