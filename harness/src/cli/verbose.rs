//! `sockshape run --verbose`: each step as it ends.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::case::TrialName;
use crate::executor::{Executor, Telling, Told};
use crate::terminal::{FAINT, STRONG, line_width, lines, print, styled};
use crate::verdict::Verdict;

/// How many runs of the trial have begun: one for each world.
static RUNS: AtomicUsize = AtomicUsize::new(0);

/// The columns of a time, as in ` 1234.567 ms  `.
const MARGIN: usize = 14;

/// An executor that prints each call.
pub(super) fn executor(inner: Box<dyn Executor>) -> Told {
    Told::new(inner, tell)
}

/// Says which trial comes next. Trials are run one after the other.
pub(super) fn begin(name: &TrialName) {
    RUNS.store(0, Ordering::Relaxed);
    say(&format!("{}\n", styled(STRONG, &name.to_string())));
}

/// Says how the trial ended.
pub(super) fn end(verdict: &Verdict) {
    say(&format!("{:MARGIN$}{}\n\n", "", styled(STRONG, verdict.word())));
}

fn tell(telling: &Telling) {
    match telling {
        Telling::Run if RUNS.fetch_add(1, Ordering::Relaxed) == 0 => {}
        Telling::Run => say(&format!("{:MARGIN$}{}\n", "", styled(FAINT, "once more:"))),
        Telling::Step(line, took) => {
            let mut margin = styled(FAINT, &format!("{:>5}.{:03} ms  ", took / 1000, took % 1000));
            for line in lines(line, line_width().saturating_sub(MARGIN)) {
                say(&format!("{margin}{line}\n"));
                margin = " ".repeat(MARGIN);
            }
        }
    }
}

/// Prints at once. If nobody reads it, the trial goes on, and the exit code tells the rest.
fn say(text: &str) {
    let _ = print(text);
}
