//! `sockshape list`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::asked::Asked;
use super::exit_code::AGREES;
use super::output::{CommandResult, Output};
use super::select::corpus;
use crate::case::{BEHAVIOURS, Trial, TrialName};
use crate::compat::TERMS;
use crate::terminal::{FAINT, styled};

#[derive(Debug, clap::Args)]
#[command(after_help = after_help())]
pub(super) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// The numbers of the behaviours that the trials show, each with its cases
    #[arg(long)]
    behaviours: bool,
}

const EXAMPLES: &str = "Examples:
  sockshape list                                  all trials
  sockshape list getsockname bind                 those in which both words stand somewhere
  sockshape list call:connect windows:EACCES      those that connect and get this error on Windows
  sockshape list is:different family:AF_UNIX      those of AF_UNIX in which recordings differ
  sockshape list --behaviours                     which behaviours are shown, and by which cases";

/// The examples, and what the words mean that all commands take.
fn after_help() -> String {
    let line = |(key, meaning): (&str, &str)| format!("\n  {:<10}{meaning}", format!("{key}:"));
    let terms: String = TERMS.into_iter().map(line).collect();
    let others = "\n  windows:  or any other platform: what a step ends with there, such as windows:EINVAL";
    format!("{EXAMPLES}\n\nTerms:{terms}{others}")
}

pub(super) fn list(root: &Path, arguments: &Arguments) -> CommandResult {
    let corpus = corpus(root)?;
    let asked = arguments.asked.trials(root, &corpus)?.names;
    let known: BTreeMap<&TrialName, &Trial> = corpus.trials().map(|trial| (&trial.name, trial.as_ref())).collect();
    let trials: Vec<&Trial> = asked.iter().filter_map(|name| known.get(name).copied()).collect();
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
    let end = format!("{} of {known} behaviours; cases/NOT-COVERED.md says why others have no case\n", shown.len());
    lines.chain([end]).collect()
}

/// A name with its variant less bright than the rest. It is not wrapped, so that it can be copied.
fn with_faint_variant(name: &str) -> String {
    let (case, variant) = name.split_at(name.find('@').unwrap_or(name.len()));
    format!("{case}{}", styled(FAINT, variant))
}
