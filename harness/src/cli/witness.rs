//! `sockshape witness`.

use std::path::{Path, PathBuf};

use super::exit_code::{AGREES, DIFFERS};
use super::export;
use super::output::{CommandResult, Failure, Output};
use super::select::{corpus, platform};
use crate::case::Trial;
use crate::compat::{Cell, Column};
use crate::export::read;
use crate::fault::Fault;
use crate::files::{self, Kind};
use crate::operation::Program;
use crate::transcript::Line;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The platform whose record it is held against
    #[arg(value_name = "PLATFORM")]
    platform: String,
    /// The folder with what the programs printed, beside each of them: group/topic/case.out
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

const EXAMPLES: &str = "Examples:
  sockshape export accept::client_gone --as c --into programs
  for c in programs/*/*/*.c; do
      cc -pthread \"$c\" -o program || continue
      timeout 20 ./program >\"${c%.c}.out\" 2>&1 </dev/null || echo \"ended with $?\" >>\"${c%.c}.out\"
  done
  sockshape witness linux programs
The loop is for a machine, or a network, of its own: the head of each program says how to make one.";

pub(super) fn witness(root: &Path, arguments: &Arguments) -> CommandResult {
    let platform = platform(root, &arguments.platform)?;
    let corpus = corpus(root)?;
    let column = Column::of_platform(root, platform).map_err(|faults| Failure::recordings(&faults))?;
    let column = column.ok_or_else(|| Failure::usage(format!("{platform} has not been recorded")))?;
    let (mut same, mut text, mut different) = (0, String::new(), 0);
    for trial in corpus.trials() {
        let Cell::Ran(recorded) = column.cell(&trial.name) else { continue };
        let Some(output) = output(&arguments.folder, trial)? else { continue };
        match compare(&trial.program, recorded, &output) {
            None => same += 1,
            Some(difference) => {
                different += 1;
                text += &format!("{}\n{difference}\n", trial.name);
            }
        }
    }
    if same + different == 0 {
        return Err(Failure::usage(format!("{} has no .out of a trial", arguments.folder.display())));
    }
    let end = format!("{same} programs answered as {platform} is recorded, {different} did not\n");
    Ok(Output { text: text + &end, code: if different == 0 { AGREES } else { DIFFERS } })
}

/// The most bytes that a program prints.
const MOST_BYTES: u64 = 1 << 20;

/// What the program of a trial printed. None if there is no such program. Nothing, if it could not be run.
fn output(folder: &Path, trial: &Trial) -> Result<Option<String>, Failure> {
    let usage = |fault: Fault| Failure::usage(fault.with_hint());
    let [printed, program] = ["out", "c"].map(|extension| export::below(&trial.name, extension));
    match files::read_text(folder, &printed, MOST_BYTES).map_err(usage)? {
        Some(output) => Ok(Some(output)),
        None => Ok(files::is_there(folder, &program, Kind::File).map_err(usage)?.then(String::new)),
    }
}

/// How the output differs from the record; none if it does not.
fn compare(program: &Program, recorded: &[Line], output: &str) -> Option<String> {
    let printed = match read(program, output) {
        Ok(printed) => printed,
        Err(why) => return Some(format!("  {why}\n")),
    };
    if recorded.len() != printed.len() {
        return Some(format!("  {} steps were printed, and {} are recorded\n", printed.len(), recorded.len()));
    }
    let pairs = recorded.iter().zip(&printed).filter(|(recorded, printed)| recorded != printed);
    let lines: String = pairs.map(|(recorded, printed)| format!("  - {recorded}\n  + {printed}\n")).collect();
    (!lines.is_empty()).then_some(lines)
}
