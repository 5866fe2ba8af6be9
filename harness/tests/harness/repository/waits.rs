//! How long the trials of the corpus wait.

use std::time::Duration;

use sockshape::case::Trial;
use sockshape::compat::Cell;
use sockshape::transcript::Line;

use crate::support::{corpus, recording};

/// No trial may wait longer, or the suite does.
const LONGEST: Duration = Duration::from_millis(300);

/// How long a poll waited in vain, by its line in a record: `poll s POLLIN timeout=20 ms`.
fn in_vain(call: &str, outcome: &str) -> Option<Duration> {
    let (_, timeout) = call.split_once(" timeout=").filter(|_| call.starts_with("poll ") && outcome == "none")?;
    timeout.strip_suffix(" ms")?.parse().ok().map(Duration::from_millis)
}

/// By the recording of Linux, which runs nearly all of them: what a call that was interrupted waited is the deadline of
/// its case.
#[test]
fn no_trial_waits_long() {
    let linux = recording("linux");
    let waits = |trial: &Trial| match linux.cell(&trial.name) {
        Cell::Ran(lines) => {
            let of_line = |line: &Line| match line.outcome.starts_with("timed-out") {
                true => Some(trial.program.deadline),
                false => in_vain(&line.call, &line.outcome),
            };
            lines.iter().filter_map(of_line).sum()
        }
        _ => Duration::ZERO,
    };
    let corpus = corpus();
    let long = corpus.trials().filter(|trial| waits(trial) > LONGEST);
    let long: Vec<String> = long.map(|trial| format!("{} waits {:?}", trial.name, waits(trial))).collect();
    assert_eq!(long, Vec::<String>::new());
}
