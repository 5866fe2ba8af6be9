//! Whom an address of a program leads to, and what kind of name it is.

use std::collections::BTreeMap;

use super::kind::NameKind;
use super::sockets::Id;
use crate::address::{SpeltAddress, SpeltName, WrittenAddress, WrittenPort};

/// Where sockets can be found.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The sockets whose names were saved, and the kinds of these names.
    pub(super) saved: BTreeMap<String, (Id, NameKind)>,
    /// The sockets that were bound to a name of AF_UNIX.
    pub(super) unix: BTreeMap<(NameKind, String), Id>,
}

/// What is known of an address.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The kind of name that it is.
    pub(super) kind: NameKind,
    /// The socket that it leads to.
    pub(super) socket: Option<Id>,
    /// The name of AF_UNIX that it gives.
    pub(super) unix: Option<String>,
}

impl Places {
    /// What is known of an address. None of one in raw bytes, or with a length of its own.
    pub(super) fn find(&self, address: &WrittenAddress) -> Option<Place> {
        let name = match address {
            WrittenAddress::Saved(name) => {
                let (socket, kind) = *self.saved.get(name)?;
                return Some(Place { kind, socket: Some(socket), unix: None });
            }
            WrittenAddress::Spelt(SpeltAddress { name, length: None }) => name,
            WrittenAddress::Spelt(_) => return None,
        };
        let of_port = |kind, port: &WrittenPort| Place { kind, socket: self.by_port(port), unix: None };
        let of_unix = |kind, text: &String| Place {
            kind,
            socket: self.unix.get(&(kind, text.clone())).copied(),
            unix: Some(text.clone()),
        };
        match name {
            SpeltName::Inet { port, .. } => Some(of_port(NameKind::Inet, port)),
            SpeltName::Inet6 { ip, port, .. } => {
                let kind = if ip.to_ipv4_mapped().is_some() { NameKind::Mapped } else { NameKind::Inet6 };
                Some(of_port(kind, port))
            }
            SpeltName::Unnamed => Some(Place { kind: NameKind::Autobound, socket: None, unix: None }),
            SpeltName::Path(text) => Some(of_unix(NameKind::Path, text)),
            SpeltName::Abstract(text) => Some(of_unix(NameKind::Abstract, text)),
            // What a relative path stands for is up to the working folder.
            SpeltName::Relative(_) | SpeltName::Loopback | SpeltName::Raw(..) => None,
        }
    }

    /// The socket whose port was saved.
    fn by_port(&self, port: &WrittenPort) -> Option<Id> {
        match port {
            WrittenPort::Number(_) => None,
            WrittenPort::Saved(name) => self.saved.get(name).map(|(socket, _)| *socket),
        }
    }
}
