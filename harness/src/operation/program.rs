//! What is run of a case: its operations, and nothing of what they are expected to return.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Operation, Outcome, Value};
use crate::address::{Name, Observed};

/// The operations of a trial, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// How long each of them may block.
    pub deadline: Duration,
    /// Whether they may reach other hosts.
    pub network: bool,
    /// What to do.
    pub actions: Vec<Action>,
}

/// An operation, and what to remember of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What to do.
    pub operation: Operation,
    /// What to call the thing that it returned.
    pub save: Option<String>,
}

/// What was saved so far.
#[derive(Clone, Debug, Default)]
pub struct Saved {
    /// The addresses.
    pub addresses: BTreeMap<String, Observed>,
    /// Everything else.
    pub values: BTreeMap<String, Value>,
}

impl Saved {
    /// Remembers what `action` returned, if it is to be saved and there is something to save.
    pub fn remember(&mut self, action: &Action, outcome: &Outcome) {
        if let (Some(name), Some(value)) = (&action.save, outcome.saved(action.operation.returns())) {
            self.keep(name.clone(), value);
        }
    }

    /// Keeps a value; of a list also what its first record has, by the name of the list and that of the field: `answer.address`.
    fn keep(&mut self, name: String, value: &Value) {
        match value {
            Value::Address(address) if address.name == Name::None => {}
            Value::Address(address) => {
                self.addresses.insert(name, address.clone());
            }
            value => {
                if let Value::Records(records) = value {
                    let fields = records.iter().take(1).flat_map(|record| &record.0);
                    fields.for_each(|(field, value)| self.keep(format!("{name}.{field}"), value));
                }
                self.values.insert(name, value.clone());
            }
        }
    }

    /// The address saved under `name`.
    ///
    /// # Errors
    /// When there is none: a sentence that says so.
    pub fn address(&self, name: &str) -> Result<&Observed, String> {
        self.addresses.get(name).ok_or_else(|| format!("no address was saved as `{name}`"))
    }

    /// What else was saved under `name`.
    ///
    /// # Errors
    /// When there is nothing: a sentence that says so.
    pub fn value(&self, name: &str) -> Result<&Value, String> {
        self.values.get(name).ok_or_else(|| format!("nothing was saved as `{name}`"))
    }
}
