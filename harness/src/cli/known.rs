//! `sockshape known`.

use std::path::Path;

use clap::ValueEnum;

use super::asked::Asked;
use super::exit_code::AGREES;
use super::output::{CommandResult, Output, json};
use super::select::{corpus, platform, recordings_and_releases, table};
use crate::compat::KnownFaults;
use crate::report;
use crate::terminal::width;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The platform
    #[arg(value_name = "PLATFORM")]
    platform: String,
    #[command(flatten)]
    asked: Asked,
    /// The form of the output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLES: &str = "Examples:
  sockshape known gvisor
  sockshape known wine accept bind --format markdown";

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people at a terminal
    #[default]
    Text,
    /// For an issue or a page: a part for each fault
    Markdown,
    /// For programs; sockshape schema known prints its schema
    Json,
}

pub(super) fn known(root: &Path, arguments: &Arguments) -> CommandResult {
    let platform = platform(root, &arguments.platform)?;
    let (corpus, recordings) = (corpus(root)?, recordings_and_releases(root)?);
    let table = table(&corpus, &recordings)?;
    let names = arguments.asked.rows(root, &corpus, &table)?;
    let known = KnownFaults::of(&table, platform, |trial| names.contains(&trial.name));
    let text = match arguments.format {
        Format::Text => report::known(&known, width()),
        Format::Markdown => report::known_markdown(&known),
        Format::Json => json(&known),
    };
    Ok(Output { text, code: AGREES })
}
