//! What a case expects an address to be. A shape is read from text, and printed as the text that it was written as.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use super::family::Family;
use crate::fault::Fault;
use crate::named_enum::named_enum;
use crate::notation;
use crate::notation::quote;

/// The shape of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressShape {
    /// What the name must be.
    pub form: Form,
    /// What its length must be, in bytes, if that is claimed.
    pub length: Option<u32>,
}

/// The shape of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Any name, or none.
    Any,
    /// No address was returned.
    None,
    /// Any name of this family.
    OfFamily(Family),
    /// AF_UNIX without a name.
    Unnamed,
    /// AF_UNIX with a name the system chose.
    Autobound,
    /// The very address that a step saved under this name.
    Saved(String),
    /// AF_UNIX: this path below [`SCRATCH`](crate::address::SCRATCH).
    Path(String),
    /// AF_UNIX: this abstract name below [`SCRATCH`](crate::address::SCRATCH).
    Abstract(String),
    /// An Internet address.
    Inet {
        /// The family, if it is claimed; by default that of the socket.
        family: Option<Family>,
        /// The host.
        host: Host,
        /// The port.
        port: PortShape,
        /// The flow information, if it is claimed.
        flowinfo: Option<u32>,
        /// The scope, if it is claimed.
        scope_id: Option<u32>,
    },
}

named_enum! {
    /// Shapes of a host that mean an address in either family.
    pub enum HostWord, "host" {
        /// Whatever it is.
        Any = "any",
        /// 127.0.0.1 or ::1.
        Loopback = "loopback",
        /// 0.0.0.0 or ::.
        Unspecified = "unspecified",
        /// ::ffff:127.0.0.1.
        MappedLoopback = "v4-mapped-loopback",
    }
}

/// The shape of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// By its meaning.
    Word(HostWord),
    /// This very address.
    Ip(IpAddr),
}

/// The shape of a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortShape {
    /// Whatever it is.
    Any,
    /// Any but 0.
    Ephemeral,
    /// This very port.
    Number(u16),
    /// The port of the address that a step saved under this name.
    Saved(String),
}

/// The families whose addresses a shape can tell apart.
const TOLD_APART: [Family; 6] =
    [Family::Unix, Family::Inet, Family::Inet6, Family::Netlink, Family::Packet, Family::Vsock];

impl AddressShape {
    /// Why no socket of a family can have an address of this shape, if that is so. `saved` is the family of the address
    /// that the shape refers to, if that is known.
    #[must_use]
    pub fn contradiction(&self, family: Family, saved: Option<Family>) -> Option<Fault> {
        let own = self.form.family().or(saved).unwrap_or(family);
        if own != family && TOLD_APART.contains(&own) && TOLD_APART.contains(&family) {
            let fault = Fault::new(format!("the socket is of {family}, and an address of {own} is none of its"));
            return Some(fault.hint(format!("the shape of an address of {family}, or `any`")));
        }
        self.form.host_contradiction(family)
    }

    /// Whether every address of `other`'s shape has this one, too.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let length = self.length.is_none() || self.length == other.length;
        length && (self.form == Form::Any || self.form == other.form || self.form.covers_inet(&other.form))
    }
}

impl Form {
    /// The family that every address of this form is of, if the form says that.
    fn family(&self) -> Option<Family> {
        match self {
            Self::Unnamed | Self::Autobound | Self::Path(_) | Self::Abstract(_) => Some(Family::Unix),
            Self::OfFamily(family) => Some(*family),
            Self::Inet { family, .. } => *family,
            Self::Any | Self::None | Self::Saved(_) => None,
        }
    }

    /// Why no address of a family has this host and these other fields, if that is so.
    fn host_contradiction(&self, family: Family) -> Option<Fault> {
        let Self::Inet { host, flowinfo, scope_id, .. } = self else {
            return None;
        };
        match family {
            Family::Inet if flowinfo.is_some() || scope_id.is_some() => {
                let fault = Fault::new("an address of AF_INET has neither flowinfo nor scope_id");
                Some(fault.hint("leave them out"))
            }
            Family::Inet | Family::Inet6 => {
                let other = host.ip(family).filter(|ip| ip.is_ipv4() != (family == Family::Inet))?;
                let fault =
                    Fault::new(format!("the socket is of {family}, and `{other}` is no address of that family"));
                Some(fault.hint("`loopback` and `unspecified` fit both; an IPv4 address in AF_INET6 is ::ffff:a.b.c.d"))
            }
            Family::Unix | Family::Netlink | Family::Packet | Family::Vsock => {
                let fault = Fault::new(format!("an address of {family} has neither host nor port"));
                Some(
                    fault.hint(format!("{{family: {family}}} is any name of it, and {{length: …}} any of that length")),
                )
            }
            Family::Unspec | Family::Number(_) => None,
        }
    }

    fn covers_inet(&self, other: &Self) -> bool {
        let Self::Inet { family, host, port, flowinfo, scope_id } = self else {
            return false;
        };
        let Self::Inet { family: other_family, host: other_host, port: other_port, flowinfo: flow, scope_id: scope } =
            other
        else {
            return false;
        };
        family == other_family
            && (*host == Host::Word(HostWord::Any) || host == other_host)
            && (*port == PortShape::Any || port == other_port)
            && (flowinfo.is_none() || flowinfo == flow)
            && (scope_id.is_none() || scope_id == scope)
    }
}

impl FromStr for AddressShape {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let form = match text {
            "none" => Form::None,
            "unnamed" => Form::Unnamed,
            "autobound" => Form::Autobound,
            _ => match text.strip_prefix('$') {
                Some(name) => Form::Saved(saved_name(name)?),
                None => inet(text)?,
            },
        };
        Ok(Self { form, length: None })
    }
}

fn inet(text: &str) -> Result<Form, Fault> {
    let (host, port) = text.rsplit_once(':').ok_or_else(|| {
        let known = HostWord::NAMES.iter().copied().chain(["none", "unnamed", "autobound"]);
        let fault = Fault::unknown("address", text, known);
        fault.hint("a host and a port, as \"loopback:0\"; or none, unnamed, autobound, $name")
    })?;
    if !host.starts_with('[') && host.contains(':') {
        let fault = Fault::new(format!("`{text}` may be read in two ways"));
        return Err(fault.hint("put the IPv6 address in brackets, as \"[::1]:0\""));
    }
    Ok(Form::Inet { family: None, host: host.parse()?, port: port.parse()?, flowinfo: None, scope_id: None })
}

/// `name`, or `name.field` for a part of what was saved.
fn saved_name(name: &str) -> Result<String, Fault> {
    let (whole, part) = name.split_once('.').unwrap_or((name, "part"));
    if notation::is_name(whole) && notation::is_name(part) {
        return Ok(name.to_owned());
    }
    let fault = Fault::new(format!("`${name}` is not a reference to an address"));
    Err(fault.hint("`$name` for what a step saved as `name`"))
}

impl FromStr for Host {
    type Err = Fault;

    /// In brackets or not: a map needs none around an IPv6 address.
    fn from_str(text: &str) -> Result<Self, Fault> {
        let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        match bare.unwrap_or(text).parse::<IpAddr>() {
            Ok(ip) if bare.is_none() || ip.is_ipv6() => Ok(Self::Ip(ip)),
            _ => HostWord::named(text).map(Self::Word),
        }
    }
}

impl FromStr for PortShape {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        match text {
            "any" => Ok(Self::Any),
            "ephemeral" => Ok(Self::Ephemeral),
            _ => match text.strip_prefix('$') {
                Some(reference) => match reference.strip_suffix(".port") {
                    Some(name) => saved_name(name).map(Self::Saved),
                    None => {
                        let fault = Fault::new(format!("`{text}` is not a port"));
                        Err(fault.hint("`$name.port` for the port of what a step saved as `name`"))
                    }
                },
                None => {
                    let number = text.parse().ok().filter(|number: &u16| number.to_string() == text);
                    number.map(Self::Number).ok_or_else(|| {
                        let fault = Fault::new(format!("`{text}` is not a port"));
                        fault.hint("0 to 65535, `any`, `ephemeral` or `$name.port`")
                    })
                }
            },
        }
    }
}

impl Host {
    /// The address a word stands for in a family; none for `any`, or where the family has no such address.
    #[must_use]
    pub fn ip(self, family: Family) -> Option<IpAddr> {
        match (self, family) {
            (Self::Ip(ip), _) => Some(ip),
            (Self::Word(HostWord::Loopback), Family::Inet) => Some(Ipv4Addr::LOCALHOST.into()),
            (Self::Word(HostWord::Loopback), Family::Inet6) => Some(Ipv6Addr::LOCALHOST.into()),
            (Self::Word(HostWord::Unspecified), Family::Inet) => Some(Ipv4Addr::UNSPECIFIED.into()),
            (Self::Word(HostWord::Unspecified), Family::Inet6) => Some(Ipv6Addr::UNSPECIFIED.into()),
            (Self::Word(HostWord::MappedLoopback), _) => Some(Ipv4Addr::LOCALHOST.to_ipv6_mapped().into()),
            (Self::Word(_), _) => None,
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => write!(f, "{word}"),
            Self::Ip(IpAddr::V4(ip)) => write!(f, "{ip}"),
            Self::Ip(IpAddr::V6(ip)) => write!(f, "[{ip}]"),
        }
    }
}

impl fmt::Display for PortShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Ephemeral => f.write_str("ephemeral"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Saved(name) => write!(f, "${name}.port"),
        }
    }
}

impl fmt::Display for AddressShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        match &self.form {
            Form::Any => {}
            Form::OfFamily(family) => parts.push(format!("family: {family}")),
            Form::Path(path) => parts.push(format!("path: {}", quote(path))),
            Form::Abstract(name) => parts.push(format!("abstract: {}", quote(name))),
            Form::Inet { family: None, host, port, flowinfo: None, scope_id: None } if self.length.is_none() => {
                return write!(f, "{host}:{port}");
            }
            Form::Inet { family, host, port, flowinfo, scope_id } => {
                parts.extend(family.map(|family| format!("family: {family}")));
                parts.push(format!("host: \"{host}\""));
                parts.push(format!("port: {port}"));
                parts.extend(flowinfo.map(|flowinfo| format!("flowinfo: {flowinfo}")));
                parts.extend(scope_id.map(|scope_id| format!("scope_id: {scope_id}")));
            }
            Form::None => return f.write_str("none"),
            Form::Unnamed => return f.write_str("unnamed"),
            Form::Autobound => return f.write_str("autobound"),
            Form::Saved(name) => return write!(f, "${name}"),
        }
        parts.extend(self.length.map(|length| format!("length: {length}")));
        write!(f, "{{{}}}", parts.join(", "))
    }
}
