//! Runs a program: step by step, filling in what each refers to.

use super::interface::{Executor, Limits};
use crate::operation::{Outcome, Program, Saved};
use crate::transcript::{Entry, Step, Transcript};

/// Does what the program says and returns what came of it. Sockets, files and threads are gone when it returns.
///
/// # Errors
/// When the executor cannot open a world for it: why.
pub fn run(program: &Program, executor: &dyn Executor) -> Result<Transcript, String> {
    let mut world = executor.open(Limits::of(program))?;
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
        action.remember(&outcome, &mut saved);
        entries.push(Entry { step, outcome });
    }
    Ok(Transcript(entries))
}
