//! `sockshape diff`.

use std::path::Path;

use clap::ValueEnum;

use super::asked::Asked;
use super::exit_code::{AGREES, DIFFERS};
use super::output::{CommandResult, Failure, Output, json};
use super::select::{corpus, is_folder, no_platform, no_recording, table};
use crate::compat::{Column, Difference, Folder, Side};
use crate::fault::Fault;
use crate::platform::{Edition, Platform};
use crate::recording::Recording;
use crate::report;
use crate::snapshot::{Records, editions};
use crate::terminal::width;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A platform, a release of it that has been recorded, or the folder of a recording. Of a platform that nobody
    /// recorded, it is compared what the cases claim
    #[arg(value_name = "A")]
    left: String,
    /// Another platform, release or folder
    #[arg(value_name = "B")]
    right: String,
    #[command(flatten)]
    asked: Asked,
    /// The form of the output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLES: &str = "Examples:
  sockshape diff linux linux-musl getaddrinfo
  sockshape diff linux windows bind
  sockshape diff gvisor gvisor@20221219
  sockshape diff snapshots/linux /tmp/other/snapshots/linux
  sockshape diff linux linux-musl --format markdown";

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people at a terminal
    #[default]
    Text,
    /// For an issue or a pull request
    Markdown,
    /// For programs; sockshape schema diff prints its schema
    Json,
}

pub(super) fn diff(root: &Path, arguments: &Arguments) -> CommandResult {
    let corpus = corpus(root)?;
    let (columns, sides) = sides(root, compared(root, [&arguments.left, &arguments.right])?)?;
    let table = table(&corpus, &columns)?;
    let names = arguments.asked.rows(root, &corpus, &table)?;
    let difference = Difference::between(&table, sides, |name| names.contains(name));
    let text = match arguments.format {
        Format::Text => report::diff(&difference, width()),
        Format::Markdown => report::diff_markdown(&difference),
        Format::Json => json(&difference),
    };
    Ok(Output { text, code: if difference.is_none() { AGREES } else { DIFFERS } })
}

/// What an argument names.
enum Compared {
    Recording(Box<Column>),
    /// A platform that has not been recorded.
    Claims(Platform),
}

/// What two arguments name, each the recording of a platform, or the one in a folder, or a platform without a recording.
fn compared(root: &Path, arguments: [&str; 2]) -> Result<[Compared; 2], Failure> {
    let [left, right] = arguments.map(|argument| folder(root, argument));
    let mut read = Column::of_each(root, &[left?, right?], None).into_iter();
    let [left, right] = arguments.map(|argument| {
        let column = read.next().unwrap_or(Ok(None)).map_err(|faults| Failure::recordings(&faults))?;
        column.map_or_else(|| no_column(root, argument), |column| Ok(Compared::Recording(Box::new(column))))
    });
    Ok([left?, right?])
}

/// The folder that an argument names.
fn folder(root: &Path, argument: &str) -> Result<Folder, Failure> {
    match Edition::named(argument) {
        Ok(edition) => Ok(Folder::of_edition(root, &edition)),
        Err(_) if is_folder(argument) => Ok(Folder::at(root, Path::new(argument))),
        Err(_) if argument.contains(['/', '\\']) => Err(Failure::usage(format!("there is no folder {argument}"))),
        Err(fault) => Err(no_platform(root, fault, argument)),
    }
}

/// What an argument names that no recording is of.
fn no_column(root: &Path, argument: &str) -> Result<Compared, Failure> {
    let fault = match Edition::named(argument) {
        Ok(edition) if edition.release.is_none() => return Ok(Compared::Claims(edition.platform)),
        Ok(edition) => unrecorded(root, &edition),
        Err(_) => no_recording(Path::new(argument)),
    };
    Err(Failure::recordings(&[fault]))
}

/// The recordings that are compared, and the two sides. Where nothing has been recorded at all, there is nothing that
/// claims could be held against.
fn sides(root: &Path, compared: [Compared; 2]) -> Result<(Vec<Column>, [Side; 2]), Failure> {
    let mut columns = Vec::new();
    let sides = compared.map(|one| match one {
        Compared::Recording(column) => {
            columns.push(*column);
            Side::Recorded(columns.len() - 1)
        }
        Compared::Claims(platform) => Side::Claimed(platform),
    });
    match (&mut columns[..], sides) {
        ([left, right], _) => [left.name, right.name] = short(&left.name, &right.name),
        ([], [Side::Claimed(platform), _]) if recorded(root).is_empty() => {
            return Err(Failure::recordings(&[unrecorded(root, &platform.into())]));
        }
        _ => {}
    }
    Ok((columns, sides))
}

/// Names for two folders: as much of the end of their paths as tells them apart.
fn short(left: &str, right: &str) -> [String; 2] {
    let end = |path: &str, length: usize| {
        let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
        parts[parts.len().saturating_sub(length)..].join("/")
    };
    let mut names = (1..=left.len().max(right.len())).map(|length| [left, right].map(|path| end(path, length)));
    names.find(|[left, right]| left != right).unwrap_or_else(|| [left, right].map(str::to_owned))
}

/// The names of all recordings.
fn recorded(root: &Path) -> Vec<String> {
    let is_recorded =
        |edition: &Edition| Recording::read(&Records::new(root, edition.clone())).is_ok_and(|read| read.is_some());
    let editions = editions(root).unwrap_or_default();
    editions.iter().filter(|edition| is_recorded(edition)).map(Edition::to_string).collect()
}

fn unrecorded(root: &Path, edition: &Edition) -> Fault {
    let recorded = recorded(root);
    let fault = Fault::new(format!("{edition} has not been recorded"));
    if recorded.is_empty() {
        fault.hint("no platform has; ci/record records this one")
    } else {
        fault.hint(format!("these have: {}", recorded.join(", ")))
    }
}
