//! Addresses as arguments: of one's own, and of others.

use std::net::IpAddr;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::address::{AddressShape, Family, Form, Given, GivenName, Host, Port, PortShape};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation;
use crate::operation::argument::{Argument, Input, Whole};
use crate::operation::check::Reading;
use crate::operation::outcome::Kind;
use crate::operation::program::Saved;
use crate::platform::Capability;
use crate::yaml::{Content, Node, Place};

/// An address for a socket of this host's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Address(pub Given);

/// An address that data or a request for a connection is sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Destination(pub Given, pub Reach);

/// How far what a case sends may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Reach {
    /// It stays on this host: on the loopback interface, multicasts included.
    OwnHost,
    /// It may leave: the case is marked `network: true`.
    Anywhere,
}

impl Argument for Address {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        read(node, reading).map(Self)
    }

    fn input(&self) -> Option<Input> {
        Some(Input::Address(self.0.clone()))
    }

    fn resolve(&mut self, saved: &Saved) -> Result<(), String> {
        resolve(&mut self.0, saved)
    }

    fn schema() -> Json {
        schema()
    }
}

impl Argument for Destination {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let given = read(node, reading)?;
        if !reading.network && given.ip().is_some_and(|ip| !is_own(ip)) {
            let fault = Fault::new("this destination is not this host's own");
            let fault = fault
                .hint("the loopback or the unspecified address, a multicast group, or `network: true` at the case");
            reading.findings.add(node.place, fault);
        }
        Some(Self(given, if reading.network { Reach::Anywhere } else { Reach::OwnHost }))
    }

    fn input(&self) -> Option<Input> {
        Some(Input::Address(self.0.clone()))
    }

    fn resolve(&mut self, saved: &Saved) -> Result<(), String> {
        resolve(&mut self.0, saved)
    }

    fn schema() -> Json {
        schema()
    }
}

/// Whether what is sent there stays on this host. Of multicasts, [`crate::executor::native`] makes sure: that depends on the socket.
pub(in crate::operation) fn is_own(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    ip.is_loopback() || ip.is_unspecified() || ip.is_multicast()
}

fn read(node: &Node, reading: &Reading) -> Option<Given> {
    let has =
        |name: &str| matches!(&node.content, Content::Map(entries) if entries.iter().any(|(key, _)| key.text == name));
    let given = if has("bytes") {
        read_raw(node, reading)?
    } else if has("interface") {
        read_interface(node, reading)?
    } else {
        let shape = AddressShape::read(node, reading.findings)?;
        reading.findings.note(node.place, given(shape, node.place, reading))?
    };
    if let Given::Name { name, length } = &given {
        if matches!(name, GivenName::Abstract(_)) {
            reading.need(Capability::AbstractNames);
        }
        if length.is_some_and(|length| length as usize > crate::sys::address::MOST_BYTES) {
            let most = crate::sys::address::MOST_BYTES;
            reading.findings.add(node.place, Fault::new(format!("an address has at most {most} bytes")));
        }
    }
    Some(given)
}

/// An address of the shape's form, if the shape leaves nothing open.
fn given(shape: AddressShape, place: Place, reading: &Reading) -> Result<Given, Fault> {
    let name = match shape.form {
        Form::Saved(name) => {
            let family = reading.use_saved(place, &name, Kind::Address);
            if reading.family().is_none() {
                reading.set_family(family);
            }
            return Ok(Given::Saved { name, value: None });
        }
        Form::Unnamed => GivenName::Unnamed,
        Form::Path(path) => GivenName::Path(path),
        Form::Abstract(name) => GivenName::Abstract(name),
        Form::Inet { family, host, port, flowinfo, scope_id } => {
            let ip = ip(host, family.or(reading.family()))?;
            if ip.to_canonical() != ip {
                reading.need(Capability::Ipv4);
            }
            let port = given_port(port, place, reading)?;
            inet(ip, port, flowinfo, scope_id)?
        }
        Form::Any | Form::OfFamily(_) | Form::None | Form::Autobound => {
            let fault = Fault::new("this is the shape of an address, and here an address is wanted");
            return Err(fault.hint("as \"loopback:0\", unnamed, {path: …}, {family: …, bytes: …} or $name"));
        }
    };
    if reading.family().is_none() {
        reading.set_family(Some(match name {
            GivenName::Inet { .. } => Family::Inet,
            GivenName::Inet6 { .. } => Family::Inet6,
            GivenName::Unnamed | GivenName::Path(_) | GivenName::Abstract(_) => Family::Unix,
            GivenName::Loopback => Family::Packet,
            GivenName::Raw(family, _) => family,
        }));
    }
    Ok(Given::Name { name, length: shape.length })
}

fn ip(host: Host, family: Option<Family>) -> Result<IpAddr, Fault> {
    let known = [Family::Inet, Family::Inet6];
    let ip = match family.filter(|family| known.contains(family)) {
        Some(family) => host.ip(family),
        None => match host {
            Host::Ip(ip) => Some(ip),
            Host::Word(_) => None,
        },
    };
    ip.ok_or_else(|| {
        let fault = Fault::new(format!(
            "`{host}` is no address of {}",
            family.map_or("an unknown family".to_owned(), |family| family.to_string())
        ));
        fault.hint("write the address itself, or `family: AF_INET` or `family: AF_INET6` beside `host`")
    })
}

/// A port that can be given, of the shape that was read.
pub(in crate::operation) fn given_port(port: PortShape, place: Place, reading: &Reading) -> Result<Port, Fault> {
    match port {
        PortShape::Number(number) => Ok(Port::Number(number)),
        PortShape::Saved(name) => {
            reading.use_saved(place, &name, Kind::Address);
            Ok(Port::Saved { name, value: None })
        }
        PortShape::Any | PortShape::Ephemeral => {
            let fault = Fault::new(format!("`{port}` is the shape of a port, and here a port is wanted"));
            Err(fault.hint("a number (0 lets the system choose), or `$name.port`"))
        }
    }
}

fn inet(ip: IpAddr, port: Port, flowinfo: Option<u32>, scope_id: Option<u32>) -> Result<GivenName, Fault> {
    match ip {
        IpAddr::V6(ip) => {
            Ok(GivenName::Inet6 { ip, port, flowinfo: flowinfo.unwrap_or(0), scope_id: scope_id.unwrap_or(0) })
        }
        IpAddr::V4(ip) if flowinfo.or(scope_id).is_none() => Ok(GivenName::Inet { ip, port }),
        IpAddr::V4(_) => Err(Fault::new("an address of AF_INET has neither `flowinfo` nor `scope_id`")),
    }
}

/// `{family: …, bytes: …}`. Bytes of AF_UNIX must not spell a path: paths stay in the case's own folder.
fn read_raw(node: &Node, reading: &Reading) -> Option<Given> {
    let findings = reading.findings;
    let mut fields = Fields::of(node, "a raw address", findings)?;
    // A family of its own: the address need not fit the socket.
    let family = fields.required("family").and_then(|node| Family::read(node, &reading.inner()));
    let bytes = fields.required("bytes").and_then(|node| {
        let text = fields::text(node, "hex digits in quotes", findings)?;
        findings.note(node.place, notation::hex(text))
    });
    let length = match fields.optional("length") {
        None => Some(None),
        Some(node) => Whole::<0, 128>::read(node, reading).map(|length| Some(length.0 as u32)),
    };
    fields.finish();
    let (family, bytes, length) = (family?, bytes?, length?);
    if family.number() == Family::Unix.number() && bytes.first().is_some_and(|byte| *byte != 0) {
        let fault = Fault::new("raw bytes of AF_UNIX may not spell a path");
        findings.add(node.place, fault.hint("write {path: \"$scratch/…\"}"));
    }
    if bytes.len() + 2 > crate::sys::address::MOST_BYTES {
        findings.add(node.place, Fault::new("an address has at most 128 bytes, two of them for the family"));
    }
    Some(Given::Name { name: GivenName::Raw(family, bytes), length })
}

/// `{family: AF_PACKET, interface: loopback}`.
fn read_interface(node: &Node, reading: &Reading) -> Option<Given> {
    let findings = reading.findings;
    let mut fields = Fields::of(node, "an address of AF_PACKET", findings)?;
    let family = fields.required("family").and_then(|node| fields::text(node, "AF_PACKET", findings));
    let interface = fields.required("interface").and_then(|node| fields::text(node, "an interface", findings));
    fields.finish();
    if (family?, interface?) != ("AF_PACKET", "loopback") {
        let fault = Fault::new("an address of an interface is {family: AF_PACKET, interface: loopback}");
        findings.add(node.place, fault);
        return None;
    }
    Some(Given::Name { name: GivenName::Loopback, length: None })
}

fn resolve(given: &mut Given, saved: &Saved) -> Result<(), String> {
    match given {
        Given::Saved { name, value } => *value = Some(saved.address(name)?.clone()),
        Given::Name { name, .. } => match name {
            GivenName::Inet { port, .. } | GivenName::Inet6 { port, .. } => resolve_port(port, saved)?,
            GivenName::Unnamed
            | GivenName::Path(_)
            | GivenName::Abstract(_)
            | GivenName::Loopback
            | GivenName::Raw(..) => {}
        },
    }
    Ok(())
}

/// Fills in a port that refers to a saved address.
pub(in crate::operation) fn resolve_port(port: &mut Port, saved: &Saved) -> Result<(), String> {
    if let Port::Saved { name, value } = port {
        *value = saved.address(name)?.port();
    }
    Ok(())
}

fn schema() -> Json {
    json!({"$ref": "#/definitions/address"})
}
