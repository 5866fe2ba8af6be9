//! The part of a case that is run: its operations, without what they are expected to return.

use std::time::Duration;

use super::Operation;
use super::outcome::Outcome;
use super::saved::Saved;

/// The operations of a trial, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// How long each of them may block.
    pub deadline: Duration,
    /// Whether they may reach other hosts.
    pub network: bool,
    /// The operations, each with the name of what it saves.
    pub actions: Vec<Action>,
}

/// An operation, and the name under which to save what it returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The operation.
    pub operation: Operation,
    /// The name under which to save, if anything is to be saved.
    pub save: Option<String>,
}

impl Program {
    /// The names of its operations, those included that others have done.
    pub fn operations(&self) -> impl Iterator<Item = &'static str> {
        self.actions.iter().flat_map(|action| action.operation.names())
    }
}

impl Action {
    /// Saves what the operation returned, if it is to be saved and there is something to save.
    pub fn remember(&self, outcome: &Outcome, saved: &mut Saved) {
        if let (Some(name), Some(value)) = (&self.save, outcome.saved(self.operation.returns())) {
            saved.keep(name.clone(), value);
        }
    }
}
