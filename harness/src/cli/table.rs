//! `sockshape table`.

use std::path::Path;

use clap::ValueEnum;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output, json};
use super::select::{corpus, platform, recordings, table as whole};
use crate::compat::{self, Column, Grid, NameTable};
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
    /// Only rows with one of these texts in their label, such as "path SOCK_STREAM reset"; in the other tables than
    /// names, only cells, whose labels end with the question, such as "SOCK_DGRAM refused send"
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
  sockshape table names --format markdown
  sockshape table ports \"SO_REUSEADDR on both, 127.0.0.1 then 0.0.0.0\"
  sockshape table errors \"AF_UNIX SOCK_STREAM reset\"
  sockshape table inheritance SO_KEEPALIVE --platform linux
  sockshape table resolver \"IPv6 number AF_INET,\"";

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// What getsockname and getpeername answer, by the name, type and state of the socket
    Names,
    /// Who shares a port with whom, by the addresses, type, options and state of two sockets
    Ports,
    /// What each call answers, by the kind and the state of the socket
    Errors,
    /// What accept, dup, a message, a child and a thread hand down
    Inheritance,
    /// What getaddrinfo answers, by the form of the host, the hints and the form of the service
    Resolver,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people at a terminal
    #[default]
    Text,
    /// For a repository or a wiki
    Markdown,
    /// For programs; sockshape schema names prints the schema of names, sockshape schema table that of the others
    Json,
}

pub(super) fn table(root: &Path, arguments: &Arguments) -> CommandResult {
    let (corpus, recordings) = (corpus(root)?, recordings(root)?);
    let platforms = platforms(root, &arguments.platforms, &recordings)?;
    let filters = &arguments.filters;
    let is_selected = |label: &str| filters.is_empty() || filters.iter().any(|filter| label.contains(filter.as_str()));
    let whole = whole(&corpus, &recordings)?;
    let text = match arguments.of {
        Subject::Names => names(&NameTable::of(&whole, &platforms, is_selected), arguments.format),
        Subject::Ports => grid(&compat::ports(&whole, &platforms, is_selected), arguments.format),
        Subject::Errors => grid(&compat::errors(&whole, &platforms, is_selected), arguments.format),
        Subject::Inheritance => grid(&compat::inheritance(&whole, &platforms, is_selected), arguments.format),
        Subject::Resolver => grid(&compat::resolver(&whole, &platforms, is_selected), arguments.format),
    };
    Ok(Output { text: text?, code: AGREES })
}

fn names(table: &NameTable, format: Format) -> Result<String, Failure> {
    if table.rows.is_empty() {
        return Err(Failure::usage("no row has such a text; \"path SOCK_STREAM reset\" is one"));
    }
    Ok(match format {
        Format::Text => report::names(table, width()),
        Format::Markdown => report::names_markdown(table),
        Format::Json => json(table),
    })
}

fn grid(table: &Grid, format: Format) -> Result<String, Failure> {
    if table.parts.is_empty() {
        return Err(Failure::usage("no cell has such a text; without a filter, the table shows all of them"));
    }
    Ok(match format {
        Format::Text => report::grid(table, width()),
        Format::Markdown => report::grid_markdown(table),
        Format::Json => json(table),
    })
}

/// The platforms of this name, each of which must have been recorded; all that have, if there is no name.
fn platforms(root: &Path, names: &[String], recordings: &[Column]) -> Result<Vec<Platform>, Failure> {
    let recorded: Vec<Platform> = recordings.iter().map(|column| column.recording.platform).collect();
    if recorded.is_empty() {
        return Err(Failure::usage("no platform has been recorded; ci/record records this one"));
    }
    let platform = |name: &String| match platform(root, name)? {
        platform if recorded.contains(&platform) => Ok(platform),
        platform => Err(Failure::usage(unrecorded(platform, &recorded).with_hint())),
    };
    if names.is_empty() { Ok(recorded) } else { names.iter().map(platform).collect() }
}

fn unrecorded(platform: Platform, recorded: &[Platform]) -> Fault {
    let recorded: Vec<String> = recorded.iter().map(ToString::to_string).collect();
    Fault::new(format!("{platform} has not been recorded")).hint(format!("these have: {}", recorded.join(", ")))
}
