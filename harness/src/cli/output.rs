//! What a command prints, on which stream, and what the program exits with.

use std::io;
use std::process::ExitCode;

use serde::Serialize;

use super::exit_code::{BROKEN, DIFFERS, USAGE};
use crate::compat::AGAINST_RECORDS;
use crate::fault::Fault;
use crate::problem::{self, IN_CASES, Problem};
use crate::terminal::{self, WRONG, is_visible, styled};

/// The most faults of recordings that are printed: each file may have one.
const MOST_FAULTS: usize = 20;

/// What a command prints on standard output, and the exit code.
pub(super) struct Output {
    pub(super) text: String,
    pub(super) code: u8,
}

/// Why a command could not do what it was asked to do: the message for standard error, and the exit code.
pub(super) struct Failure {
    message: String,
    code: u8,
}

/// The result of a command.
pub(super) type CommandResult = Result<Output, Failure>;

impl Failure {
    /// The command line is wrong, or something on this machine prevents the command.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self { message: error(&message.into()), code: USAGE }
    }

    /// Case files have these problems.
    pub(super) fn broken(problems: &[Problem]) -> Self {
        Self { message: problem::list(problems, IN_CASES), code: BROKEN }
    }

    /// Recordings contradict the case files in these places, and what to do about it.
    pub(super) fn contradicted(problems: &[Problem], hint: &str) -> Self {
        Self { message: format!("{}; {hint}", problem::list(problems, AGAINST_RECORDS)), code: DIFFERS }
    }

    /// Recordings have these faults: the first of them, and how many more there are.
    pub(super) fn recordings(faults: &[Fault]) -> Self {
        let shown = faults.iter().take(MOST_FAULTS).map(|fault| error(&fault.with_hint()));
        let more = faults.len().saturating_sub(MOST_FAULTS);
        let more = (more > 0).then(|| error(&format!("{more} more faults in the recordings")));
        Self { message: shown.chain(more).collect::<Vec<_>>().join("\n"), code: USAGE }
    }
}

fn error(message: &str) -> String {
    format!("{} {message}", styled(WRONG, "error:"))
}

/// Prints the result of a command.
pub(super) fn print(result: &CommandResult) -> ExitCode {
    match result {
        Ok(output) => print_output(output),
        Err(failure) => print_failure(failure),
    }
}

/// Prints to standard output, with styles if it is a terminal that takes them and `NO_COLOR` is not set. A reader that
/// closes the pipe early, as `head` does, has read enough.
fn print_output(output: &Output) -> ExitCode {
    match terminal::print(&output.text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            print_failure(&Failure::usage(format!("the output cannot be written: {error}")))
        }
        _ => ExitCode::from(output.code),
    }
}

/// Prints to standard error. If that fails too, only the exit code is left to say so.
fn print_failure(failure: &Failure) -> ExitCode {
    let _ = terminal::complain(&format!("{}\n", failure.message));
    ExitCode::from(failure.code)
}

/// The JSON of a value, with the keys in the order in which the value has them. What is not seen is escaped: JSON
/// itself asks for that in control characters only (RFC 8259, section 7).
pub(super) fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("plain data can be written as JSON");
    let escaped = |c: char| match c {
        '\n' => c.to_string(),
        c if is_visible(c) => c.to_string(),
        c => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    };
    let text =
        if text.chars().all(|c| c == '\n' || is_visible(c)) { text } else { text.chars().map(escaped).collect() };
    text + "\n"
}

/// The text that a library wrote as bytes.
pub(super) fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}
