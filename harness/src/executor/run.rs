//! Runs a program: step by step, with references filled in.

use crate::executor::native::{Watchdog, World};
use crate::operation::{Outcome, Program, Saved};
use crate::transcript::{Entry, Transcript};

/// Performs the steps of a program and returns what came of each. When it returns, all sockets, files and threads of
/// the program are gone.
#[must_use]
pub fn run(program: &Program, watchdog: &Watchdog) -> Transcript {
    let mut world = World::new(watchdog, program.deadline);
    let mut saved = Saved::default();
    let mut entries = Vec::with_capacity(program.actions.len());
    for action in &program.actions {
        let mut operation = action.operation.clone();
        let outcome = match operation.resolve(&saved) {
            Ok(()) => world.perform(&operation),
            Err(why) => Outcome::NotRun(why),
        };
        saved.remember(action, &outcome);
        entries.push(Entry { operation, outcome });
    }
    Transcript(entries)
}
