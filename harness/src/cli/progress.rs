//! The progress of a run: a line in the terminal that disappears when the run ends.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A run that ends sooner needs no progress. git waits as long (`start_delayed_progress` in its progress.c).
const PATIENCE: Duration = Duration::from_secs(2);
/// The time from one update to the next: short enough to look alive, long enough to be read.
const PAUSE: Duration = Duration::from_millis(100);

/// A count on standard error. It is plain text and changes no setting of the terminal, so a program that is killed
/// leaves nothing to repair.
pub(super) struct Progress {
    total: usize,
    line: Mutex<Line>,
}

/// The state of the run, and how wide the line is that shows it.
struct Line {
    done: usize,
    next: Instant,
    width: usize,
}

impl Progress {
    /// Starts to count to `total`. None if the line cannot be shown: standard error is not a terminal, or one
    /// (`TERM=dumb`) that cannot go back to the start of a line.
    pub(super) fn start(total: usize) -> Option<Self> {
        let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let line = Line { done: 0, next: Instant::now() + PATIENCE, width: 0 };
        (io::stderr().is_terminal() && !is_dumb).then(|| Self { total, line: Mutex::new(line) })
    }

    /// Counts one more trial.
    pub(super) fn step(&self) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.done += 1;
        if Instant::now() >= line.next {
            let text = format!("{} of {} trials", line.done, self.total);
            line.next = Instant::now() + PAUSE;
            line.width = text.len();
            print(&format!("\r{text}"));
        }
    }
}

/// Blanks the line.
impl Drop for Progress {
    fn drop(&mut self) {
        let width = self.line.get_mut().unwrap_or_else(PoisonError::into_inner).width;
        if width > 0 {
            print(&format!("\r{:width$}\r", ""));
        }
    }
}

/// An error here is no reason to stop.
fn print(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
