//! A process that runs trials may die in one of them: by a signal, or for want of memory. So another process starts it
//! and waits. If it dies, the trial in which it did has failed, and a new process runs the others.
//!
//! All trials still run in one process. When it dies, several may have been under way. They are run again, each of them
//! alone, so that the one in which it dies again is known.

use std::env;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{self, Command, ExitCode, ExitStatus, Stdio};
use std::thread;

use super::journal::{self, History, Kept, VARIABLE};
use crate::platform::child;
use crate::temporary;
use crate::terminal::complain_line;

/// The exit code if processes died, and it could not be found out in which trial.
const UNEXPLAINED: u8 = 101;

/// How often to start a new process.
const MOST_DEATHS: usize = 20;

/// Ends what a process passes on of its own standard input. Text has no such byte.
pub const END_OF_INPUT: u8 = 0;

/// Starts this program again, with the same arguments, and waits for it. Returns its exit code, or none if this process
/// has to do the work itself: it was started in this way, or cannot start another. What this one has read of standard
/// input is passed on, with [`END_OF_INPUT`] behind it.
#[must_use]
pub fn supervise(input: Option<&[u8]>) -> Option<ExitCode> {
    if is_supervised() {
        journal::open();
        return None;
    }
    child::check().ok()?;
    supervise_in(temporary::find().ok()?, input).ok()
}

/// Whether another process has started this one, and waits for it.
#[must_use]
pub fn is_supervised() -> bool {
    env::var_os(VARIABLE).is_some()
}

/// Keeps journals in this folder.
///
/// # Errors
/// When no process can be started, or a journal cannot be written or read.
fn supervise_in(folder: &Path, input: Option<&[u8]>) -> io::Result<ExitCode> {
    let mut history = History::default();
    for _ in 0..MOST_DEATHS {
        let journal = Kept::new(folder, &history)?;
        let status = run(journal.path(), input)?;
        if let Some(code) = code(status) {
            return Ok(ExitCode::from(if code == 0 && !history.suspects.is_empty() {
                unexplained(&history)
            } else {
                code
            }));
        }
        let now = journal.read()?;
        if now.under_way.is_empty() {
            complain_line(&format!("error: the process that ran the trials died outside of any trial: {status}"));
            return Ok(ExitCode::from(UNEXPLAINED));
        }
        history.add(now, &status.to_string());
    }
    complain_line(&format!("error: processes died in {} trials; no more are started", history.died.len()));
    Ok(ExitCode::from(UNEXPLAINED))
}

/// Runs this program to its end. Its standard input ends when this process does.
fn run(journal: &Path, input: Option<&[u8]>) -> io::Result<ExitStatus> {
    let mut command = Command::new(env::current_exe()?);
    command.args(env::args_os().skip(1)).env(VARIABLE, journal).stdin(Stdio::piped());
    let mut child = command.spawn()?;
    let mut held_open = child.stdin.take();
    if let (Some(pipe), Some(input)) = (&mut held_open, input) {
        // If it has ended, nobody has to read this.
        let _ = pipe.write_all(input).and_then(|()| pipe.write_all(&[END_OF_INPUT]));
    }
    child.wait()
}

/// The exit code of a process that ended by itself. (Windows has numbers beyond 31 bits for those that did not.)
fn code(status: ExitStatus) -> Option<u8> {
    status.code().filter(|code| *code >= 0).map(|code| u8::try_from(code).unwrap_or(u8::MAX))
}

impl History {
    /// Adds that the process with this journal died.
    fn add(&mut self, journal: Self, how: &str) {
        let names: Vec<String> = journal.under_way.into_iter().collect();
        match names.as_slice() {
            [name] => {
                complain_line(&format!(
                    "error: the process that ran the trials died in {name}: {how}; a new one runs the others"
                ));
                self.suspects.remove(name);
                self.died.insert(name.clone(), how.to_owned());
            }
            names => {
                complain_line(&format!(
                    "error: the process that ran the trials died: {how}; a new one runs these one at a time:"
                ));
                names.iter().for_each(|name| complain_line(&format!("  {name}")));
                self.suspects.extend(names.iter().cloned());
            }
        }
    }
}

/// Says that a process died among trials none of which kills a process by itself.
fn unexplained(history: &History) -> u8 {
    if history.died.is_empty() {
        complain_line("error: a process died, and in none of the trials that were under way did another one die");
        UNEXPLAINED
    } else {
        0
    }
}

/// Ends this process when the one that supervises it has ended, whatever ended that. It may have none.
pub(super) fn end_with_the_supervisor() {
    if !is_supervised() {
        return;
    }
    let wait = || {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        process::exit(i32::from(UNEXPLAINED));
    };
    // Without this thread, the trials run to their end.
    let _ = thread::Builder::new().spawn(wait);
}
