//! `sockshape table`.

use std::path::Path;

use clap::ValueEnum;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output, json};
use super::select::{corpus, recordings, table as whole};
use crate::compat::{Column, NameTable};
use crate::fault::Fault;
use crate::platform::Platform;
use crate::report;
use crate::terminal::width;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The table
    #[arg(value_enum, value_name = "TABLE")]
    of: Subject,
    /// Only rows with one of these texts in their name, type and state, such as "path SOCK_STREAM reset"
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
    /// Only the answers of these platforms
    #[arg(long = "platform", value_name = "PLATFORM", value_delimiter = ',')]
    platforms: Vec<String>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLES: &str = "Examples:
  sockshape table names \"AF_INET SOCK_STREAM\"
  sockshape table names refused --platform linux,wine
  sockshape table names --format markdown";

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// What getsockname and getpeername answer, by the name, type and state of the socket
    Names,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people at a terminal
    #[default]
    Text,
    /// For a repository or a wiki
    Markdown,
    /// For programs; sockshape schema names prints its schema
    Json,
}

pub(super) fn table(root: &Path, arguments: &Arguments) -> CommandResult {
    let Subject::Names = arguments.of;
    let (corpus, recordings) = (corpus(root)?, recordings(root)?);
    let platforms = platforms(&arguments.platforms, &recordings)?;
    let filters = &arguments.filters;
    let is_selected = |label: &str| filters.is_empty() || filters.iter().any(|filter| label.contains(filter.as_str()));
    let names = NameTable::of(&whole(&corpus, &recordings)?, &platforms, is_selected);
    if names.rows.is_empty() {
        return Err(Failure::usage("no row has such a text; \"path SOCK_STREAM reset\" is one"));
    }
    let text = match arguments.format {
        Format::Text => report::names(&names, width()),
        Format::Markdown => report::names_markdown(&names),
        Format::Json => json(&names),
    };
    Ok(Output { text, code: AGREES })
}

/// The platforms of this name, each of which must have been recorded; all that have, if there is no name.
fn platforms(names: &[String], recordings: &[Column]) -> Result<Vec<Platform>, Failure> {
    let recorded: Vec<Platform> = recordings.iter().map(|column| column.recording.platform).collect();
    if recorded.is_empty() {
        return Err(Failure::usage("no platform has been recorded; ci/record records this one"));
    }
    let platform = |name: &String| match Platform::named(name) {
        Ok(platform) if recorded.contains(&platform) => Ok(platform),
        Ok(platform) => Err(Failure::usage(unrecorded(platform, &recorded).with_hint())),
        Err(fault) => Err(Failure::usage(fault.with_hint())),
    };
    if names.is_empty() { Ok(recorded) } else { names.iter().map(platform).collect() }
}

fn unrecorded(platform: Platform, recorded: &[Platform]) -> Fault {
    let recorded: Vec<String> = recorded.iter().map(ToString::to_string).collect();
    Fault::new(format!("{platform} has not been recorded")).hint(format!("these have: {}", recorded.join(", ")))
}
