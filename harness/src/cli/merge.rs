//! `sockshape merge`.

use std::path::{Path, PathBuf};

use super::{AGREES, Done, Failure, Printed, corpus};
use crate::merge::{Staged, judge};
use crate::report;
use crate::terminal::width;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The folder of a recording, or one that holds such folders, as snapshots/ does
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,
    /// Take in recordings of platforms that are recorded already, in place of theirs
    #[arg(long)]
    replace: bool,
}

const EXAMPLES: &str = "Examples:
  sockshape merge downloaded/snapshots
  sockshape merge --replace /tmp/other/snapshots/freebsd";

pub(super) fn merge(root: &Path, arguments: &Arguments) -> Done {
    let corpus = corpus(root)?;
    let incoming =
        judge(root, &corpus, &arguments.folders, arguments.replace).map_err(|faults| Failure::recordings(&faults))?;
    // Said before anything is moved: the earlier recordings are gone afterwards.
    let text = report::merged(&incoming, width());
    Staged::write(root, &incoming).and_then(Staged::place).map_err(|fault| Failure::recordings(&[fault]))?;
    Ok(Printed { text, code: AGREES })
}
