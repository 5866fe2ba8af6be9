//! Interfaces of this host, by name and by index: RFC 3493, section 4.

use serde_json::Value as Json;

use super::option::Interface;
use crate::fault::Fault;
use crate::fields;
use crate::operation::argument::{Argument, refers_to_nothing, shown_as_text};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};
use crate::operation::word::SettingKind;
use crate::schema_parts::words_schema;
use crate::yaml::Node;

/// An interface of `if_nameindex`.
const INTERFACE: &[Return] =
    &[Return { name: "index", kind: Kind::Setting(SettingKind::Interface) }, Return { name: "name", kind: Kind::Text }];

operation! {
    /// The index of an interface, which is looked up by its name: if_nametoindex(3).
    pub struct IfNametoindex = "if_nametoindex" {
        /// The interface whose name is given: `loopback`, or `nonexistent`.
        "interface" => interface: NamedInterface,
    }
    returns ["index": Setting(SettingKind::Interface)]
}

operation! {
    /// The name of an interface, which is looked up by its index: if_indextoname(3).
    pub struct IfIndextoname = "if_indextoname" {
        /// The interface whose index is given: `loopback`, or `nonexistent`.
        "interface" => interface: NamedInterface,
    }
    returns ["name": Text]
}

operation! {
    /// What the list of this host's interfaces has of one of them, because the others are no part of any record:
    /// if_nameindex(3). On Windows, which has no such call, the list has those of the first 255 indices.
    pub struct IfNameindex = "if_nameindex" {
        /// The interface: `loopback`, or `nonexistent`.
        "interface" => interface: NamedInterface,
    }
    returns ["interfaces": Records(INTERFACE)]
}

/// An interface that every host has, or that no host has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedInterface(pub Interface);

impl Argument for NamedInterface {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let interface = fields::word(node, "an interface", Interface::named, reading.findings)?;
        if interface == Interface::Any {
            reading.findings.add(node.place, Fault::new("`any` is no interface").hint("as `loopback`"));
            return None;
        }
        Some(Self(interface))
    }

    fn wire(&self) -> Option<Json> {
        Some(self.0.to_string().into())
    }

    fn schema() -> Json {
        let any = Interface::Any.to_string();
        words_schema(Interface::WORDS.iter().copied().filter(|(name, _)| *name != any))
    }
}

impl std::fmt::Display for NamedInterface {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

shown_as_text!(NamedInterface);
