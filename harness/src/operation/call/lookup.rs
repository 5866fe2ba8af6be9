//! Looking up addresses by name and names by address: getaddrinfo and getnameinfo.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde_json::{Value as Json, json};

use crate::address::{Family, FilledPort, PortShape, WrittenPort};
use crate::fault::Fault;
use crate::operation::argument::{
    Address, Argument, Input, Protocol, Show, Size, SocketType, fill_port, refers_to_nothing, stays_on_host, wire_port,
    written_port,
};
use crate::operation::call::c_text::{c_text, c_text_argument, quoted};
use crate::operation::call::host_line::HostLine;
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::outcome::{Kind, Return};
use crate::operation::saved::{Saved, Unfilled};
use crate::operation::word::{AddrinfoFlag, Flags, NameinfoFlag, Vocabulary};
use crate::platform::Capability;
use crate::yaml::{Content, Node, Place};

/// The fields of an answer of getaddrinfo.
const ANSWER: &[Return] = &[
    Return { name: "family", kind: Kind::Word(Vocabulary::Family) },
    Return { name: "type", kind: Kind::Word(Vocabulary::SocketType) },
    Return { name: "protocol", kind: Kind::Word(Vocabulary::Protocol) },
    Return { name: "address", kind: Kind::Address },
    Return { name: "canonical_name", kind: Kind::Text },
    Return { name: "flags", kind: Kind::Word(Vocabulary::AddrinfoFlags) },
];

operation! {
    /// The addresses of a host and a service, for bind or connect: getaddrinfo(3), RFC 3493, section 6.1.
    pub struct Getaddrinfo = "getaddrinfo" {
        /// The host. None by default.
        "host" => host: Option<Host>,
        /// The service or the port. None by default.
        "service" => service: Option<Service>,
        /// The address family. By default AF_UNSPEC, which means any.
        "family" => family: Option<HintedFamily>,
        /// The socket type. By default 0, which means any.
        "type" => kind: Option<SocketType>,
        /// The protocol. By default 0, which means any.
        "protocol" => protocol: Option<Protocol>,
        /// The AI_ flags. None by default.
        "flags" => flags: Option<Flags<AddrinfoFlag>>,
        /// The lines of a table of hosts, which this look-up has in the place of that of this host: hosts(5). It must
        /// have the host.
        "hosts" => hosts: Option<Vec<HostLine>>,
    }
    checks check
    returns ["answers": Records(ANSWER)]
}

operation! {
    /// The names of the host and the service of an address: getnameinfo(3), RFC 3493, section 6.2.
    pub struct Getnameinfo = "getnameinfo" {
        /// The address.
        "address" => address: Address,
        /// The NI_ flags. None by default.
        "flags" => flags: Option<Flags<NameinfoFlag>>,
        /// The size of the buffer for the host, in bytes. 1025 (NI_MAXHOST) by default; 0 means no buffer.
        "host_size" => host_size: Option<Size>,
        /// The size of the buffer for the service, in bytes. 32 (NI_MAXSERV) by default; 0 means no buffer.
        "service_size" => service_size: Option<Size>,
    }
    checks check
    returns ["host": Text, "service": Service]
}

c_text_argument! {
    /// A host: a name or an address.
    Host, "a host"
}

/// The name that every host resolves by itself, from `/etc/hosts` (RFC 6761, section 6.3).
pub(in crate::operation) const LOCALHOST: &str = "localhost";

/// A service: a name, a number, or the port of an address that an earlier step saves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Service<P = WrittenPort> {
    /// As written in the case.
    Text(String),
    /// A saved port.
    Port(P),
}

/// A family in the hints of getaddrinfo. The host need not support it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintedFamily(pub Family);

impl Getaddrinfo {
    /// Notes what this lookup needs. It must not ask a name server, because the answer would not come from this host.
    pub(in crate::operation) fn check(&self, place: Place, reading: &Reading) {
        reading.ask_resolver();
        let flags = self.flags.as_ref().map_or(&[][..], |flags| &flags.0);
        let family = self.family.map_or(Family::Unspec, |family| family.0);
        match (&self.host, &self.hosts) {
            (Some(host), Some(lines)) => check_lines(host, lines, family, place, reading),
            (None, Some(_)) => {
                let fault = Fault::new("without a host, no table of hosts is asked");
                reading.findings.add(place, fault.hint("add `host`, or leave out `hosts`"));
            }
            (None, None) if family == Family::Unspec => need_both_families(reading),
            (Some(host), None) if !host.is_numeric(flags) => host.check(place, reading),
            (Some(_) | None, None) => {}
        }
        if let Some(Service::Text(text)) = &self.service
            && text.starts_with(|c: char| c.is_ascii_alphabetic())
            && !flags.contains(&AddrinfoFlag::NumericService)
        {
            reading.need(Capability::Services);
        }
    }
}

/// Notes the needs of a look-up with a table of its own. The table must have the host, or a name server would be asked.
fn check_lines(host: &Host, lines: &[HostLine], family: Family, place: Place, reading: &Reading) {
    reading.need(Capability::OwnHosts);
    if !lines.iter().any(|line| line.answers(&host.0, family)) {
        let fault = Fault::new(format!("the table in `hosts` has no such address of `{}`", host.0));
        reading.findings.add(place, fault.hint("what it does not have, a name server would be asked for"));
    }
    let has = |is_v6| lines.iter().any(|line| line.is_v6() == is_v6);
    if has(true) && has(false) {
        need_both_families(reading);
    }
}

/// Notes the needs of an answer with addresses of both families. Their order depends on the host's configuration.
pub(in crate::operation) fn need_both_families(reading: &Reading) {
    let needs = [Capability::Ipv4, Capability::Ipv6, Capability::AddressOrder];
    needs.into_iter().for_each(|capability| reading.need(capability));
}

impl Getnameinfo {
    /// The name of an address must come from this host's own table, not from a name server.
    pub(in crate::operation) fn check(&self, place: Place, reading: &Reading) {
        reading.ask_resolver();
        let flags = self.flags.as_ref().map_or(&[][..], |flags| &flags.0);
        let asked = |size: Option<Size>, numeric| size.is_none_or(|size| size.count() > 0) && !flags.contains(&numeric);
        if asked(self.service_size, NameinfoFlag::NumericService) {
            reading.need(Capability::Services);
        }
        if !asked(self.host_size, NameinfoFlag::NumericHost) || reading.network {
            return;
        }
        match self.address.ip() {
            Some(IpAddr::V4(Ipv4Addr::LOCALHOST)) => reading.need(Capability::Localhost),
            // glibc answers with the name of this machine: its inet/getnameinfo.c, gni_host_local.
            None if self.address.is_unix() => {
                let fault =
                    Fault::new("this lookup might answer with the name of this host, which no record should hold");
                reading.findings.add(place, fault.hint("add NI_NUMERICHOST"));
            }
            Some(_) | None => {
                let fault = Fault::new("this lookup might ask a name server");
                reading.findings.add(place, fault.hint("add NI_NUMERICHOST, or look up 127.0.0.1"));
            }
        }
    }
}

impl Getaddrinfo {
    /// Whether it may return addresses of other hosts. They must not be saved, so that no later step connects to them.
    #[must_use]
    pub fn may_return_remote_address(&self) -> bool {
        self.host.as_ref().is_some_and(|host| !host.is_this_host())
    }
}

impl Host {
    /// Whether it names this host.
    fn is_this_host(&self) -> bool {
        let number = self.0.split_once('%').map_or(self.0.as_str(), |(ip, _)| ip).parse();
        self.0 == LOCALHOST || number.is_ok_and(stays_on_host)
    }

    /// Whether it is a numeric address in its usual form, with or without a scope.
    fn is_number(&self) -> bool {
        let scoped =
            self.0.split_once('%').and_then(|(ip, scope)| ip.parse::<Ipv6Addr>().ok().filter(|_| !scope.is_empty()));
        scoped.is_some() || self.0.parse::<IpAddr>().is_ok()
    }

    /// Whether these flags, or the host itself, say that it is an address, so that nothing is looked up.
    #[must_use]
    pub fn is_numeric(&self, flags: &[AddrinfoFlag]) -> bool {
        flags.contains(&AddrinfoFlag::NumericHost) || self.is_number()
    }

    /// Whether it is the name that every host resolves by itself, of IPv4 at least.
    #[must_use]
    pub fn is_localhost(&self) -> bool {
        self.0 == LOCALHOST
    }

    /// Checks a host that is a name: this host must resolve it without a name server.
    pub(in crate::operation) fn check(&self, place: Place, reading: &Reading) {
        if self.is_localhost() {
            reading.need(Capability::Localhost);
        } else if !reading.network {
            let fault = Fault::new(format!("looking up `{}` might ask a name server", self.0));
            let fault = fault.hint("use an address or `localhost`, or add AI_NUMERICHOST to the flags");
            reading.findings.add(place, fault);
        }
    }
}

impl Argument for Service {
    type Filled = Service<FilledPort>;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        if let Content::Number(number) = node.content {
            return Some(Self::Text(number.to_string()));
        }
        let text = c_text(node, "a service", reading)?;
        if !text.starts_with('$') {
            return Some(Self::Text(text.to_owned()));
        }
        let port: PortShape = reading.findings.note(node.place, text.parse())?;
        reading.findings.note(node.place, written_port(port, node.place, reading)).map(Self::Port)
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, Unfilled> {
        match self {
            Self::Text(text) => Ok(Service::Text(text.clone())),
            Self::Port(port) => fill_port(port, saved).map(Service::Port),
        }
    }

    fn wire(&self) -> Option<Json> {
        Some(match self {
            Self::Text(text) => text.as_str().into(),
            Self::Port(port) => wire_port(port),
        })
    }

    fn wire_filled(filled: &Self::Filled) -> Option<Json> {
        Some(match filled {
            Service::Text(text) => text.as_str().into(),
            Service::Port(port) => port.number().into(),
        })
    }

    fn schema() -> Json {
        json!({"type": ["string", "integer"]})
    }
}

impl Show for Service {
    fn input(&self) -> Option<Input> {
        Some(Input::Word(match self {
            Self::Text(text) => quoted(text),
            Self::Port(port) => port.to_string(),
        }))
    }
}

impl Show for Service<FilledPort> {
    fn input(&self) -> Option<Input> {
        Some(match self {
            Self::Text(text) => Input::Word(quoted(text)),
            Self::Port(port) => Input::Port(*port),
        })
    }
}

impl Argument for HintedFamily {
    refers_to_nothing!();

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let family = Family::read(node, &reading.inner())?;
        if family != Family::Unspec {
            reading.hint_family(family);
        }
        Some(Self(family))
    }

    fn wire(&self) -> Option<Json> {
        self.0.wire()
    }

    fn schema() -> Json {
        Family::schema()
    }
}

impl Show for HintedFamily {
    fn input(&self) -> Option<Input> {
        self.0.input()
    }
}
