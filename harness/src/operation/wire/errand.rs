//! The wire form of what a child process is asked to do: an operation, and what it refers to.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::address::{Family, Observed};
use crate::operation::Operation;
use crate::operation::argument::observed;
use crate::operation::call::ChildStep;
use crate::operation::check::{Reading, Scope};
use crate::operation::saved::Saved;
use crate::operation::stage::Filled;
use crate::problem::Findings;
use crate::yaml::{Content, Node};

/// An operation for a child process, as that reads it.
#[derive(Debug)]
pub struct Errand {
    /// The operation.
    pub operation: Operation,
    /// The operation with everything filled in.
    pub call: Operation<Filled>,
}

impl ChildStep {
    /// An object with the `step`, the `family` of its socket, and the `saved` addresses.
    #[must_use]
    pub fn errand(&self) -> Json {
        let saved: Map<String, Json> =
            self.addresses().iter().map(|(name, saved)| (name.clone(), observed::wire(saved))).collect();
        json!({
            "step": self.operation().wire(),
            "family": self.family().map(|family| family.to_string()),
            "saved": saved,
        })
    }
}

impl Errand {
    /// Reads what [`ChildStep::errand`] wrote, for a child process that has these sockets.
    ///
    /// # Errors
    /// When it is not such a form: the first fault.
    pub fn read(json: &Json, sockets: Vec<String>) -> Result<Self, String> {
        let saved = read_saved(&json["saved"])?;
        let family = match &json["family"] {
            Json::String(name) => Some(name.parse::<Family>().map_err(|fault| fault.with_hint())?),
            _ => None,
        };
        let operation = read_operation(&json["step"], &Scope::of_child(sockets, family, &saved))?;
        let call = operation.fill(&saved).map_err(|unfilled| unfilled.to_string())?;
        Ok(Self { operation, call })
    }
}

fn read_saved(json: &Json) -> Result<Saved, String> {
    let entries = json.as_object().ok_or("`saved` is an object")?;
    let address = |(name, json): (&String, &Json)| Ok((name.clone(), observed::read(json)?));
    let addresses: BTreeMap<String, Observed> = entries.iter().map(address).collect::<Result<_, String>>()?;
    Ok(Saved { addresses, ..Saved::default() })
}

fn read_operation(json: &Json, scope: &Scope) -> Result<Operation, String> {
    let (root, findings) = (Node::of_json(json), Findings::default());
    let reading = Reading::new(scope, true, &findings);
    let read = match &root.content {
        Content::Map(entries) if entries.len() == 1 => Operation::read(&entries[0].0, &entries[0].1, &reading),
        _ => None,
    };
    match findings.first(&root) {
        Some(fault) => Err(fault.with_hint()),
        None => read.ok_or_else(|| "it is not an operation".to_owned()),
    }
}
