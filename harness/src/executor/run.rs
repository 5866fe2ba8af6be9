//! Runs a program: step by step, filling in what each refers to.

use super::interface::{Executor, Limits, Stop};
use crate::operation::{Outcome, Program, Unfilled};
use crate::transcript::Transcript;

/// Does what the program says and returns what came of it. Sockets, files and threads are gone when it returns.
///
/// # Errors
/// When it comes to no end: why.
pub fn run(program: &Program, executor: &dyn Executor) -> Result<Transcript, Stop> {
    let mut world = executor.open(Limits::of(program))?;
    let transcript = Transcript::try_of(program, |_, call| match call {
        Ok(call) => world.perform(call),
        // What it does not see, a later call cannot have.
        Err(unseen @ Unfilled::Unseen(_)) => Err(Stop::Lacks(unseen.to_string())),
        Err(missing @ Unfilled::Missing(_)) => Ok(Outcome::NotRun(missing.to_string())),
    })?;
    world.end()?;
    Ok(transcript)
}
