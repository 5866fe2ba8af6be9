//! Runs a program: step by step, filling in what each refers to. It knows nothing of what anybody expects.

use super::native::{Watchdog, World};
use crate::operation::{Outcome, Program, Saved};
use crate::transcript::{Entry, Step, Transcript};

/// Does what the program says and returns what came of it. Sockets, files and threads are gone when it returns.
#[must_use]
pub fn run(program: &Program, watchdog: &Watchdog) -> Transcript {
    let mut world = World::new(watchdog, program.deadline, program.network);
    let mut saved = Saved::default();
    let mut entries = Vec::with_capacity(program.actions.len());
    for action in &program.actions {
        let (step, outcome) = match action.operation.fill(&saved) {
            Ok(call) => {
                let outcome = world.perform(&call);
                (Step::Call(call), outcome)
            }
            Err(why) => (Step::Unfilled(action.operation.clone()), Outcome::NotRun(why)),
        };
        saved.remember(action, &outcome);
        entries.push(Entry { step, outcome });
    }
    Transcript(entries)
}
