//! Runs a program: step by step, filling in what each refers to.

use super::interface::{Executor, Limits};
use crate::operation::Program;
use crate::transcript::Transcript;

/// Does what the program says and returns what came of it. Sockets, files and threads are gone when it returns.
///
/// # Errors
/// When the executor cannot open a world for it: why.
pub fn run(program: &Program, executor: &dyn Executor) -> Result<Transcript, String> {
    let mut world = executor.open(Limits::of(program))?;
    Ok(Transcript::of(program, |_, call| world.perform(call)))
}
