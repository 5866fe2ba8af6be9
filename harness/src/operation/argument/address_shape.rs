//! Reads the shape of an address from a case file. Its short form is text, and its full form is a map.

use crate::address::{AddressShape, Family, Form, Host, HostWord, PortShape, RELATIVE, SCRATCH};
use crate::fault::Fault;
use crate::fields::{self, Fields};
use crate::problem::Findings;
use crate::yaml::{Content, Node};

impl AddressShape {
    /// Reads a shape in short or full form. What is wrong with it is noted.
    pub fn read(node: &Node, findings: &Findings) -> Option<Self> {
        match &node.content {
            Content::Text(text) => findings.note(node.place, text.parse()),
            Content::Map(_) => Self::read_map(Fields::of(node, "an address", findings)?, findings),
            Content::Null | Content::Flag(_) | Content::Number(_) | Content::List(_) => {
                let fault = Fault::expected("an address", node.kind());
                findings.add(node.place, fault.hint("such as \"loopback:0\", {path: …} or $name"));
                None
            }
        }
    }

    fn read_map(mut fields: Fields, findings: &Findings) -> Option<Self> {
        let length = fields.optional("length").map_or(Some(None), |node| read_number(node, findings).map(Some));
        let form = if let Some(path) = fields.optional("path") {
            path_of(path, findings).map(Form::Path)
        } else if let Some(name) = fields.optional("abstract") {
            in_scratch(name, findings).map(Form::Abstract)
        } else {
            read_form(&mut fields, findings)
        };
        fields.finish();
        Some(Self { form: form?, length: length? })
    }
}

/// The form that a family, a host and a port describe, each of which may be left out.
fn read_form(fields: &mut Fields, findings: &Findings) -> Option<Form> {
    let [family, host, port] = ["family", "host", "port"].map(|key| fields.optional(key));
    let [flowinfo, scope_id] = ["flowinfo", "scope_id"]
        .map(|key| fields.optional(key).map_or(Some(None), |node| read_number(node, findings).map(Some)));
    let no_field = host.or(port).is_none() && flowinfo == Some(None) && scope_id == Some(None);
    match family {
        None if no_field => Some(Form::Any),
        Some(family) if no_field => read_family(family, findings).map(Form::OfFamily),
        _ => read_inet(family, host, port, findings).and_then(|(family, host, port)| {
            Some(Form::Inet { family, host, port, flowinfo: flowinfo?, scope_id: scope_id? })
        }),
    }
}

type Inet = (Option<Family>, Host, PortShape);

fn read_inet(family: Option<&Node>, host: Option<&Node>, port: Option<&Node>, findings: &Findings) -> Option<Inet> {
    let family = match family {
        None => Some(None),
        Some(node) => read_inet_family(node, findings).map(Some),
    };
    let host = match host {
        None => Some(Host::Word(HostWord::Any)),
        Some(node) => read_host(node, family.flatten(), findings),
    };
    let port = match port {
        None => Some(PortShape::Any),
        Some(node) => PortShape::read(node, findings),
    };
    Some((family?, host?, port?))
}

/// A host, which must belong to the family beside it.
fn read_host(node: &Node, family: Option<Family>, findings: &Findings) -> Option<Host> {
    let text = fields::text(node, "a host", findings)?;
    let host = findings.note(node.place, text.parse())?;
    if let (Host::Ip(ip), Some(family)) = (host, family)
        && ip.is_ipv4() != (family == Family::Inet)
    {
        let fault = Fault::new(format!("`{text}` is not an address of {family}"));
        findings.add(node.place, fault.hint("change `family`, or write an address of that family"));
    }
    Some(host)
}

fn read_family(node: &Node, findings: &Findings) -> Option<Family> {
    fields::word(node, "an address family", Family::named, findings)
}

/// A family whose addresses have a host and a port.
fn read_inet_family(node: &Node, findings: &Findings) -> Option<Family> {
    let family = read_family(node, findings)?;
    if !matches!(family, Family::Inet | Family::Inet6) {
        let fault = Fault::new(format!("an address of {family} has neither host nor port"));
        findings.add(
            node.place,
            fault
                .hint("use AF_INET or AF_INET6, or write {path: …}, {abstract: …} or {family: …, bytes: …} for others"),
        );
    }
    Some(family)
}

fn read_number(node: &Node, findings: &Findings) -> Option<u32> {
    fields::number(node, 0..=u32::MAX.into(), findings).and_then(|number| u32::try_from(number).ok())
}

/// A path, which must lie in the case's own folder or begin in the working folder of a child process.
fn path_of(node: &Node, findings: &Findings) -> Option<String> {
    match &node.content {
        Content::Text(text) if is_below(text, RELATIVE) => Some(text.clone()),
        _ => in_scratch(node, findings),
    }
}

/// Whether a path begins like this and does not lead out of there again.
fn is_below(path: &str, beginning: &str) -> bool {
    path.strip_prefix(beginning).is_some_and(|rest| rest.split(['/', '\\']).all(|part| part != ".."))
}

/// A path or an abstract name, which must lie in the case's own folder.
pub(in crate::operation) fn in_scratch(node: &Node, findings: &Findings) -> Option<String> {
    let text = fields::text(node, "a name in `$scratch/`", findings)?;
    if is_below(text, SCRATCH) {
        return Some(text.to_owned());
    }
    let fault = Fault::new(format!("`{text}` lies outside the case's own folder"));
    findings.add(node.place, fault.hint("begin it with `$scratch/`, without `..`"));
    None
}

impl PortShape {
    /// Reads a port. What is wrong with it is noted.
    pub fn read(node: &Node, findings: &Findings) -> Option<Self> {
        match &node.content {
            Content::Number(number) => findings.note(node.place, number.to_string().parse()),
            _ => fields::text(node, "a port", findings).and_then(|text| findings.note(node.place, text.parse())),
        }
    }
}
