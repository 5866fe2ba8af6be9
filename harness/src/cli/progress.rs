//! How far a run has come: a line of the terminal that is there while it is needed and gone when the run ends.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A run that ends sooner is over before anybody asks. git waits as long (`start_delayed_progress` in its progress.c).
const PATIENCE: Duration = Duration::from_secs(2);
/// The time from one line to the next: fast enough to be seen moving, slow enough to be read.
const PAUSE: Duration = Duration::from_millis(100);

/// A count on the standard error stream. It is made of plain text and changes nothing else of the terminal, so whatever ends the program
/// leaves nothing to be put right.
pub(super) struct Progress {
    total: usize,
    line: Mutex<Line>,
}

/// What is known of the run, and how much of the terminal says so.
struct Line {
    done: usize,
    next: Instant,
    width: usize,
}

impl Progress {
    /// None where nobody would see it: the standard error stream is no terminal, or one (`TERM=dumb`) that cannot go back to the start of a line.
    pub(super) fn begin(total: usize) -> Option<Self> {
        let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let line = Line { done: 0, next: Instant::now() + PATIENCE, width: 0 };
        (io::stderr().is_terminal() && !is_dumb).then(|| Self { total, line: Mutex::new(line) })
    }

    /// One more trial is done.
    pub(super) fn step(&self) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.done += 1;
        if Instant::now() >= line.next {
            let text = format!("{} of {} trials", line.done, self.total);
            line.next = Instant::now() + PAUSE;
            line.width = text.len();
            say(&format!("\r{text}"));
        }
    }
}

/// Blanks the line.
impl Drop for Progress {
    fn drop(&mut self) {
        let width = self.line.get_mut().unwrap_or_else(PoisonError::into_inner).width;
        if width > 0 {
            say(&format!("\r{:width$}\r", ""));
        }
    }
}

/// Progress that cannot be told is no reason to stop.
fn say(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
