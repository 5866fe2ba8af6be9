//! Addresses as arguments: those of this host's sockets, and destinations.

use std::net::IpAddr;

use serde_json::{Value as Json, json};

use super::input::Input;
use super::kind::{Argument, Show};
use super::number::Integer;
use crate::address::{
    AddressShape, Family, FilledAddress, FilledPort, Form, Host, PortShape, SpeltAddress, SpeltName, WrittenAddress,
    WrittenPort,
};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation;
use crate::operation::check::Reading;
use crate::operation::outcome::Kind;
use crate::operation::saved::Saved;
use crate::platform::Capability;
use crate::yaml::{Content, Node, Place};

/// AF_UNIX as a number. It is the same on every known platform.
const AF_UNIX: i32 = 1;

/// The most bytes of an address: `struct sockaddr_storage` has at least as many on every known platform.
const MOST_BYTES: usize = 128;

/// An address for a socket of this host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(pub WrittenAddress);

/// An address to send data to, or to connect to: as the case writes it, or filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination<A = WrittenAddress>(pub A);

impl Argument for Address {
    type Filled = FilledAddress;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        read(node, reading).map(Self)
    }

    fn fill(&self, saved: &Saved) -> Result<FilledAddress, String> {
        fill(&self.0, saved)
    }

    fn wire(&self) -> Option<Json> {
        Some(wire(&self.0))
    }

    fn schema() -> Json {
        schema()
    }
}

impl Show for Address {
    fn input(&self) -> Option<Input> {
        Some(written(&self.0))
    }
}

impl Argument for Destination {
    type Filled = Destination<FilledAddress>;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let given = read(node, reading)?;
        if !reading.network && given.ip().is_some_and(|ip| !stays_on_host(ip)) {
            let fault = Fault::new("this destination is not an address of this host");
            let fault =
                fault.hint("use a loopback, unspecified or multicast address, or put `network: true` in the case");
            reading.findings.add(node.place, fault);
        }
        Some(Self(given))
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, String> {
        fill(&self.0, saved).map(Destination)
    }

    fn wire(&self) -> Option<Json> {
        Some(wire(&self.0))
    }

    fn schema() -> Json {
        schema()
    }
}

impl Show for Destination {
    fn input(&self) -> Option<Input> {
        Some(written(&self.0))
    }
}

impl Show for FilledAddress {
    fn input(&self) -> Option<Input> {
        Some(Input::Address(self.clone()))
    }
}

impl Show for Destination<FilledAddress> {
    fn input(&self) -> Option<Input> {
        self.0.input()
    }
}

/// Whether what is sent there stays on this host. For multicasts that depends on the socket, so
/// [`crate::executor::native`] checks it.
pub(in crate::operation) fn stays_on_host(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    ip.is_loopback() || ip.is_unspecified() || ip.is_multicast()
}

fn read(node: &Node, reading: &Reading) -> Option<WrittenAddress> {
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
    if let WrittenAddress::Spelt(SpeltAddress { name, length }) = &given {
        if matches!(name, SpeltName::Abstract(_)) {
            reading.need(Capability::AbstractNames);
        }
        if length.is_some_and(|length| length as usize > MOST_BYTES) {
            reading.findings.add(node.place, Fault::new(format!("an address has at most {MOST_BYTES} bytes")));
        }
    }
    Some(given)
}

/// The address that a shape describes, if the shape leaves nothing open.
fn given(shape: AddressShape, place: Place, reading: &Reading) -> Result<WrittenAddress, Fault> {
    let name = match shape.form {
        Form::Saved(name) => {
            let family = reading.use_saved(place, &name, Kind::Address);
            if reading.family().is_none() {
                reading.set_family(family);
            }
            return Ok(WrittenAddress::Saved(name));
        }
        Form::Unnamed => SpeltName::Unnamed,
        Form::Path(path) => SpeltName::Path(path),
        Form::Abstract(name) => SpeltName::Abstract(name),
        Form::Inet { family, host, port, flowinfo, scope_id } => {
            let ip = ip(host, family.or(reading.family()))?;
            if ip.to_canonical() != ip {
                reading.need(Capability::Ipv4);
            }
            let port = written_port(port, place, reading)?;
            inet(ip, port, flowinfo, scope_id)?
        }
        Form::Any | Form::OfFamily(_) | Form::None | Form::Autobound => {
            let fault = Fault::new("an address is needed here, not the shape of one");
            return Err(fault.hint("such as \"loopback:0\", unnamed, {path: …}, {family: …, bytes: …} or $name"));
        }
    };
    if reading.family().is_none() {
        reading.set_family(Some(match name {
            SpeltName::Inet { .. } => Family::Inet,
            SpeltName::Inet6 { .. } => Family::Inet6,
            SpeltName::Unnamed | SpeltName::Path(_) | SpeltName::Abstract(_) => Family::Unix,
            SpeltName::Loopback => Family::Packet,
            SpeltName::Raw(family, _) => family,
        }));
    }
    Ok(WrittenAddress::Spelt(SpeltAddress { name, length: shape.length }))
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
            "`{host}` is not an address of {}",
            family.map_or("an unknown family".to_owned(), |family| family.to_string())
        ));
        fault.hint("write the address itself, or add `family: AF_INET` or `family: AF_INET6`")
    })
}

/// The port that a shape describes, if the shape leaves nothing open.
pub(in crate::operation) fn written_port(
    port: PortShape,
    place: Place,
    reading: &Reading,
) -> Result<WrittenPort, Fault> {
    match port {
        PortShape::Number(number) => Ok(WrittenPort::Number(number)),
        PortShape::Saved(name) => {
            reading.use_saved(place, &name, Kind::Address);
            Ok(WrittenPort::Saved(name))
        }
        PortShape::Any | PortShape::Ephemeral => {
            let fault = Fault::new(format!("`{port}` must be a port, not the shape of a port"));
            Err(fault.hint("write a number (0 lets the system choose) or `$name.port`"))
        }
    }
}

fn inet(
    ip: IpAddr,
    port: WrittenPort,
    flowinfo: Option<u32>,
    scope_id: Option<u32>,
) -> Result<SpeltName<WrittenPort>, Fault> {
    match ip {
        IpAddr::V6(ip) => {
            Ok(SpeltName::Inet6 { ip, port, flowinfo: flowinfo.unwrap_or(0), scope_id: scope_id.unwrap_or(0) })
        }
        IpAddr::V4(ip) if flowinfo.or(scope_id).is_none() => Ok(SpeltName::Inet { ip, port }),
        IpAddr::V4(_) => Err(Fault::new("an AF_INET address has neither `flowinfo` nor `scope_id`")),
    }
}

/// Reads `{family: …, bytes: …}`. The bytes of an AF_UNIX address must not be a path, because paths must lie in the
/// case's own folder.
fn read_raw(node: &Node, reading: &Reading) -> Option<WrittenAddress> {
    let findings = reading.findings;
    let mut fields = Fields::of(node, "a raw address", findings)?;
    // Read apart from the step: the family of the address need not be that of the socket.
    let family = fields.required("family").and_then(|node| Family::read(node, &reading.inner()));
    let bytes = fields.required("bytes").and_then(|node| {
        let text = fields::text(node, "hex digits in quotes", findings)?;
        findings.note(node.place, notation::hex(text))
    });
    let length = match fields.optional("length") {
        None => Some(None),
        Some(node) => Integer::<0, 128>::read(node, reading).map(|length| Some(length.0 as u32)),
    };
    fields.finish();
    let (family, bytes, length) = (family?, bytes?, length?);
    if matches!(family, Family::Unix | Family::Number(AF_UNIX)) && bytes.first().is_some_and(|byte| *byte != 0) {
        let fault = Fault::new("raw bytes of AF_UNIX must not be a path");
        findings.add(node.place, fault.hint("write {path: \"$scratch/…\"}"));
    }
    if bytes.len() + 2 > MOST_BYTES {
        findings.add(node.place, Fault::new("an address has at most 128 bytes, two of them for the family"));
    }
    Some(WrittenAddress::Spelt(SpeltAddress { name: SpeltName::Raw(family, bytes), length }))
}

/// Reads `{family: AF_PACKET, interface: loopback}`.
fn read_interface(node: &Node, reading: &Reading) -> Option<WrittenAddress> {
    let findings = reading.findings;
    let mut fields = Fields::of(node, "an AF_PACKET address", findings)?;
    let family = fields.required("family").and_then(|node| fields::text(node, "AF_PACKET", findings));
    let interface = fields.required("interface").and_then(|node| fields::text(node, "an interface", findings));
    fields.finish();
    if (family?, interface?) != ("AF_PACKET", "loopback") {
        let fault = Fault::new("the only address with an interface is {family: AF_PACKET, interface: loopback}");
        findings.add(node.place, fault);
        return None;
    }
    Some(WrittenAddress::Spelt(SpeltAddress { name: SpeltName::Loopback, length: None }))
}

fn fill(address: &WrittenAddress, saved: &Saved) -> Result<FilledAddress, String> {
    match address {
        WrittenAddress::Saved(name) => saved.address(name).cloned().map(FilledAddress::Saved),
        WrittenAddress::Spelt(SpeltAddress { name, length }) => {
            let name = name.with_port(|port| fill_port(port, saved))?;
            Ok(FilledAddress::Spelt(SpeltAddress { name, length: *length }))
        }
    }
}

/// A port with its reference filled in.
pub(in crate::operation) fn fill_port(port: &WrittenPort, saved: &Saved) -> Result<FilledPort, String> {
    match port {
        WrittenPort::Number(number) => Ok(FilledPort::Number(*number)),
        WrittenPort::Saved(name) => {
            let port = saved.address(name)?.port();
            port.map(FilledPort::Saved).ok_or_else(|| format!("the address saved as `{name}` has no port"))
        }
    }
}

/// How a transcript shows an address that is not filled in: like a filled one, or by its reference if it has one.
fn written(address: &WrittenAddress) -> Input {
    match address {
        WrittenAddress::Saved(name) => Input::Word(format!("${name}")),
        WrittenAddress::Spelt(SpeltAddress { name, length }) => {
            match name.with_port(|port| fill_port(port, &Saved::default())) {
                Ok(name) => Input::Address(FilledAddress::Spelt(SpeltAddress { name, length: *length })),
                Err(_) => Input::Word(wire(address).to_string()),
            }
        }
    }
}

/// An address as a case file writes it. Its family is always written, because it need not be that of the socket.
fn wire(address: &WrittenAddress) -> Json {
    let (name, length) = match address {
        WrittenAddress::Saved(name) => return format!("${name}").into(),
        WrittenAddress::Spelt(SpeltAddress { name, length }) => (name, length),
    };
    let mut entries = match name {
        SpeltName::Inet { ip, port } => json!({"family": "AF_INET", "host": ip.to_string(), "port": wire_port(port)}),
        SpeltName::Inet6 { ip, port, .. } => {
            json!({"family": "AF_INET6", "host": ip.to_string(), "port": wire_port(port)})
        }
        SpeltName::Unnamed => return "unnamed".into(),
        SpeltName::Path(path) => json!({"path": path}),
        SpeltName::Abstract(name) => json!({"abstract": name}),
        SpeltName::Loopback => return json!({"family": "AF_PACKET", "interface": "loopback"}),
        SpeltName::Raw(family, bytes) => json!({"family": family.wire(), "bytes": notation::write_hex(bytes)}),
    };
    if let SpeltName::Inet6 { flowinfo, scope_id, .. } = name {
        let more = [("flowinfo", *flowinfo), ("scope_id", *scope_id)];
        more.into_iter().filter(|(_, number)| *number != 0).for_each(|(key, number)| entries[key] = number.into());
    }
    if let Some(length) = length {
        entries["length"] = (*length).into();
    }
    entries
}

/// A port as a case file writes it.
pub(in crate::operation) fn wire_port(port: &WrittenPort) -> Json {
    match port {
        WrittenPort::Number(number) => (*number).into(),
        WrittenPort::Saved(name) => format!("${name}.port").into(),
    }
}

fn schema() -> Json {
    json!({"$ref": "#/definitions/address"})
}
