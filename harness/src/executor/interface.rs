//! What an implementation of sockets has to offer, to have trials run on it.

use std::fmt::Debug;
use std::time::Duration;

use super::budget::{Amounts, MOST};
use crate::operation::{Call, Outcome, Program};
use crate::platform::{Facts, HostFacts, Identity};

/// An implementation of sockets that can be asked to perform calls. One executor serves many trials, several at a time.
pub trait Executor: Debug + Send + Sync {
    /// Whose sockets they are: what a recording says of them.
    fn identity(&self) -> &Identity;

    /// What it can do.
    fn facts(&self) -> &Facts;

    /// What is true of its host or its process alone, and so must not stand in a record.
    fn host(&self) -> &HostFacts;

    /// The command of the driver that makes the calls, as a shell would take it. None if this program makes them.
    fn driver(&self) -> Option<String> {
        None
    }

    /// Opens a world for one trial, with nothing in it.
    ///
    /// # Errors
    /// When there can be none: why.
    fn open(&self, limits: Limits) -> Result<Box<dyn World>, Stop>;
}

/// What one trial acts on: its sockets by name, its files, the calls that it started. Dropping the world ends
/// all of it, whatever becomes of that.
pub trait World: Send {
    /// Makes a call and returns how it ended.
    ///
    /// # Errors
    /// When it came to no end: why. Then the world is asked for no other call.
    fn perform(&mut self, call: &Call) -> Result<Outcome, Stop>;

    /// Ends all of it.
    ///
    /// # Errors
    /// When whoever performs the calls fails at that: how.
    fn end(self: Box<Self>) -> Result<(), Stop> {
        Ok(())
    }
}

/// Why a program comes to no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The implementation has no such call, or not with such an argument: what it lacks.
    Lacks(String),
    /// Whoever performs the calls has failed: how.
    Failed(String),
}

/// How far the calls of a trial may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long each call may block.
    pub deadline: Duration,
    /// Whether calls may reach other hosts.
    pub network: bool,
    /// How much all calls together may use up.
    pub most: Amounts,
}

impl Limits {
    /// The limits of a program. How much it may use up is the same for all.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        Self { deadline: program.deadline, network: program.network, most: MOST }
    }
}
