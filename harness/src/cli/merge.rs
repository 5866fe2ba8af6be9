//! `sockshape merge`.

use std::path::{Path, PathBuf};

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use super::select::corpus;
use crate::merge::{Allowed, Form, Refusal, Staging, judge};
use crate::platform::Edition;
use crate::report;
use crate::root::to_write;
use crate::terminal::width;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The folder of a recording, or a folder of such folders, like snapshots/. A recording that is kept over another
    /// stays so
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,
    /// Replace the recordings of platforms that are recorded already
    #[arg(long)]
    replace: bool,
    /// Keep only what differs from this recording: as the release that it is of, or as a platform that answers to it
    #[arg(long, value_name = "RECORDING")]
    over: Option<String>,
    /// Take in recordings that contradict the case files as well, and let check say where they do
    #[arg(long)]
    despite_claims: bool,
}

const EXAMPLES: &str = "Examples:
  sockshape merge downloaded/snapshots
  sockshape merge shard-1 shard-2 shard-3             the shards of one recording
  sockshape merge --replace /tmp/other/snapshots/freebsd
  sockshape merge --over gvisor /tmp/earlier/gvisor   as snapshots/gvisor@<release>";

/// What to do about recordings that contradict claims.
const CORRECT_FIRST: &str = "nothing was taken in; correct the case files first, for which nothing has to be recorded \
                             again, or take them in with --despite-claims and do so then";

pub(super) fn merge(root: &Path, arguments: &Arguments) -> CommandResult {
    to_write(root).map_err(|fault| Failure::usage(fault.with_hint()))?;
    let corpus = corpus(root)?;
    let allowed = Allowed { replacement: arguments.replace, contradiction: arguments.despite_claims };
    let form = form(arguments.over.as_deref())?;
    let incoming = judge(root, &corpus, &arguments.folders, &form, allowed).map_err(refused)?;
    // Before anything is moved, because the earlier recordings are gone afterwards.
    let text = report::merged(&incoming, width());
    Staging::write(root, &incoming).and_then(Staging::place).map_err(|fault| Failure::recordings(&[fault]))?;
    Ok(Output { text, code: AGREES })
}

fn form(over: Option<&str>) -> Result<Form, Failure> {
    let over = over.map(Edition::named).transpose().map_err(|fault| Failure::usage(fault.with_hint()))?;
    Ok(over.map_or(Form::AsItIs, Form::Over))
}

fn refused(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Faults(faults) => Failure::recordings(&faults),
        Refusal::Contradictions(problems) => Failure::contradicted(&problems, CORRECT_FIRST),
    }
}
