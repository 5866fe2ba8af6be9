//! `sockshape diff`.

use std::path::Path;

use clap::ValueEnum;

use super::asked::Asked;
use super::exit_code::{AGREES, DIFFERS};
use super::output::{CommandResult, Failure, Output, json};
use super::select::{corpus, is_folder, no_platform, no_recording, recorded, table, unrecorded};
use crate::compat::{Column, Difference, Folder, Side};
use crate::fault::Fault;
use crate::platform::{Edition, Platform};
use crate::report;
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

/// Where an argument says that a recording is.
enum Place<'a> {
    /// Below the root of the project.
    Edition(Edition),
    /// In a folder of the user's.
    Folder(&'a Path),
}

impl<'a> Place<'a> {
    fn named(root: &Path, argument: &'a str) -> Result<Self, Failure> {
        match Edition::named(argument) {
            Ok(edition) => Ok(Self::Edition(edition)),
            Err(_) if is_folder(argument) => Ok(Self::Folder(Path::new(argument))),
            Err(_) if argument.contains(['/', '\\']) => Err(Failure::usage(format!("there is no folder {argument}"))),
            Err(fault) => Err(no_platform(root, fault, argument)),
        }
    }

    fn folder(&self, root: &Path) -> Folder {
        match self {
            Self::Edition(edition) => Folder::of_edition(root, edition),
            Self::Folder(path) => Folder::at(root, path),
        }
    }

    /// What is compared, if this was read there.
    fn with(self, root: &Path, read: Result<Option<Column>, Vec<Fault>>) -> Result<Compared, Failure> {
        match (read, self) {
            (Ok(Some(column)), _) => Ok(Compared::Recording(Box::new(column))),
            (Ok(None), Self::Edition(Edition { platform, release: None })) => Ok(Compared::Claims(platform)),
            (Ok(None), Self::Edition(edition)) => Err(Failure::recordings(&[unrecorded(root, &edition)])),
            (Ok(None), Self::Folder(path)) => Err(Failure::recordings(&[no_recording(path)])),
            (Err(faults), _) => Err(Failure::recordings(&faults)),
        }
    }
}

/// What two arguments name: each the recording of a platform, or the one in a folder, or a platform that has none.
fn compared(root: &Path, arguments: [&str; 2]) -> Result<[Compared; 2], Failure> {
    let [left, right] = arguments.map(|argument| Place::named(root, argument));
    let (left, right) = (left?, right?);
    let read = Column::of_each(root, &[left.folder(root), right.folder(root)], None);
    let [of_left, of_right] = <[_; 2]>::try_from(read).expect("a result for each folder");
    Ok([left.with(root, of_left)?, right.with(root, of_right)?])
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
