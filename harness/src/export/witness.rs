//! What an exported program printed, as a transcript of its trial.

use super::program::SCRATCH;
use crate::operation::Program;
use crate::transcript::{Line, Transcript};

/// How many letters follow the name of the folder that a program makes: mkdtemp(3).
const LETTERS: usize = 6;

/// Reads what the program of a trial printed. The lines are those of a record then: what differs from run to run has
/// become a symbol.
///
/// # Errors
/// When it is not what such a program prints: a sentence that says so.
pub fn read(program: &Program, output: &str) -> Result<Vec<Line>, String> {
    let lines = Line::read_all(&with_symbol(output)).map_err(|fault| fault.with_hint())?;
    if lines.len() > program.actions.len() {
        return Err(format!("{} steps were printed, and the trial has {}", lines.len(), program.actions.len()));
    }
    let transcript = Transcript::of_output(program, &lines).map_err(|step| match lines.get(step.index) {
        Some(line) => format!("step {} cannot have answered so: `{line}`", step.index + 1),
        None => format!("the output ends before step {}", step.index + 1),
    })?;
    Ok(transcript.render().lines)
}

/// The output with the symbol of a record in the place of the folder that the program made. Where a name was cut off,
/// there is only a part of its path.
fn with_symbol(output: &str) -> String {
    let mut text = String::new();
    let mut rest = output;
    let begin = &SCRATCH[..SCRATCH.find(|c: char| c == '-').map_or(SCRATCH.len(), |at| at)];
    while let Some(at) = rest.find(begin) {
        text += &rest[..at];
        rest = &rest[at..];
        let same = rest.bytes().zip(SCRATCH.bytes()).take_while(|(one, other)| one == other).count();
        let letters = rest[same..].bytes().take(LETTERS).take_while(u8::is_ascii_alphanumeric).count();
        let end = if same == SCRATCH.len() { same + letters } else { same };
        text += "<scratch>";
        rest = &rest[end..];
    }
    text + rest
}
