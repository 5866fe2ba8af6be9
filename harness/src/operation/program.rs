//! What is run of a case: its operations, and nothing of what they are expected to return.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::{Operation, Outcome};
use crate::address::{Name, Observed};

/// The operations of a trial, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Program {
    /// How long each of them may block.
    pub deadline: Duration,
    /// What to do.
    pub actions: Vec<Action>,
}

/// An operation, and what to remember of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Action {
    /// What to do.
    pub operation: Operation,
    /// What to call the address that it returned.
    pub save: Option<String>,
}

/// The addresses saved so far.
#[derive(Clone, Debug, Default)]
pub struct Saved(pub BTreeMap<String, Observed>);

impl Saved {
    /// Remembers what `action` returned, if it is to be saved and is an address at all.
    pub fn remember(&mut self, action: &Action, outcome: &Outcome) {
        if let (Some(name), Some(address)) = (&action.save, outcome.address())
            && address.name != Name::None
        {
            self.0.insert(name.clone(), address.clone());
        }
    }

    /// The address saved under `name`.
    ///
    /// # Errors
    /// When there is none: a sentence that says so.
    pub fn address(&self, name: &str) -> Result<&Observed, String> {
        self.0.get(name).ok_or_else(|| format!("no address was saved as `{name}`"))
    }
}
