//! Addresses: from what a case writes to the two arguments that a call of C takes.

use super::form::NoForm;
use super::helper::Helper;
use super::notation::{identifier, text};
use super::step::{Pointer, Step};
use crate::address::{Family, SCRATCH, SpeltAddress, SpeltName, WrittenAddress, WrittenPort};
use crate::operation::{Address, AddressLength, OrNull};
use crate::temporary::PATH_LENGTH;

/// The bytes of the largest address: `struct sockaddr_storage`.
const STORAGE: u32 = 128;

/// The most bytes of a Unix name below the folder: behind the family, and the folder with its slash.
const MOST_BELOW: usize = STORAGE as usize - 2 - PATH_LENGTH - 1;

impl Step<'_> {
    /// The address that a call is given, after statements that make it.
    pub(super) fn given(
        &mut self,
        address: OrNull<&Address>,
        told: Option<AddressLength>,
    ) -> Result<(Vec<String>, Pointer), NoForm> {
        self.unit.include(&["sys/socket.h"]);
        let (before, mut given) = match address {
            OrNull::Null => (vec![], Pointer { pointer: "NULL".to_owned(), length: "0".to_owned() }),
            OrNull::Given(address) => self.address(address)?,
        };
        if let Some(told) = told {
            given.length = told.0.to_string();
        }
        Ok((before, given))
    }

    /// The address that a socket sends to or connects to. If it may be that of a group, the program ends where the
    /// multicasts would not stay on this host.
    pub(super) fn destination(
        &mut self,
        socket: &str,
        address: OrNull<&Address>,
        told: Option<AddressLength>,
    ) -> Result<(Vec<String>, Pointer), NoForm> {
        let (mut before, given) = self.given(address, told)?;
        let may_be_group = match address {
            OrNull::Null => false,
            OrNull::Given(WrittenAddress::Saved(_)) => self.unit.has_group,
            OrNull::Given(WrittenAddress::Spelt(spelt)) => may_be_group(&spelt.name),
        };
        if may_be_group {
            let pointer = given.pointer.replace("(struct sockaddr *)", "");
            before.push(format!("{}({}, {pointer});", self.helper(Helper::StayHere), identifier(socket)));
        }
        Ok((before, given))
    }

    /// An address, after statements that make it.
    pub(super) fn address(&mut self, address: &Address) -> Result<(Vec<String>, Pointer), NoForm> {
        match address {
            WrittenAddress::Saved(name) => {
                if let Some(answer) = name.strip_suffix(".address") {
                    let answer = identifier(answer);
                    let length = format!("{answer}->ai_addrlen");
                    return Ok((vec![], Pointer { pointer: format!("{answer}->ai_addr"), length }));
                }
                let name = identifier(name);
                let pointer = format!("(struct sockaddr *)&{name}");
                let before = vec![format!("{}({name}_length);", self.helper(Helper::NeedName))];
                Ok((before, Pointer { pointer, length: format!("{name}_length") }))
            }
            WrittenAddress::Spelt(spelt) => self.spelt(spelt),
        }
    }

    fn spelt(&mut self, spelt: &SpeltAddress<WrittenPort>) -> Result<(Vec<String>, Pointer), NoForm> {
        self.unit.has_group |= may_be_group(&spelt.name);
        let made_of = format!("{spelt:?}");
        if let Some(variable) = self.unit.has_address(&made_of) {
            let variable = variable.clone();
            return Ok((vec![], self.pointer(spelt, &variable)));
        }
        let variable = self.unit.fresh(self.name_for(&spelt.name));
        let before = self.statements(spelt, &variable)?;
        self.unit.keep_address(made_of, variable.clone());
        Ok((before, self.pointer(spelt, &variable)))
    }

    /// What to call the variable of an address.
    fn name_for(&self, name: &SpeltName<WrittenPort>) -> &'static str {
        let is_any_port = |port: &WrittenPort| *port == WrittenPort::Number(0);
        match name {
            SpeltName::Inet { ip, port } if ip.is_loopback() && is_any_port(port) => "loopback",
            SpeltName::Inet6 { ip, port, .. } if ip.is_loopback() && is_any_port(port) => "loopback",
            SpeltName::Inet { ip, port } if ip.is_unspecified() && is_any_port(port) => "wildcard",
            SpeltName::Inet6 { ip, port, .. } if ip.is_unspecified() && is_any_port(port) => "wildcard",
            _ => "address",
        }
    }

    fn statements(&mut self, spelt: &SpeltAddress<WrittenPort>, variable: &str) -> Result<Vec<String>, NoForm> {
        let is_long = |own: u32| spelt.length.is_some_and(|length| length > own);
        Ok(match &spelt.name {
            SpeltName::Inet { ip, port } => {
                let value = format!("{}(\"{ip}\", {})", self.helper(Helper::Ipv4), self.port(port));
                self.internet("struct sockaddr_in", variable, &value, is_long(16))
            }
            SpeltName::Inet6 { ip, port, flowinfo, scope_id } => {
                let value = format!("{}(\"{ip}\", {})", self.helper(Helper::Ipv6), self.port(port));
                let mut statements = self.internet("struct sockaddr_in6", variable, &value, is_long(28));
                let field = |name: &str| match is_long(28) {
                    true => format!("((struct sockaddr_in6 *)&{variable})->{name}"),
                    false => format!("{variable}.{name}"),
                };
                if *flowinfo != 0 {
                    statements.push(format!("{} = htonl({flowinfo});", field("sin6_flowinfo")));
                }
                if *scope_id != 0 {
                    statements.push(format!("{} = {scope_id};", field("sin6_scope_id")));
                }
                statements
            }
            SpeltName::Unnamed => {
                self.unit.include(&["sys/un.h"]);
                vec![self.unit.declare(
                    "struct sockaddr_storage",
                    variable,
                    "(struct sockaddr_storage){.ss_family = AF_UNIX}",
                )]
            }
            SpeltName::Path(path) => self.unix(Helper::UnixPath, path, variable)?,
            SpeltName::Abstract(path) => self.unix(Helper::UnixAbstract, path, variable)?,
            SpeltName::Relative(_) => return Err(NoForm::of("a relative path")),
            SpeltName::Loopback => return Err(NoForm::of("an address of AF_PACKET")),
            SpeltName::Raw(family, bytes) => {
                let raw = self.helper(Helper::RawAddress);
                let value = format!("{raw}({}, {}, {})", constant(family), text(bytes), bytes.len());
                vec![self.unit.declare("struct sockaddr_storage", variable, &value)]
            }
        })
    }

    /// An address of the Internet, in a larger variable if the call is told that it is longer.
    fn internet(&mut self, kind: &str, variable: &str, value: &str, is_long: bool) -> Vec<String> {
        if !is_long {
            return vec![self.unit.declare(kind, variable, value)];
        }
        let zeros = self.unit.declare("struct sockaddr_storage", variable, "(struct sockaddr_storage){0}");
        vec![zeros, format!("*({kind} *)&{variable} = {value};")]
    }

    fn unix(&mut self, helper: Helper, path: &str, variable: &str) -> Result<Vec<String>, NoForm> {
        self.unit.share("struct sockaddr_storage", variable, "");
        let below = path.strip_prefix(SCRATCH).unwrap_or(path);
        // An abstract name begins with a zero byte.
        if below.len() + usize::from(helper == Helper::UnixAbstract) > MOST_BELOW {
            return Err(NoForm::of("a Unix name that is longer than the room for addresses"));
        }
        if helper == Helper::UnixPath {
            self.unit.makes(below);
        }
        // An abstract name does not end at a zero byte.
        let more = if helper == Helper::UnixAbstract { format!(", {}", below.len()) } else { String::new() };
        let value = format!("{}(&{variable}, {}{more})", self.helper(helper), text(below.as_bytes()));
        Ok(vec![self.unit.declare("socklen_t", &format!("{variable}_length"), &value)])
    }

    /// A pointer to a variable with an address, and its length.
    fn pointer(&self, spelt: &SpeltAddress<WrittenPort>, variable: &str) -> Pointer {
        let own = match &spelt.name {
            SpeltName::Inet { .. } | SpeltName::Inet6 { .. } => format!("sizeof {variable}"),
            SpeltName::Path(_) | SpeltName::Abstract(_) => format!("{variable}_length"),
            SpeltName::Unnamed => "sizeof(sa_family_t)".to_owned(),
            SpeltName::Raw(_, bytes) => format!("sizeof(sa_family_t) + {}", bytes.len()),
            SpeltName::Relative(_) | SpeltName::Loopback => format!("{STORAGE}"),
        };
        let length = spelt.length.map_or(own, |length| length.to_string());
        Pointer { pointer: format!("(struct sockaddr *)&{variable}"), length }
    }

    /// A port: the number, or that of a saved address.
    pub(super) fn port(&mut self, port: &WrittenPort) -> String {
        match port {
            WrittenPort::Number(number) => number.to_string(),
            WrittenPort::Saved(name) => {
                let address = match name.strip_suffix(".address") {
                    Some(answer) => format!("{}->ai_addr", identifier(answer)),
                    None => format!("&{}", identifier(name)),
                };
                format!("{}({address})", self.helper(Helper::PortOf))
            }
        }
    }
}

/// Whether this may be the address of a multicast group.
fn may_be_group(name: &SpeltName<WrittenPort>) -> bool {
    match name {
        SpeltName::Inet { ip, .. } => ip.is_multicast(),
        SpeltName::Inet6 { ip, .. } => ip.to_canonical().is_multicast(),
        SpeltName::Raw(family, _) => matches!(family, Family::Inet | Family::Inet6),
        SpeltName::Unnamed
        | SpeltName::Path(_)
        | SpeltName::Relative(_)
        | SpeltName::Abstract(_)
        | SpeltName::Loopback => false,
    }
}

/// A family, by its name or number.
fn constant(family: &Family) -> String {
    family.to_string()
}
