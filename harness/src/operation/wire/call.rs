//! The wire form of calls: in the words of case files, with everything that they referred to filled in.

use std::net::{Ipv4Addr, SocketAddrV4};

use serde_json::{Value as Json, json};

use crate::address::{Family, Name, Observed};
use crate::operation::Operation;
use crate::operation::argument::Returned;
use crate::operation::check::{Reading, Scope};
use crate::operation::outcome::{Kind, Value};
use crate::operation::saved::Saved;
use crate::operation::stage::Filled;
use crate::problem::Findings;
use crate::yaml::{Content, Node};

impl Operation<Filled> {
    /// The call as it would stand in a step: `{"bind": {"socket": "s", "address": …}}`.
    #[must_use]
    pub fn wire(&self) -> Json {
        json!({self.name(): self.arguments()})
    }
}

/// Reads the calls that one world is asked to perform, one after another.
#[derive(Debug)]
pub struct CallReader {
    network: bool,
    scope: Scope,
}

impl CallReader {
    /// Before the first call. `network` says whether calls may reach other hosts.
    #[must_use]
    pub fn new(network: bool) -> Self {
        Self { network, scope: Scope::of_calls() }
    }

    /// Reads what `Operation::wire` of a call wrote.
    ///
    /// # Errors
    /// When it is not such a form: the first fault.
    pub fn read(&mut self, mut json: Json) -> Result<Operation<Filled>, String> {
        let mut saved = Saved::default();
        put_references(&mut json, &mut saved, &mut self.scope)?;
        let operation = self.read_operation(&json)?;
        operation.fill(&saved).map_err(|unfilled| unfilled.to_string())
    }

    fn read_operation(&mut self, json: &Json) -> Result<Operation, String> {
        let (root, findings) = (Node::of_json(json), Findings::default());
        let reading = Reading::new(&self.scope, self.network, &findings);
        let read = match &root.content {
            Content::Map(entries) if entries.len() == 1 => Operation::read(&entries[0].0, &entries[0].1, &reading),
            _ => None,
        };
        if let Some(fault) = findings.first(&root) {
            return Err(fault.with_hint());
        }
        let operation = read.ok_or("a call is an object with one entry, whose key is the name of an operation")?;
        let change = reading.scope_change();
        self.scope.apply(change, None);
        Ok(operation)
    }
}

/// Makes a call of it as a case would write it that has saved what earlier calls returned.
fn put_references(json: &mut Json, saved: &mut Saved, scope: &mut Scope) -> Result<(), String> {
    if let Some(returned) = Returned::read(json)? {
        *json = refer_to(returned, saved, scope).into();
        return Ok(());
    }
    match json {
        Json::Object(entries) => entries.values_mut().try_for_each(|entry| put_references(entry, saved, scope)),
        Json::Array(items) => items.iter_mut().try_for_each(|item| put_references(item, saved, scope)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => Ok(()),
    }
}

/// Saves what an earlier call returned under a name of its own, and returns what refers to it.
fn refer_to(returned: Returned, saved: &mut Saved, scope: &mut Scope) -> String {
    let name = format!("returned{}", saved.addresses.len() + saved.values.len());
    match returned {
        Returned::Address(address) => {
            scope.save(&name, Kind::Address, address.family());
            saved.addresses.insert(name.clone(), address);
            format!("${name}")
        }
        Returned::Port(port) => {
            scope.save(&name, Kind::Address, Some(Family::Inet));
            let address = Name::Inet(SocketAddrV4::new(Ipv4Addr::LOCALHOST, port));
            saved.addresses.insert(name.clone(), Observed::new(address, 0));
            format!("${name}.port")
        }
        Returned::Descriptor(number) => {
            // A case may save it of a socket or of a file. What takes that of a socket takes both.
            scope.save(&name, Kind::File, None);
            saved.values.insert(name.clone(), Value::Descriptor(number));
            format!("${name}")
        }
    }
}
