//! `sockshape list`.

use std::path::Path;

use super::{AGREES, Done, Failure, Printed, corpus, is_meant};
use crate::terminal::{FAINT, painted};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Only trials with one of these texts in their name
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
}

const EXAMPLES: &str = "Examples:
  sockshape list                   all of them
  sockshape list listen shutdown   those with one of these in their name";

pub(super) fn list(root: &Path, arguments: &Arguments) -> Done {
    let corpus = corpus(root)?;
    let names: Vec<String> = corpus
        .trials()
        .filter(|trial| is_meant(&trial.name, &arguments.filters))
        .map(|trial| shown(&trial.name.to_string()))
        .collect();
    if names.is_empty() {
        return Err(Failure::usage("no trial has such a name"));
    }
    Ok(Printed { text: names.join("\n") + "\n", code: AGREES })
}

/// A name, which stays on one line to be copied, its variant less bright than the rest.
fn shown(name: &str) -> String {
    let (case, variant) = name.split_at(name.find('@').unwrap_or(name.len()));
    format!("{case}{}", painted(FAINT, variant))
}
