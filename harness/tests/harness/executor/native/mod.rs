//! The executor of the sockets of this process.

mod child;
mod folder;
mod gate;
mod sockets;
mod watchdog;
mod world;

use sockshape::executor::native::Native;
use sockshape::executor::run;
use sockshape::operation::Outcome;

use crate::support::{file_of_cases, trials};

/// The outcome of the last of these steps, in a case with this deadline.
fn last_outcome(deadline: &str, steps: &str) -> Outcome {
    outcomes(deadline, steps).pop().expect("a step")
}

/// The outcomes of these steps, in a case with this deadline.
pub(super) fn outcomes(deadline: &str, steps: &str) -> Vec<Outcome> {
    let steps: String = steps.lines().map(|line| format!("    {line}\n")).collect();
    let trials = trials(&file_of_cases(&format!("- name: case\n  deadline: {deadline}\n  steps:\n{steps}")));
    let native = Native::new().expect("the sockets of this process");
    let transcript = run(&trials[0].program, &native).expect("a world for the trial");
    transcript.0.into_iter().map(|entry| entry.outcome).collect()
}
