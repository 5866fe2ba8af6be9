//! `sockshape table`.

use std::path::Path;

use clap::ValueEnum;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output, json};
use super::select::{corpus, recordings_of, table as whole};
use super::shown::ShownPlatforms;
use crate::compat::{self, Grid, Query, Respondents, Table};
use crate::report;
use crate::terminal::width;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The table
    #[arg(value_enum, value_name = "TABLE")]
    of: Subject,
    /// Only cells that meet all of these: words that stand in their labels, and terms as sockshape list takes them,
    /// about what a cell asks and answers: call:bind, error:EINVAL, windows:EACCES, family:AF_UNIX, platform:wine,
    /// is:different, grade:sourced. In '"127.0.0.1 then 0.0.0.0"' words stand together
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    #[command(flatten)]
    platforms: ShownPlatforms,
    /// The form of the output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLES: &str = "Examples:
  sockshape table names AF_INET SOCK_STREAM
  sockshape table names refused --platform linux,wine,windows
  sockshape table names is:different --format markdown
  sockshape table ports SO_REUSEADDR on both '\"127.0.0.1 then 0.0.0.0\"'
  sockshape table errors AF_UNIX SOCK_STREAM reset
  sockshape table errors call:send windows:WSAECONNRESET
  sockshape table inheritance SO_KEEPALIVE --platform linux
  sockshape table resolver 'IPv6 number' family:AF_INET";

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
    /// For programs; sockshape schema table prints its schema
    Json,
}

pub(super) fn table(root: &Path, arguments: &Arguments) -> CommandResult {
    let query = Query::read(&arguments.words).map_err(|fault| Failure::usage(fault.with_hint()))?;
    let corpus = corpus(root)?;
    let recordings = recordings_of(root, |edition| arguments.platforms.is_read(edition), None)?;
    let of = arguments.platforms.among(root, &recordings)?;
    if recordings.is_empty() {
        return Err(Failure::usage("no platform has been recorded; ci/record records this one"));
    }
    let whole = whole(&corpus, &recordings)?;
    let mut grid = arguments.of.derive(&whole, &of);
    query.narrow(&mut grid, &whole).map_err(|fault| Failure::usage(fault.with_hint()))?;
    let text = match arguments.format {
        Format::Text => report::grid(&grid, width()),
        Format::Markdown => report::grid_markdown(&grid),
        Format::Json => json(&grid),
    };
    Ok(Output { text, code: AGREES })
}

/// All tables, each with its name.
pub(super) fn all(table: &Table, of: &Respondents) -> Vec<(&'static str, Grid)> {
    Subject::value_variants().iter().map(|subject| (subject.name(), subject.derive(table, of))).collect()
}

impl Subject {
    fn name(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Ports => "ports",
            Self::Errors => "errors",
            Self::Inheritance => "inheritance",
            Self::Resolver => "resolver",
        }
    }

    /// Its table.
    fn derive(self, table: &Table, of: &Respondents) -> Grid {
        let derive = match self {
            Self::Names => compat::names,
            Self::Ports => compat::ports,
            Self::Errors => compat::errors,
            Self::Inheritance => compat::inheritance,
            Self::Resolver => compat::resolver,
        };
        derive(table, of)
    }
}
