//! The wire form of an address that the system returned: its family, its parts or its bytes, and the length that the
//! system gave.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddrV4, SocketAddrV6};

use serde_json::{Map, Value as Json, json};

use super::bytes::{entry, read_bytes, wire_bytes};
use super::constant::wire_constant;
use crate::address::{Excess, Family, LinuxName, Name, Observed, SCRATCH, UnixText};
use crate::notation;

pub(in crate::operation) fn wire(observed: &Observed) -> Json {
    let mut entries = match &observed.name {
        Name::None => json!({}),
        Name::Inet(name) => json!({"host": name.ip().to_string(), "port": name.port()}),
        Name::Inet6(name) => json!({
            "host": name.ip().to_string(),
            "port": name.port(),
            "flowinfo": name.flowinfo(),
            "scope_id": name.scope_id(),
        }),
        Name::Unnamed => json!({}),
        Name::Path(text) => json!({"path": wire_text(text)}),
        Name::Abstract(text) => json!({"abstract": wire_text(text)}),
        Name::Linux(name) => wire_linux(name),
        Name::Other(_, bytes) => json!({"bytes": notation::write_hex(bytes)}),
    };
    if let Some(family) = observed.family() {
        entries["family"] = wire_constant(&family.to_string());
    }
    if let Some(length) = observed.length {
        entries["length"] = length.into();
    }
    if let Some(sa_len) = observed.excess.sa_len {
        entries["sa_len"] = sa_len.into();
    }
    if let Some(written) = observed.written {
        entries["written"] = written.into();
    }
    if observed.excess.beyond > 0 {
        entries["beyond"] = observed.excess.beyond.into();
    }
    if !observed.excess.unused.is_empty() {
        entries["unused"] = notation::write_hex(&observed.excess.unused).into();
    }
    entries
}

fn wire_text(text: &UnixText) -> Json {
    match text {
        UnixText::InScratch(rest) => match str::from_utf8(rest) {
            Ok(rest) => format!("{SCRATCH}{rest}").into(),
            Err(_) => json!({"scratch": wire_bytes(rest)}),
        },
        UnixText::Elsewhere(text) if text.starts_with(SCRATCH.as_bytes()) => {
            json!({"hex": notation::write_hex(text)})
        }
        UnixText::Elsewhere(text) => wire_bytes(text),
        UnixText::OfFolder => json!({"of_folder": true}),
    }
}

fn wire_linux(name: &LinuxName) -> Json {
    match name {
        LinuxName::Netlink { port, groups } => json!({"port": port, "groups": groups}),
        LinuxName::Packet { protocol, interface, hardware, kind, address } => json!({
            "protocol": protocol,
            "interface": interface,
            "hardware": hardware,
            "kind": kind,
            "address": notation::write_hex(address),
        }),
        LinuxName::Vsock { cid, port } => json!({"cid": cid, "port": port}),
    }
}

/// The keys of a name, whatever its family.
const OF_NAME: &[&str] = &[
    "host",
    "port",
    "flowinfo",
    "scope_id",
    "path",
    "abstract",
    "bytes",
    "groups",
    "protocol",
    "interface",
    "hardware",
    "kind",
    "address",
    "cid",
];

/// The other keys. A name needs the first.
const BESIDES: &[&str] = &["family", "length", "sa_len", "written", "beyond", "unused"];

/// Reads what [`wire`] wrote.
pub(in crate::operation) fn read(json: &Json) -> Result<Observed, String> {
    let fields = Fields(json);
    let mut keys = json.as_object().into_iter().flat_map(Map::keys);
    // One that is misspelt would be taken for one that nobody sees.
    if let Some(key) = keys.find(|key| !OF_NAME.contains(&key.as_str()) && !BESIDES.contains(&key.as_str())) {
        return Err(format!("an address has no `{key}`"));
    }
    let observed = || {
        json.as_object()?;
        Some(Observed {
            name: fields.name()?,
            length: fields.optional("length")?,
            written: fields.optional("written")?,
            excess: fields.excess()?,
        })
    };
    observed().ok_or_else(|| format!("{json} is not an address"))
}

/// The wire form of an address, to be read.
#[derive(Clone, Copy)]
struct Fields<'j>(&'j Json);

impl Fields<'_> {
    fn name(self) -> Option<Name> {
        let family = match &self.0["family"] {
            Json::Null if OF_NAME.iter().all(|key| self.0[key].is_null()) => return Some(Name::None),
            Json::Null => Family::Unspec,
            Json::String(name) => Family::named(name).ok()?,
            number => Family::Number(number.as_i64()?.try_into().ok()?),
        };
        match (&self.0["bytes"], family) {
            (Json::String(bytes), _) => notation::hex(bytes).ok().map(|bytes| Name::Other(family, bytes)),
            (_, Family::Inet) => Some(Name::Inet(SocketAddrV4::new(self.ip::<Ipv4Addr>()?, self.number("port")?))),
            (_, Family::Inet6) => self.inet6().map(Name::Inet6),
            (_, Family::Unix) => self.unix(),
            (_, Family::Netlink | Family::Packet | Family::Vsock) => self.linux(family).map(Name::Linux),
            (_, Family::Unspec | Family::Number(_)) => None,
        }
    }

    fn excess(self) -> Option<Excess> {
        let unused = match &self.0["unused"] {
            Json::Null => Vec::new(),
            bytes => notation::hex(bytes.as_str()?).ok()?,
        };
        Some(Excess { sa_len: self.optional("sa_len")?, unused, beyond: self.optional("beyond")?.unwrap_or(0) })
    }

    fn inet6(self) -> Option<SocketAddrV6> {
        let (ip, port) = (self.ip::<Ipv6Addr>()?, self.number("port")?);
        Some(SocketAddrV6::new(ip, port, self.number("flowinfo")?, self.number("scope_id")?))
    }

    fn unix(self) -> Option<Name> {
        match (&self.0["path"], &self.0["abstract"]) {
            (Json::Null, Json::Null) => Some(Name::Unnamed),
            (path, Json::Null) => read_text(path).map(Name::Path),
            (Json::Null, name) => read_text(name).map(Name::Abstract),
            _ => None,
        }
    }

    fn linux(self, family: Family) -> Option<LinuxName> {
        match family {
            Family::Netlink => Some(LinuxName::Netlink { port: self.number("port")?, groups: self.number("groups")? }),
            Family::Packet => Some(LinuxName::Packet {
                protocol: self.number("protocol")?,
                interface: self.number("interface")?,
                hardware: self.number("hardware")?,
                kind: self.number("kind")?,
                address: notation::hex(self.0["address"].as_str()?).ok()?,
            }),
            _ => Some(LinuxName::Vsock { cid: self.number("cid")?, port: self.number("port")? }),
        }
    }

    fn ip<T: std::str::FromStr>(self) -> Option<T> {
        self.0["host"].as_str()?.parse().ok()
    }

    /// A number that may be missing. None if it is something else.
    fn optional<T: TryFrom<u64>>(self, key: &str) -> Option<Option<T>> {
        if self.0[key].is_null() { Some(None) } else { self.number(key).map(Some) }
    }

    fn number<T: TryFrom<u64>>(self, key: &str) -> Option<T> {
        self.0[key].as_u64()?.try_into().ok()
    }
}

fn read_text(json: &Json) -> Option<UnixText> {
    if entry(json, "of_folder") == Some(&Json::Bool(true)) {
        return Some(UnixText::OfFolder);
    }
    if let Some(rest) = json.as_str().and_then(|text| text.strip_prefix(SCRATCH)) {
        return Some(UnixText::InScratch(rest.as_bytes().to_vec()));
    }
    match entry(json, "scratch") {
        Some(rest) => read_bytes(rest).map(UnixText::InScratch),
        None => read_bytes(json).map(UnixText::Elsewhere),
    }
}
