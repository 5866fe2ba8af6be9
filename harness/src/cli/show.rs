//! `sockshape show`.

use std::collections::BTreeSet;
use std::path::Path;

use clap::ValueEnum;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use super::select::{corpus, recordings_of, table};
use super::shown::ShownPlatforms;
use crate::case::{Corpus, TrialName};
use crate::compat::{Query, Row, Subject, Table};
use crate::fault::nearest;
use crate::platform::Platform;
use crate::report;
use crate::terminal::width;

/// The most names that are listed when a name fits several cases.
const MOST_LISTED: usize = 30;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The names of cases or trials, or words that only one case has: sockshape list says which have them
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
  sockshape show reads_as_zeros
  sockshape show 'UDP SO_REUSEADDR share'
  sockshape show reads_as_zeros@AF_INET,SOCK_STREAM --platform linux,windows,illumos";

pub(super) fn show(root: &Path, arguments: &Arguments) -> CommandResult {
    let corpus = corpus(root)?;
    let named = named(&corpus, &arguments.trials)?;
    let mut recordings = match arguments.format {
        Format::Text => recordings_of(root, |_| true, named.as_ref())?,
        // A column for each release would leave no room for the platforms.
        Format::Markdown => recordings_of(root, |edition| arguments.platforms.is_column(edition), named.as_ref())?,
    };
    let claimed = arguments.platforms.choose(root, &mut recordings)?;
    let mut table = table(&corpus, &recordings)?;
    table.rows.retain(|row| named.as_ref().is_none_or(|named| named.contains(row.name)));
    let subjects = arguments.trials.iter().map(|name| find(&table, &claimed, name)).collect::<Result<Vec<_>, _>>()?;
    let text = match arguments.format {
        Format::Text => {
            let trials: Vec<String> =
                subjects.iter().map(|subject| report::show(&table, subject, &claimed, width())).collect();
            trials.join("\n")
        }
        Format::Markdown => report::show_markdown(&table, &subjects, &claimed),
    };
    Ok(Output { text, code: AGREES })
}

/// The trials that are asked for, if the cases alone answer that: then no more has to be read of recordings. A case
/// goes before a trial that recordings alone have, unless that is asked for by its whole name.
fn named(corpus: &Corpus, names: &[String]) -> Result<Option<BTreeSet<TrialName>>, Failure> {
    let table = table(corpus, &[])?;
    let mut named = BTreeSet::new();
    for name in names {
        let rows = match called(&table, name).into_iter().find(|rows| is_one(rows)) {
            Some(rows) => rows,
            None if may_be_about_recordings(name)? => return Ok(None),
            None => rows(&table, name)?,
        };
        if rows.is_empty() {
            return Ok(None);
        }
        named.extend(rows.into_iter().map(|row| row.name.clone()));
    }
    Ok(Some(named))
}

/// Whether recordings may have to be read to know what is meant by what no case is called: the whole name of a trial
/// that they alone have, or words about what they say.
fn may_be_about_recordings(name: &str) -> Result<bool, Failure> {
    Ok(name.contains("::") || query(name)?.asks_for_records())
}

/// The trials that are called so, or whose names end with this, and those of such cases.
fn called<'t, 'a>(table: &'t Table<'a>, name: &str) -> [Vec<&'t Row<'a>>; 2] {
    let end = format!("::{name}");
    let is_called = |whole: &str| whole == name || whole.ends_with(&end);
    let called =
        |name_of: fn(&TrialName) -> String| table.rows.iter().filter(|row| is_called(&name_of(row.name))).collect();
    [called(ToString::to_string), called(TrialName::case_name)]
}

/// Whether there are such trials, and all are of one case.
fn is_one(rows: &[&Row]) -> bool {
    rows.first().is_some_and(|first| rows.iter().all(|row| row.name.is_of_case(first.name)))
}

/// What a name or words stand for: a trial, or a case.
fn find<'t, 'a>(table: &'t Table<'a>, claimed: &[Platform], name: &str) -> Result<Subject<'t, 'a>, Failure> {
    match rows(table, name)?[..] {
        [] => Err(unknown(table, name)),
        [row] => Ok(Subject::trial(row)),
        ref rows => Ok(Subject::case(table, rows, claimed)),
    }
}

/// The trials that a name or words stand for, all of one case: no trial if they stand for nothing.
fn rows<'t, 'a>(table: &'t Table<'a>, name: &str) -> Result<Vec<&'t Row<'a>>, Failure> {
    match by_name(table, name)? {
        Some(rows) => Ok(rows),
        None => by_words(table, name),
    }
}

/// The trial with this name, or those of the case; else the only one whose name ends with `::` and this; else the only
/// one with this in its name.
fn by_name<'t, 'a>(table: &'t Table<'a>, name: &str) -> Result<Option<Vec<&'t Row<'a>>>, Failure> {
    let [trials, cases] = called(table, name);
    let containing: Vec<&Row> = table.rows.iter().filter(|row| row.name.to_string().contains(name)).collect();
    match [trials, cases, containing.clone()].into_iter().find(|rows| is_one(rows)) {
        Some(rows) => Ok(Some(rows)),
        None if containing.is_empty() => Ok(None),
        None => Err(ambiguous(&containing, &in_names(name))),
    }
}

/// The trials of the only case that meets a query, or meets it best: no trial if no case does.
fn by_words<'t, 'a>(table: &'t Table<'a>, words: &str) -> Result<Vec<&'t Row<'a>>, Failure> {
    let rows = query(words)?.select_best(table);
    if rows.is_empty() || is_one(&rows) { Ok(rows) } else { Err(ambiguous(&rows, &format!("have `{words}`"))) }
}

fn query(words: &str) -> Result<Query, Failure> {
    Query::read(&[words]).map_err(|fault| Failure::usage(fault.with_hint()))
}

fn in_names(name: &str) -> String {
    format!("have `{name}` in the names of their trials")
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

/// The cases of these trials, which all `have` something.
fn ambiguous(rows: &[&Row], have: &str) -> Failure {
    let mut cases: Vec<(String, usize)> = Vec::new();
    for row in rows {
        match cases.iter_mut().find(|(case, _)| *case == row.name.case_name()) {
            Some((_, trials)) => *trials += 1,
            None => cases.push((row.name.case_name(), 1)),
        }
    }
    let line = |(case, trials): &(String, usize)| match trials {
        1 => format!("\n  {case}"),
        trials => format!("\n  {case}, {trials} trials"),
    };
    let names: String = cases.iter().take(MOST_LISTED).map(line).collect();
    let more = cases.len().saturating_sub(MOST_LISTED);
    let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
    Failure::usage(format!("{} cases {have}; which one?{names}{more}", cases.len()))
}
