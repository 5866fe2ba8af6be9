//! Connecting to a host that may have several addresses.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::address::{given_port, resolve_port};
use super::argument::{Argument, Input};
use super::declare::operation;
use super::resolve::{Host, LOCALHOST, need_both_families};
use super::{Address, Destination, NewSocket, Reading, Saved};
use crate::address::{Port, PortShape};
use crate::document::{Content, Node};
use crate::fields::{self, Fields};
use crate::problem::Fault;

operation! {
    /// Creates a stream socket and connects it to the first of a host's addresses that takes the connection, as Python's
    /// `socket.create_connection` does. Where none does, the error is that of the last.
    pub struct CreateConnection = "create_connection" {
        /// What to call the socket.
        "as" => name: NewSocket,
        /// Where to connect to.
        "address" => address: Remote,
        /// How long each connect may take; as long as it likes where nothing is said.
        "timeout" => timeout: Option<Timeout>,
        /// The name to bind before connecting; the system's choice where nothing is said.
        "source" => source: Option<Address>,
    }
    returns []
}

/// The longest that a case may let a call take.
const LONGEST: Duration = Duration::from_secs(10);

/// How long a call may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Timeout(pub Duration);

impl Argument for Timeout {
    fn read(node: &Node, reading: &Reading) -> Option<Self> {
        let text = fields::text(node, "a time, as 100 ms or 1 s", reading.findings)?;
        let time = fields::duration(text).filter(|time| !time.is_zero() && *time <= LONGEST);
        if time.is_none() {
            let fault = Fault::new(format!("`{text}` is no time that a call may take"));
            reading.findings.add(node.place, fault.hint("as `100 ms` or `1 s`, above zero, up to `10 s`"));
        }
        time.map(Self)
    }

    fn input(&self) -> Option<Input> {
        Some(Input::Word(format!("{} ms", self.0.as_millis())))
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^[0-9]+ (ms|s)$"})
    }
}

/// Where `create_connection` connects to: one address, or all that a host has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Remote {
    /// An address.
    Address(Destination),
    /// A host of which getaddrinfo may know several, and a port.
    Named {
        /// The host; none for this host's own loopback addresses.
        host: Option<Host>,
        /// The port.
        port: Port,
    },
}

impl Argument for Remote {
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

    fn input(&self) -> Option<Input> {
        match self {
            Self::Address(address) => address.input(),
            Self::Named { host, port } => {
                let host = host.as_ref().map_or("none", |host| &host.0);
                Some(Input::HostAndPort(host.to_owned(), port.clone()))
            }
        }
    }

    fn resolve(&mut self, saved: &Saved) -> Result<(), String> {
        match self {
            Self::Address(address) => address.resolve(saved),
            Self::Named { port, .. } => resolve_port(port, saved),
        }
    }

    fn schema() -> Json {
        Destination::schema()
    }
}

fn read_named(host: Option<Host>, node: &Node, reading: &Reading) -> Option<Remote> {
    let mut fields = Fields::of(node, "a host and a port", reading.findings)?;
    fields.optional("host");
    let port = fields.required("port").and_then(|node| {
        let shape = PortShape::read(node, reading.findings)?;
        reading.findings.note(node.place, given_port(shape, node.place, reading))
    });
    fields.finish();
    match &host {
        Some(host) => host.check(node.place, reading),
        None => need_both_families(reading),
    }
    Some(Remote::Named { host, port: port? })
}
