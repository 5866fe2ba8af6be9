//! `sockshape show`.

use std::path::Path;

use clap::ValueEnum;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use super::select::{corpus, recordings, recordings_and_releases, table};
use super::shown::ShownPlatforms;
use crate::compat::{Row, Table};
use crate::fault::nearest;
use crate::report;
use crate::terminal::width;

/// The most names that are listed when a name fits several trials.
const MOST_LISTED: usize = 30;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The names of trials, or parts of names that only one trial has
    #[arg(value_name = "TRIAL", required = true)]
    trials: Vec<String>,
    #[command(flatten)]
    platforms: ShownPlatforms,
    /// The form of the output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people at a terminal: each trial whole
    #[default]
    Text,
    /// For an issue or a page: one table of the steps that differ
    Markdown,
}

const EXAMPLES: &str = "Examples:
  sockshape show getsockname::bound::given_port_reads_back@AF_INET,SOCK_STREAM
  sockshape show port_of_connect_goes_with_the_peer@AF_INET
  sockshape show reads_as_zeros@AF_INET,SOCK_STREAM --platform linux,windows,illumos";

pub(super) fn show(root: &Path, arguments: &Arguments) -> CommandResult {
    let corpus = corpus(root)?;
    let mut recordings = match arguments.format {
        Format::Text => recordings_and_releases(root)?,
        // A column for each release would leave no room for the platforms.
        Format::Markdown => recordings(root)?,
    };
    let claimed = arguments.platforms.choose(&mut recordings)?;
    let table = table(&corpus, &recordings)?;
    let rows = arguments.trials.iter().map(|name| find(&table, name)).collect::<Result<Vec<_>, _>>()?;
    let text = match arguments.format {
        Format::Text => {
            let trials: Vec<String> = rows.iter().map(|row| report::show(&table, row, &claimed, width())).collect();
            trials.join("\n")
        }
        Format::Markdown => report::show_markdown(&table, &rows, &claimed),
    };
    Ok(Output { text, code: AGREES })
}

/// The trial with this name; else the only one whose name ends with `::` and this; else the only one with this
/// in its name.
fn find<'t, 'a>(table: &'t Table<'a>, name: &str) -> Result<&'t Row<'a>, Failure> {
    let end = format!("::{name}");
    let is_named = |row: &&Row| row.name.to_string() == name || row.name.to_string().ends_with(&end);
    let ending: Vec<&Row> = table.rows.iter().filter(is_named).collect();
    let containing: Vec<&Row> = table.rows.iter().filter(|row| row.name.to_string().contains(name)).collect();
    match (ending.as_slice(), containing.as_slice()) {
        ([row], _) | (_, [row]) => Ok(row),
        (_, []) => Err(unknown(table, name)),
        (_, several) => Err(ambiguous(several, name)),
    }
}

fn unknown(table: &Table, name: &str) -> Failure {
    let names = table.rows.iter().flat_map(|row| {
        let whole = row.name.to_string();
        let case = whole.split('@').next().unwrap_or_default().to_owned();
        [whole, case, row.name.stem(), row.name.case.clone()]
    });
    let names: Vec<String> = names.collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let hint = nearest(name, &names)
        .map_or("sockshape list shows all names".to_owned(), |near| format!("did you mean `{near}`?"));
    Failure::usage(format!("no trial has `{name}` in its name; {hint}"))
}

fn ambiguous(rows: &[&Row], name: &str) -> Failure {
    let names: String = rows.iter().take(MOST_LISTED).map(|row| format!("\n  {}", row.name)).collect();
    let more = rows.len().saturating_sub(MOST_LISTED);
    let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
    Failure::usage(format!("{} trials have `{name}` in their name; which one?{names}{more}", rows.len()))
}
