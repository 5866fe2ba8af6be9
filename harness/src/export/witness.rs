//! What an exported program printed, as a transcript of its trial.

use super::program::{self, LETTERS, SCRATCH};
use crate::operation::Program;
use crate::symbols::CUT_FOLDER;
use crate::transcript::{Line, Transcript};

/// What stands before the path or the abstract name of a socket.
const UNIX: &str = "AF_UNIX ";

/// Reads what the program of a trial printed. The lines are those of a record then: what differs from run to run has
/// become a symbol.
///
/// # Errors
/// When it is not what such a program prints, step by step: a sentence that says so.
pub fn read(program: &Program, output: &str) -> Result<Vec<Line>, String> {
    let lines = Line::read_all(&with_symbol(output)).map_err(|fault| fault.with_hint())?;
    if lines.len() > program.actions.len() {
        return Err(format!("{} steps were printed, and the trial has {}", lines.len(), program.actions.len()));
    }
    let mut steps = lines.iter().zip(program::steps(program)).enumerate();
    if let Some((index, (line, step))) = steps.find(|(_, (line, step))| line.call != *step) {
        return Err(format!("step {} is `{step}`, and this was printed: `{line}`", index + 1));
    }
    let transcript = Transcript::of_output(program, &lines).map_err(|step| match lines.get(step.index) {
        Some(line) => format!("step {} cannot have answered so: `{line}`", step.index + 1),
        None => format!("the output ends before step {}", step.index + 1),
    })?;
    Ok(transcript.render().lines)
}

/// The output with the symbol of a record in the place of the folder that the program made.
fn with_symbol(output: &str) -> String {
    let lines = output.lines().map(|line| match line.split_once(SCRATCH) {
        Some(_) => whole(line),
        None => cut_off(line),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A line with the symbol wherever the path of the folder is. Its last letters may have been cut off.
fn whole(line: &str) -> String {
    let mut parts = line.split(SCRATCH);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let letters = part.bytes().take(LETTERS).take_while(u8::is_ascii_alphanumeric).count();
        text + CUT_FOLDER + &part[letters..]
    })
}

/// A line with the symbol where a part of the path is, because there was no room for all of it.
fn cut_off(line: &str) -> String {
    let Some((before, name)) = line.split_once(UNIX) else { return line.to_owned() };
    let (sign, name) = name.strip_prefix('@').map_or(("", name), |name| ("@", name));
    match name.split_once(" (") {
        Some((path, size)) if !path.is_empty() && SCRATCH.starts_with(path) => {
            format!("{before}{UNIX}{sign}{CUT_FOLDER} ({size}")
        }
        _ => line.to_owned(),
    }
}
