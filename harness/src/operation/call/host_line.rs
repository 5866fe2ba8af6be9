//! The lines of a table of hosts that a case brings along: hosts(5).

use std::fmt;
use std::net::IpAddr;

use serde_json::{Value as Json, json};

use super::c_text::{c_text, quoted};
use crate::address::Family;
use crate::fault::Fault;
use crate::operation::argument::{Argument, Input, Show, refers_to_nothing, stays_on_host};
use crate::operation::check::Reading;
use crate::yaml::Node;

/// The most bytes of a line. musl reads no more of it at once, and takes what is left for a line of its own:
/// name_from_hosts in src/network/lookup_name.c.
const MOST_BYTES: usize = 510;

/// A line of a table of hosts: an address of this host, and its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostLine {
    ip: IpAddr,
    names: Vec<String>,
}

impl HostLine {
    /// Whether a look-up of this name that asks for this family, or for any, finds the line.
    #[must_use]
    pub fn answers(&self, name: &str, family: Family) -> bool {
        let is_of_family = match family {
            Family::Unspec => true,
            Family::Inet => self.ip.is_ipv4(),
            Family::Inet6 => self.ip.is_ipv6(),
            _ => false,
        };
        is_of_family && self.names.iter().any(|other| other == name)
    }

    /// Whether its address is one of IPv6.
    #[must_use]
    pub fn is_v6(&self) -> bool {
        self.ip.is_ipv6()
    }

    fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() > MOST_BYTES {
            return Err(Fault::new(format!("the line has {} bytes", text.len()))
                .hint(format!("at most {MOST_BYTES}; the names can be on several lines")));
        }
        let mut words = text.split(' ');
        let ip = words.next().and_then(|word| word.parse().ok()).ok_or_else(|| {
            Fault::new(format!("`{text}` does not begin with an address")).hint("such as \"127.0.0.1 localhost\"")
        })?;
        if !stays_on_host(ip) {
            return Err(Fault::new(format!("{ip} is not an address of this host"))
                .hint("a table of a case has loopback addresses alone, such as 127.0.0.2"));
        }
        let names: Vec<String> = words.map(str::to_owned).collect();
        let is_name = |name: &String| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
        };
        if names.is_empty() || !names.iter().all(is_name) {
            return Err(Fault::new(format!("`{text}` does not name the address"))
                .hint("one blank before each name, and in it letters, digits, hyphens and dots"));
        }
        Ok(Self { ip, names })
    }
}

/// As it stands in the table.
impl fmt::Display for HostLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.ip, self.names.join(" "))
    }
}

impl Argument for HostLine {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let text = c_text(node, "a line of a table of hosts", reading)?;
        reading.findings.note(node.place, Self::parse(text))
    }

    fn wire(&self) -> Option<Json> {
        Some(self.to_string().into())
    }

    fn schema() -> Json {
        json!({"type": "string", "description": "An address of this host and its names: `127.0.0.1 localhost`."})
    }
}

impl Show for HostLine {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(quoted(&self.to_string())))
    }
}
