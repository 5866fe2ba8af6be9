//! `sockshape show`.

use std::path::Path;

use clap::ValueEnum;

use super::{AGREES, Done, Failure, Printed, corpus};
use crate::compat::{Column, Row, Table};
use crate::problem::nearest;
use crate::report;
use crate::terminal::width;

/// The most names that are listed where several are meant.
const MOST_LISTED: usize = 30;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The names of trials, or parts of them that no others have
    #[arg(value_name = "TRIAL", required = true)]
    trials: Vec<String>,
    /// In what form to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// In what form to print.
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
  sockshape show port_of_connect_goes_with_the_peer@AF_INET";

pub(super) fn show(root: &Path, arguments: &Arguments) -> Done {
    let corpus = corpus(root)?;
    let columns = Column::all(root).map_err(|faults| Failure::recordings(&faults))?;
    let table = Table::new(&corpus, &columns).map_err(|faults| Failure::recordings(&faults))?;
    let rows = arguments.trials.iter().map(|name| find(&table, name)).collect::<Result<Vec<_>, _>>()?;
    let text = match arguments.format {
        Format::Text => {
            let shown: Vec<String> = rows.iter().map(|row| report::show(&table, row, width())).collect();
            shown.join("\n")
        }
        Format::Markdown => report::show_markdown(&table, &rows),
    };
    Ok(Printed { text, code: AGREES })
}

/// The trial with this name, or the only one whose name ends with it from some `::` on, or the only one with it in its name.
fn find<'m, 'a>(table: &'m Table<'a>, name: &str) -> Result<&'m Row<'a>, Failure> {
    let end = format!("::{name}");
    let named = |row: &&Row| row.name.to_string() == name || row.name.to_string().ends_with(&end);
    let ending: Vec<&Row> = table.rows.iter().filter(named).collect();
    let containing: Vec<&Row> = table.rows.iter().filter(|row| row.name.to_string().contains(name)).collect();
    match (ending.as_slice(), containing.as_slice()) {
        ([row], _) | (_, [row]) => Ok(row),
        (_, []) => Err(unknown(table, name)),
        (_, several) => Err(ambiguous(several, name)),
    }
}

fn unknown(table: &Table, name: &str) -> Failure {
    let known: Vec<String> = table
        .rows
        .iter()
        .flat_map(|row| {
            let whole = row.name.to_string();
            let case = whole.split('@').next().unwrap_or_default().to_owned();
            [whole, case, row.name.stem(), row.name.case.clone()]
        })
        .collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let hint = nearest(name, &known)
        .map_or("sockshape list names them all".to_owned(), |near| format!("did you mean `{near}`?"));
    Failure::usage(format!("no trial has `{name}` in its name; {hint}"))
}

fn ambiguous(rows: &[&Row], name: &str) -> Failure {
    let names: String = rows.iter().take(MOST_LISTED).map(|row| format!("\n  {}", row.name)).collect();
    let more = rows.len().saturating_sub(MOST_LISTED);
    let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
    Failure::usage(format!("{} trials have `{name}` in their name; which of them?{names}{more}", rows.len()))
}
