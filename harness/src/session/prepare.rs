//! What a process does before it runs trials.

use super::panics;
use super::supervisor;
use crate::fault::Fault;
use crate::platform::isolation;

/// Prepares this process to run trials: in a network of its own if they are to be `isolated`. It ends when the process
/// does that supervises it. Only the beginning of `main` may call this, before there is a second thread.
///
/// # Errors
/// When it cannot have a network of its own.
pub fn prepare(isolated: bool) -> Result<(), Fault> {
    if isolated {
        isolation::enter()?;
    }
    supervisor::end_with_the_supervisor();
    panics::keep_messages();
    Ok(())
}
