//! Runs a trial on a host where other programs have sockets too.
//!
//! A port that the system chose for one address is free there. Another program may hold it on another address, and then
//! binding it to all addresses fails, whatever the case is about. No call tells whose socket is in the way.

use crate::executor::{Executor, Stop, run};
use crate::operation::{Outcome, Program};
use crate::transcript::{Line, Transcript};

/// How many times in a row a run must come out the same if an address was in use. Another program does not get in the
/// way three times: few ports are held, and each run gets other ones.
const TIMES: usize = 3;

/// How often a program is run at most. If no result has come often enough by then, the last one counts.
const MOST: usize = 10;

/// Runs a program. A result with EADDRINUSE counts only if it comes several times in a row. So an error of the system
/// is kept, and one that another program causes is not.
///
/// # Errors
/// When it comes to no end: why.
pub(super) fn run_undisturbed(program: &Program, executor: &dyn Executor) -> Result<Transcript, Stop> {
    let mut transcript = run(program, executor)?;
    let mut same = 1;
    for _ in 1..MOST {
        if same == TIMES || !is_in_use(&transcript) {
            break;
        }
        let next = run(program, executor)?;
        same = if lines(&next) == lines(&transcript) { same + 1 } else { 1 };
        transcript = next;
    }
    Ok(transcript)
}

/// Whether an address was in use for some step.
fn is_in_use(transcript: &Transcript) -> bool {
    let is_it = |outcome: &Outcome| matches!(outcome, Outcome::Failed(error) if error.is_any_of(&["EADDRINUSE"]));
    transcript.0.iter().any(|entry| is_it(&entry.outcome))
}

fn lines(transcript: &Transcript) -> Vec<Line> {
    transcript.render().lines
}
