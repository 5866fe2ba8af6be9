//! The values of socket options, as a case writes them and as a record shows them.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::{OptionName, SettingKind};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::named_enum::named_enum;
use crate::notation;
use crate::operation::argument::{Argument, refers_to_nothing, shown_as_text};
use crate::operation::check::Reading;
use crate::platform::{Capability, Need};
use crate::yaml::{Content, Node};

/// The value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// On or off.
    Flag(bool),
    /// A number, in the unit of the option.
    Number(i64),
    /// A whole number of seconds, or off. `l_linger` has a sign, too.
    Seconds(Option<i32>),
    /// A time, or off.
    Time(Option<Duration>),
    /// An IPv4 address.
    Ip(Ipv4Addr),
    /// An interface.
    Interface(Interface),
    /// Text.
    Text(String),
    /// A multicast group.
    Group(Group),
}

named_enum! {
    /// An interface that every host has, or that no host has.
    pub enum Interface, "interface" {
        /// No particular interface: the system chooses.
        Any = "any",
        /// The loopback interface.
        Loopback = "loopback",
        /// An interface with an index that no host has.
        Nonexistent = "nonexistent",
    } or number
}

/// A multicast group to join or to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its address.
    pub group: IpAddr,
    /// The only sender to receive from, if the option takes a sender.
    pub source: Option<Ipv4Addr>,
    /// The interface.
    pub interface: GroupInterface,
}

/// How the interface of a membership is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupInterface {
    /// By one of its addresses.
    Address(Ipv4Addr),
    /// By its index.
    Index(Interface),
}

impl Argument for Setting {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let option = OptionName::find(reading.option()?)?;
        let setting = match option.kind() {
            SettingKind::Flag => fields::flag(node, reading.findings).map(Self::Flag),
            SettingKind::Number | SettingKind::HeaderField => {
                number::<INT_MIN, INT_MAX>(node, reading).map(Self::Number)
            }
            SettingKind::Unsigned => number::<0, UINT_MAX>(node, reading).map(Self::Number),
            SettingKind::Octet => number::<0, UCHAR_MAX>(node, reading).map(Self::Number),
            SettingKind::Seconds if is_off(node) => Some(Self::Seconds(None)),
            SettingKind::Seconds => {
                let seconds = number::<INT_MIN, INT_MAX>(node, reading)?;
                Some(Self::Seconds(i32::try_from(seconds).ok()))
            }
            SettingKind::Time if is_off(node) => Some(Self::Time(None)),
            SettingKind::Time => fields::time(node, reading.findings).map(|time| Self::Time(Some(time))),
            SettingKind::Ip => ipv4(node, reading).map(Self::Ip),
            SettingKind::Interface => interface(node, reading).map(Self::Interface),
            SettingKind::Text => fields::text(node, "text", reading.findings).map(|text| Self::Text(text.to_owned())),
            SettingKind::Group | SettingKind::Source => group(node, reading, option).map(Self::Group),
            SettingKind::Family
            | SettingKind::SocketType
            | SettingKind::Protocol
            | SettingKind::Cookie
            | SettingKind::Credentials
            | SettingKind::Free => None,
        }?;
        setting.keep_to_this_host(option, node, reading);
        if (option, &setting) == (OptionName::V6only, &Self::Flag(false)) {
            reading.need(Capability::DualStack);
        }
        Some(setting)
    }

    fn wire(&self) -> Option<Json> {
        Some(match self {
            Self::Flag(flag) => (*flag).into(),
            Self::Number(number) => (*number).into(),
            Self::Seconds(Some(seconds)) => (*seconds).into(),
            Self::Seconds(None) | Self::Time(None) => false.into(),
            Self::Time(Some(time)) => notation::write_time(*time).into(),
            Self::Ip(ip) => ip.to_string().into(),
            Self::Interface(interface) => interface.to_string().into(),
            Self::Text(text) => text.as_str().into(),
            Self::Group(group) => group.wire(),
        })
    }

    fn schema() -> Json {
        json!({"description": "The value of the option.", "anyOf": [
            {"type": "boolean"},
            {"type": "integer", "minimum": INT_MIN, "maximum": UINT_MAX},
            {"type": "string"},
            {
                "type": "object",
                "required": ["group", "interface"],
                "additionalProperties": false,
                "properties": {
                    "group": {"type": "string", "description": "The address of the group."},
                    "source": {"type": "string", "description": "The only sender that is heard."},
                    "interface": {"type": "string", "description": "The interface to join on: a word, or an address."},
                },
            },
        ]})
    }
}

shown_as_text!(Setting);

impl Setting {
    /// Multicasts of a case must use the loopback interface, and so must the reports that memberships cause. Then they
    /// do not leave this host.
    fn keep_to_this_host(&self, option: OptionName, node: &Node, reading: &Reading) {
        let elsewhere = match self {
            Self::Ip(ip) => option == OptionName::MulticastIf && *ip != Ipv4Addr::LOCALHOST,
            Self::Interface(interface) => option == OptionName::MulticastIf6 && interface.can_leave_host(),
            Self::Group(group) => match group.interface {
                GroupInterface::Address(ip) => ip != Ipv4Addr::LOCALHOST,
                GroupInterface::Index(interface) => interface.can_leave_host(),
            },
            Self::Flag(_) | Self::Number(_) | Self::Seconds(_) | Self::Time(_) | Self::Text(_) => false,
        };
        if elsewhere && !reading.network {
            let fault = Fault::new("multicasts of a case must use the loopback interface");
            let fault = fault.hint("use `loopback`, or 127.0.0.1 as an address, or put `network: true` in the case");
            reading.findings.add(node.place, fault);
        }
    }
}

impl Interface {
    /// Whether packets can reach other hosts through it.
    fn can_leave_host(self) -> bool {
        match self {
            Self::Loopback | Self::Nonexistent => false,
            Self::Any | Self::Number(_) => true,
        }
    }
}

fn is_off(node: &Node) -> bool {
    matches!(node.content, Content::Flag(false))
}

/// The limits of `int`, `unsigned int` and `unsigned char` on every platform.
const INT_MIN: i64 = i32::MIN as i64;
const INT_MAX: i64 = i32::MAX as i64;
const UINT_MAX: i64 = u32::MAX as i64;
const UCHAR_MAX: i64 = u8::MAX as i64;

fn number<const LEAST: i64, const MOST: i64>(node: &Node, reading: &Reading) -> Option<i64> {
    fields::number(node, LEAST..=MOST, reading.findings)
}

fn ipv4(node: &Node, reading: &Reading) -> Option<Ipv4Addr> {
    let text = fields::text(node, "an IPv4 address in quotes", reading.findings)?;
    let ip = text.parse().map_err(|_| Fault::new(format!("`{text}` is not an IPv4 address")).hint("as 127.0.0.1"));
    reading.findings.note(node.place, ip)
}

fn interface(node: &Node, reading: &Reading) -> Option<Interface> {
    fields::word(node, "an interface", Interface::named, reading.findings)
}

/// Reads `{group: …, interface: …}`, with `source: …` if the option takes a sender.
fn group(node: &Node, reading: &Reading, option: OptionName) -> Option<Group> {
    let mut fields = Fields::of(node, "a membership", reading.findings)?;
    let group = fields.required("group").and_then(|node| multicast(node, reading, option));
    let of_source = option.kind() == SettingKind::Source;
    let source = if of_source { fields.required("source").map(|node| ipv4(node, reading)) } else { Some(None) };
    let interface = fields.required("interface").and_then(|node| member(node, reading, option));
    fields.finish();
    Some(Group { group: group?, source: source?, interface: interface? })
}

/// The address of a group, in the family of the option. It need not be a multicast address, because a case may ask what
/// the system says to one that is not.
fn multicast(node: &Node, reading: &Reading, option: OptionName) -> Option<IpAddr> {
    if !is_of_ipv6(option) {
        return ipv4(node, reading).map(IpAddr::V4);
    }
    let text = fields::text(node, "an IPv6 address in quotes", reading.findings)?;
    let ip = text.parse().map_err(|_| Fault::new(format!("`{text}` is not an IPv6 address")).hint("as \"::1\""));
    reading.findings.note(node.place, ip).map(IpAddr::V6)
}

fn is_of_ipv6(option: OptionName) -> bool {
    matches!(option, OptionName::JoinGroup | OptionName::LeaveGroup)
}

/// The interface of a membership. Options of IPv6 name it by index, those with a sender by address, the others by
/// either.
fn member(node: &Node, reading: &Reading, option: OptionName) -> Option<GroupInterface> {
    let by_index_alone = is_of_ipv6(option);
    let by_address_alone = option.kind() == SettingKind::Source;
    let text = fields::text(node, "an interface", reading.findings)?;
    if by_address_alone || (!by_index_alone && text.parse::<Ipv4Addr>().is_ok()) {
        return ipv4(node, reading).map(GroupInterface::Address);
    }
    if !by_index_alone {
        reading.need(Need::Constant("struct ip_mreqn"));
    }
    interface(node, reading).map(GroupInterface::Index)
}

impl Group {
    /// As a case file writes it.
    fn wire(&self) -> Json {
        let interface = match self.interface {
            GroupInterface::Address(ip) => ip.to_string(),
            GroupInterface::Index(interface) => interface.to_string(),
        };
        let mut entries = json!({"group": self.group.to_string(), "interface": interface});
        if let Some(source) = self.source {
            entries["source"] = source.to_string().into();
        }
        entries
    }
}

/// As a case file writes it.
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => flag.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Seconds(Some(seconds)) => seconds.fmt(f),
            Self::Seconds(None) | Self::Time(None) => f.write_str("false"),
            Self::Time(Some(time)) => f.write_str(&notation::write_time(*time)),
            Self::Ip(ip) => ip.fmt(f),
            Self::Interface(interface) => interface.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Group(group) => group.fmt(f),
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.group)?;
        if let Some(source) = self.source {
            write!(f, " from {source}")?;
        }
        match self.interface {
            GroupInterface::Address(ip) => write!(f, " on {ip}"),
            GroupInterface::Index(interface) => write!(f, " on {interface}"),
        }
    }
}
