//! `sockshape merge`.

use std::path::{Path, PathBuf};

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use super::select::corpus;
use crate::merge::{Staging, judge};
use crate::report;
use crate::terminal::width;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The folder of a recording, or a folder of such folders, like snapshots/
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,
    /// Replace the recordings of platforms that are recorded already
    #[arg(long)]
    replace: bool,
}

const EXAMPLES: &str = "Examples:
  sockshape merge downloaded/snapshots
  sockshape merge --replace /tmp/other/snapshots/freebsd";

pub(super) fn merge(root: &Path, arguments: &Arguments) -> CommandResult {
    let corpus = corpus(root)?;
    let incoming =
        judge(root, &corpus, &arguments.folders, arguments.replace).map_err(|faults| Failure::recordings(&faults))?;
    // Before anything is moved, because the earlier recordings are gone afterwards.
    let text = report::merged(&incoming, width());
    Staging::write(root, &incoming).and_then(Staging::place).map_err(|fault| Failure::recordings(&[fault]))?;
    Ok(Output { text, code: AGREES })
}
