//! Addresses as arguments: those of this host's sockets, and destinations.

use std::convert::Infallible;
use std::net::IpAddr;

use serde_json::{Value as Json, json};

use super::input::Input;
use super::kind::{Argument, Show};
use super::port::{fill_port, wire_port};
use super::returned::Returned;
use super::written_address;
use crate::address::{FilledAddress, SpeltAddress, SpeltName, WrittenAddress, WrittenPort};
use crate::fault::Fault;
use crate::notation;
use crate::operation::check::Reading;
use crate::operation::saved::{Saved, Unfilled};
use crate::yaml::Node;

/// An address for a socket of this host.
pub type Address = WrittenAddress;

/// An address to send data to, or to connect to: as the case writes it, or filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination<A = WrittenAddress>(pub A);

impl Argument for WrittenAddress {
    type Filled = FilledAddress;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        written_address::read(node, reading)
    }

    fn fill(&self, saved: &Saved) -> Result<FilledAddress, Unfilled> {
        match self {
            Self::Saved(name) => saved.address(name).cloned().map(FilledAddress::Saved),
            Self::Spelt(SpeltAddress { name, length }) => {
                let name = name.with_port(|port| fill_port(port, saved))?;
                Ok(FilledAddress::Spelt(SpeltAddress { name, length: *length }))
            }
        }
    }

    /// The family is always written, because it need not be that of the socket.
    fn wire(&self) -> Option<Json> {
        let (name, length) = match self {
            Self::Saved(name) => return Some(format!("${name}").into()),
            Self::Spelt(SpeltAddress { name: SpeltName::Unnamed, .. }) => return Some("unnamed".into()),
            Self::Spelt(SpeltAddress { name, length }) => (name, length),
        };
        let mut entries = wire_name(name);
        if let Some(length) = length {
            entries["length"] = (*length).into();
        }
        Some(entries)
    }

    fn wire_filled(filled: &FilledAddress) -> Option<Json> {
        match filled {
            FilledAddress::Saved(observed) => Some(Returned::Address(observed.clone()).wire()),
            FilledAddress::Spelt(SpeltAddress { name, length }) => {
                let name = name.with_port::<_, Infallible>(|port| Ok(WrittenPort::Number(port.number())));
                let name = name.unwrap_or_else(|never| match never {});
                Self::Spelt(SpeltAddress { name, length: *length }).wire()
            }
        }
    }

    fn schema() -> Json {
        json!({"$ref": "#/definitions/address"})
    }
}

/// The entries of a name, as a case file writes them. An unnamed address has none.
fn wire_name(name: &SpeltName<WrittenPort>) -> Json {
    match name {
        SpeltName::Inet { ip, port } => json!({"family": "AF_INET", "host": ip.to_string(), "port": wire_port(port)}),
        SpeltName::Inet6 { ip, port, flowinfo, scope_id } => {
            let mut entries = json!({"family": "AF_INET6", "host": ip.to_string(), "port": wire_port(port)});
            let more = [("flowinfo", *flowinfo), ("scope_id", *scope_id)];
            more.into_iter().filter(|(_, number)| *number != 0).for_each(|(key, number)| entries[key] = number.into());
            entries
        }
        SpeltName::Unnamed => json!({}),
        SpeltName::Path(path) | SpeltName::Relative(path) => json!({"path": path}),
        SpeltName::Abstract(name) => json!({"abstract": name}),
        SpeltName::Loopback => json!({"family": "AF_PACKET", "interface": "loopback"}),
        SpeltName::Raw(family, bytes) => json!({"family": family.wire(), "bytes": notation::write_hex(bytes)}),
    }
}

/// An address that is not filled in is shown like a filled one, or by its reference if it has one.
impl Show for WrittenAddress {
    fn input(&self) -> Option<Input> {
        Some(match self {
            Self::Saved(name) => Input::Word(format!("${name}")),
            Self::Spelt(SpeltAddress { name, length }) => {
                match name.with_port(|port| fill_port(port, &Saved::default())) {
                    Ok(name) => Input::Address(FilledAddress::Spelt(SpeltAddress { name, length: *length })),
                    Err(_) => Input::Word(self.wire()?.to_string()),
                }
            }
        })
    }
}

impl Argument for Destination {
    type Filled = Destination<FilledAddress>;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let address = Address::read(node, reading)?;
        if !reading.network && address.ip().is_some_and(|ip| !stays_on_host(ip)) {
            let fault = Fault::new("this destination is not an address of this host");
            let fault =
                fault.hint("use a loopback, unspecified or multicast address, or put `network: true` in the case");
            reading.findings.add(node.place, fault);
        }
        Some(Self(address))
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, Unfilled> {
        self.0.fill(saved).map(Destination)
    }

    fn wire(&self) -> Option<Json> {
        self.0.wire()
    }

    fn wire_filled(filled: &Self::Filled) -> Option<Json> {
        Address::wire_filled(&filled.0)
    }

    fn schema() -> Json {
        Address::schema()
    }
}

impl<A: Show> Show for Destination<A> {
    fn input(&self) -> Option<Input> {
        self.0.input()
    }
}

impl Show for FilledAddress {
    fn input(&self) -> Option<Input> {
        Some(Input::Address(self.clone()))
    }
}

/// Whether what is sent there stays on this host. For multicasts that depends on the socket, so
/// [`crate::executor::native`] checks it.
pub(in crate::operation) fn stays_on_host(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    ip.is_loopback() || ip.is_unspecified() || ip.is_multicast()
}
