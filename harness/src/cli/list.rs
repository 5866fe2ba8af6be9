//! `sockshape list`.

use std::path::Path;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use super::select::{corpus, is_selected};
use crate::terminal::{FAINT, styled};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Only trials with one of these texts in their name
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
}

const EXAMPLES: &str = "Examples:
  sockshape list                   all trials
  sockshape list listen shutdown   those with one of these texts in their name";

pub(super) fn list(root: &Path, arguments: &Arguments) -> CommandResult {
    let corpus = corpus(root)?;
    let names: Vec<String> = corpus
        .trials()
        .filter(|trial| is_selected(&trial.name, &arguments.filters))
        .map(|trial| with_faint_variant(&trial.name.to_string()))
        .collect();
    if names.is_empty() {
        return Err(Failure::no_such_trial());
    }
    Ok(Output { text: names.join("\n") + "\n", code: AGREES })
}

/// A name with its variant less bright than the rest. It is not wrapped, so that it can be copied.
fn with_faint_variant(name: &str) -> String {
    let (case, variant) = name.split_at(name.find('@').unwrap_or(name.len()));
    format!("{case}{}", styled(FAINT, variant))
}
