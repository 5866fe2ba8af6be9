//! Reads the address that a case gives to a call.

use std::net::IpAddr;

use super::kind::Argument;
use super::number::Integer;
use super::port::written_port;
use crate::address::{
    AddressShape, Family, Form, Host, RELATIVE, SpeltAddress, SpeltName, WrittenAddress, WrittenPort,
};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::notation;
use crate::operation::check::Reading;
use crate::operation::outcome::Kind;
use crate::platform::Capability;
use crate::yaml::{Content, Node, Place};

/// AF_UNIX as a number. It is the same on every known platform.
const AF_UNIX: i32 = 1;

/// The most bytes of an address: `struct sockaddr_storage` has at least as many on every known platform.
const MOST_BYTES: usize = 128;

/// Reads an address in any of its forms. What is wrong with it is noted.
pub(super) fn read(node: &Node, reading: &Reading) -> Option<WrittenAddress> {
    let has =
        |name: &str| matches!(&node.content, Content::Map(entries) if entries.iter().any(|(key, _)| key.text == name));
    if let Some(fault) = taken_apart(node) {
        reading.findings.add(node.place, fault);
        return None;
    }
    let address = if has("bytes") {
        read_raw(node, reading)?
    } else if has("interface") {
        read_interface(node, reading)?
    } else {
        let shape = AddressShape::read(node, reading.findings)?;
        match from_shape(shape, node.place, reading) {
            // Without the socket, its family is unknown too.
            Err(_) if reading.is_doubtful() => return None,
            address => reading.findings.note(node.place, address)?,
        }
    };
    if let WrittenAddress::Spelt(SpeltAddress { name, length }) = &address {
        if matches!(name, SpeltName::Abstract(_)) {
            reading.need(Capability::AbstractNames);
        }
        if length.is_some_and(|length| length as usize > MOST_BYTES) {
            reading.findings.add(
                node.place,
                Fault::new(format!("an address has at most {MOST_BYTES} bytes")).hint("give it a shorter `length`"),
            );
        }
    }
    Some(address)
}

/// What is wrong with an address that was written without quotes, so that YAML took it apart.
fn taken_apart(node: &Node) -> Option<Fault> {
    let Content::Map(entries) = &node.content else {
        return None;
    };
    let [(key, port)] = entries.as_slice() else {
        return None;
    };
    let is_host = key.text.parse::<Host>().is_ok();
    let port = port.said();
    is_host.then(|| {
        let fault = Fault::new("without quotes, YAML makes a map of this address");
        fault.hint(format!("write \"{}:{}\"", key.text, port.trim_matches('`')))
    })
}

/// The address that a shape describes, if the shape leaves nothing open.
fn from_shape(shape: AddressShape, place: Place, reading: &Reading) -> Result<WrittenAddress, Fault> {
    let (address, family) = match shape.form {
        Form::Saved(name) => {
            let family = reading.use_saved(place, &name, Kind::Address);
            (WrittenAddress::Saved(name), family)
        }
        form => {
            let name = spelt_name(form, place, reading)?;
            let family = name.family();
            (WrittenAddress::Spelt(SpeltAddress { name, length: shape.length }), Some(family))
        }
    };
    if reading.family().is_none() {
        reading.set_family(family);
    }
    Ok(address)
}

fn spelt_name(form: Form, place: Place, reading: &Reading) -> Result<SpeltName<WrittenPort>, Fault> {
    match form {
        Form::Unnamed => Ok(SpeltName::Unnamed),
        Form::Path(path) if path.starts_with(RELATIVE) => relative(path, reading),
        Form::Path(path) => Ok(SpeltName::Path(path)),
        Form::Abstract(name) => Ok(SpeltName::Abstract(name)),
        Form::Inet { family, host, port, flowinfo, scope_id } => {
            let ip = ip(host, family.or(reading.family()))?;
            if ip.to_canonical() != ip {
                reading.need(Capability::Ipv4);
            }
            inet(ip, written_port(port, place, reading)?, flowinfo, scope_id)
        }
        Form::Any | Form::OfFamily(_) | Form::None | Form::Autobound | Form::Saved(_) => {
            let fault = Fault::new("an address is needed here, not the shape of one");
            Err(fault.hint("such as \"loopback:0\", unnamed, {path: …}, {family: …, bytes: …} or $name"))
        }
    }
}

/// A path that begins in the working folder of a child process.
fn relative(path: String, reading: &Reading) -> Result<SpeltName<WrittenPort>, Fault> {
    if reading.is_in_child() {
        return Ok(SpeltName::Relative(path));
    }
    let fault =
        Fault::new(format!("`{path}` begins in the working folder, which this process shares with other trials"));
    Err(fault.hint("begin it with `$scratch/`, or use it in a child process after `chdir`"))
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
        IpAddr::V4(_) => {
            let fault = Fault::new("an AF_INET address has neither `flowinfo` nor `scope_id`");
            Err(fault.hint("leave them out, or write an AF_INET6 address"))
        }
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
        let fault = Fault::new(format!("an address has at most {MOST_BYTES} bytes, two of them for the family"));
        findings.add(node.place, fault.hint("leave some of `bytes` out"));
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
        findings.add(node.place, fault.hint("other interfaces lead out of this machine"));
        return None;
    }
    Some(WrittenAddress::Spelt(SpeltAddress { name: SpeltName::Loopback, length: None }))
}
