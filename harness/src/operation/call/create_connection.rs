//! Connecting to a host that may have several addresses.

use serde_json::{Value as Json, json};

use crate::address::{FilledAddress, FilledPort, PortShape, WrittenPort};
use crate::fields::Fields;
use crate::operation::argument::{
    Address, Argument, Destination, Input, NewSocket, Show, fill_port, wire_port, written_port,
};
use crate::operation::call::lookup::{Host, LOCALHOST, need_both_families};
use crate::operation::check::Reading;
use crate::operation::declare::operation;
use crate::operation::saved::{Saved, Unfilled};
use crate::operation::word::Timeout;
use crate::yaml::{Content, Node};

operation! {
    /// Creates a stream socket and connects it to the first of a host's addresses that accepts the connection, like
    /// Python's `socket.create_connection`. If every address fails, the error is that of the last one.
    pub struct CreateConnection = "create_connection" {
        /// A name for the socket.
        "as" => name: NewSocket,
        /// Where to connect to.
        "address" => address: Remote,
        /// The timeout of the socket, set before it connects. No timeout by default.
        "timeout" => timeout: Option<Timeout>,
        /// The address to bind before connecting. The system chooses it by default.
        "source" => source: Option<Address>,
    }
    returns []
}

/// Where `create_connection` connects to: one address, or all addresses of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remote<A = Destination, P = WrittenPort> {
    /// An address.
    Address(A),
    /// A host for which getaddrinfo may return several addresses, and a port.
    Named {
        /// The host. `None` means the loopback addresses of this host.
        host: Option<Host>,
        /// The port.
        port: P,
    },
}

impl Argument for Remote {
    type Filled = Remote<Destination<FilledAddress>, FilledPort>;

    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let entry = |name: &str| match &node.content {
            Content::Map(entries) => entries.iter().find(|(key, _)| key.text == name).map(|(_, node)| &node.content),
            _ => None,
        };
        let host = match entry("host") {
            Some(Content::Null) => None,
            Some(Content::Text(text)) if text == LOCALHOST => Some(Host(text.clone())),
            Some(_) | None => return Destination::read(node, reading).map(Self::Address),
        };
        read_named(host, node, reading)
    }

    fn fill(&self, saved: &Saved) -> Result<Self::Filled, Unfilled> {
        match self {
            Self::Address(address) => address.fill(saved).map(Remote::Address),
            Self::Named { host, port } => Ok(Remote::Named { host: host.clone(), port: fill_port(port, saved)? }),
        }
    }

    fn wire(&self) -> Option<Json> {
        match self {
            Self::Address(address) => address.wire(),
            Self::Named { host, port } => {
                Some(json!({"host": host.as_ref().map(|host| &host.0), "port": wire_port(port)}))
            }
        }
    }

    fn wire_filled(filled: &Self::Filled) -> Option<Json> {
        match filled {
            Remote::Address(address) => Destination::wire_filled(address),
            Remote::Named { host, port } => {
                Some(json!({"host": host.as_ref().map(|host| &host.0), "port": port.number()}))
            }
        }
    }

    fn schema() -> Json {
        let named = json!({
            "type": "object",
            "additionalProperties": false,
            "required": ["host", "port"],
            "properties": {
                "host": {
                    "enum": [LOCALHOST, null],
                    "enumDescriptions": ["This host, by its name.", "The loopback addresses of both families."],
                },
                "port": {"type": ["integer", "string"], "description": "A port, or `$name.port`."},
            },
        });
        json!({"anyOf": [Destination::schema(), named]})
    }
}

impl Show for Remote {
    fn input(&self) -> Option<Input> {
        match self {
            Self::Address(address) => address.input(),
            Self::Named { host, port } => Some(match port {
                WrittenPort::Number(number) => named(host.as_ref(), FilledPort::Number(*number)),
                WrittenPort::Saved(_) => Input::Word(format!("{}:{port}", written_host(host.as_ref()))),
            }),
        }
    }
}

impl Show for Remote<Destination<FilledAddress>, FilledPort> {
    fn input(&self) -> Option<Input> {
        match self {
            Self::Address(address) => address.input(),
            Self::Named { host, port } => Some(named(host.as_ref(), *port)),
        }
    }
}

fn named(host: Option<&Host>, port: FilledPort) -> Input {
    Input::HostAndPort(written_host(host).to_owned(), port)
}

fn written_host(host: Option<&Host>) -> &str {
    host.map_or("none", |host| &host.0)
}

fn read_named(host: Option<Host>, node: &Node, reading: &Reading) -> Option<Remote> {
    let mut fields = Fields::of(node, "a host and a port", reading.findings)?;
    fields.optional("host");
    let port = fields.required("port").and_then(|node| {
        let shape = PortShape::read(node, reading.findings)?;
        reading.findings.note(node.place, written_port(shape, node.place, reading))
    });
    fields.finish();
    reading.ask_resolver();
    match &host {
        Some(host) => host.check(node.place, reading),
        None => need_both_families(reading),
    }
    Some(Remote::Named { host, port: port? })
}
