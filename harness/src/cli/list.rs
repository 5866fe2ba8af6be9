//! `sockshape list`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use super::select::{corpus, is_selected};
use crate::case::{BEHAVIOURS, Trial};
use crate::terminal::{FAINT, styled};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Only trials with one of these texts in their name
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
    /// The numbers of the behaviours that the trials show, each with its cases
    #[arg(long)]
    behaviours: bool,
}

const EXAMPLES: &str = "Examples:
  sockshape list                   all trials
  sockshape list listen shutdown   those with one of these texts in their name
  sockshape list --behaviours      which behaviours are shown, and by which cases";

pub(super) fn list(root: &Path, arguments: &Arguments) -> CommandResult {
    let corpus = corpus(root)?;
    let trials: Vec<&Trial> =
        corpus.trials().map(Arc::as_ref).filter(|trial| is_selected(&trial.name, &arguments.filters)).collect();
    if trials.is_empty() {
        return Err(Failure::no_such_trial());
    }
    let text = if arguments.behaviours { behaviours(&trials) } else { names(&trials) };
    Ok(Output { text, code: AGREES })
}

/// A line for each trial.
fn names(trials: &[&Trial]) -> String {
    trials.iter().map(|trial| with_faint_variant(&trial.name.to_string()) + "\n").collect()
}

/// A line for each behaviour and case that shows it, and at the end how many of the behaviours these are.
fn behaviours(trials: &[&Trial]) -> String {
    let mut shown: BTreeMap<u16, BTreeSet<String>> = BTreeMap::new();
    for trial in trials {
        for number in &trial.case.behaviours {
            shown.entry(*number).or_default().insert(trial.name.case_name());
        }
    }
    let lines = shown.iter().flat_map(|(number, cases)| cases.iter().map(move |case| format!("{number:3}  {case}\n")));
    let known: usize = BEHAVIOURS.into_iter().map(Iterator::count).sum();
    let end = format!("{} of {known} behaviours; cases/NOT-COVERED.md has those without a case\n", shown.len());
    lines.chain([end]).collect()
}

/// A name with its variant less bright than the rest. It is not wrapped, so that it can be copied.
fn with_faint_variant(name: &str) -> String {
    let (case, variant) = name.split_at(name.find('@').unwrap_or(name.len()));
    format!("{case}{}", styled(FAINT, variant))
}
