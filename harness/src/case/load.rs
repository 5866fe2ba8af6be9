//! Finds the case files of a project and reads them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::model::{Corpus, Topic, case_file};
use super::read::read_topic;
use crate::fault::Fault;
use crate::files::{self, Entry, Kind};
use crate::notation::check_name;
use crate::problem::Problem;
use crate::source::SourceFile;
use crate::workers;
use crate::yaml::{self, MOST_BYTES};

/// The folder of the case files, below the root of the project.
const FOLDER: &str = "cases";

/// How many files are worth a thread. A busy machine takes longer to run a new thread than to read a few files.
const FILES_OF_A_THREAD: usize = 64;

/// Reads every case file below `root`.
///
/// # Errors
/// All problems of all files. A project without a case file has that one problem.
pub fn load(root: &Path) -> Result<Corpus, Vec<Problem>> {
    let found = find(root);
    let (mut topics, mut problems) = (Vec::new(), Vec::new());
    for topic in workers::map(&found, readers(found.len()), |found| found.read(root)) {
        match topic {
            Ok(topic) => topics.push(topic),
            Err(found) => problems.extend(found),
        }
    }
    if topics.is_empty() && problems.is_empty() {
        let fault = Fault::new("there is no case file");
        let fault =
            fault.hint("put one at cases/<group>/<topic>.yaml, or name a checkout with --root or SOCKSHAPE_ROOT");
        problems.push(whole_file(&root.join(FOLDER), fault));
    }
    if problems.is_empty() { Ok(Corpus { topics }) } else { Err(problems) }
}

/// How many threads read this many files. With few files, the number of processors is not even looked up: on Linux that
/// reads files too.
fn readers(files: usize) -> usize {
    match files / FILES_OF_A_THREAD {
        0 | 1 => 1,
        most => workers::available().min(most),
    }
}

/// The paths below `root` of everything that [`load`] reads there, or finds fault with.
#[must_use]
pub fn case_paths(root: &Path) -> Vec<PathBuf> {
    let path = |found| match found {
        Found::Case { group, topic } => case_file(&group, &topic),
        Found::Misplaced(path, _) => path,
    };
    find(root).into_iter().map(path).collect()
}

/// Reads the case file of one topic.
///
/// # Errors
/// All problems of the file.
pub fn load_topic(root: &Path, group: &str, topic: &str) -> Result<Topic, Vec<Problem>> {
    let path = case_file(group, topic);
    let bytes = read(root, &path, group, topic).map_err(|fault| vec![whole_file(&path, fault)])?;
    let source = Arc::new(SourceFile::new(path, String::from_utf8_lossy(&bytes)));
    yaml::check_text(&bytes).map_err(|error| vec![Problem::new(&source, Some(error.location), error.fault)])?;
    read_topic(&source, group, topic)
}

fn read(root: &Path, path: &Path, group: &str, topic: &str) -> Result<Vec<u8>, Fault> {
    check_name(group, "a group")?;
    check_name(topic, "a topic")?;
    files::read(root, path, MOST_BYTES)?
        .ok_or_else(|| Fault::new("there is no such file").hint("sockshape new writes a case file to start from"))
}

/// A problem of a file or a folder as a whole.
fn whole_file(path: &Path, fault: Fault) -> Problem {
    Problem::new(&Arc::new(SourceFile::new(path, "")), None, fault)
}

/// What was found below `cases`.
enum Found {
    /// A case file.
    Case { group: String, topic: String },
    /// Something that would never be run, and why.
    Misplaced(PathBuf, Fault),
}

impl Found {
    fn read(&self, root: &Path) -> Result<Topic, Vec<Problem>> {
        match self {
            Self::Case { group, topic } => load_topic(root, group, topic),
            Self::Misplaced(path, fault) => Err(vec![whole_file(path, fault.clone())]),
        }
    }
}

/// Everything below `cases` that is a case file or might be meant as one, in the order of the paths.
fn find(root: &Path) -> Vec<Found> {
    let folder = Path::new(FOLDER);
    listed(root, folder, |entry| match (entry.kind, entry.text()) {
        (Kind::Folder, Some(group)) => match check_name(group, "a group") {
            Ok(()) => listed(root, &entry.path, |entry| found(group, entry)),
            Err(fault) => misplaced(entry, fault),
        },
        _ => misplaced(entry, stray(entry)),
    })
}

/// What `look` finds in a folder. A folder that cannot be listed is misplaced itself. Pages of notes, hidden files and
/// the copies that editors leave are passed over.
fn listed(root: &Path, folder: &Path, look: impl Fn(&Entry) -> Vec<Found>) -> Vec<Found> {
    let is_aside = |entry: &&Entry| {
        let is_file = entry.kind == Kind::File;
        let is_unsaved = entry.name.as_encoded_bytes().starts_with(b"#") && entry.ends_with("#");
        entry.name.as_encoded_bytes().starts_with(b".")
            || is_file && (is_unsaved || entry.ends_with(".md") || entry.ends_with("~"))
    };
    match files::entries(root, folder) {
        Ok(entries) => entries.unwrap_or_default().iter().filter(|entry| !is_aside(entry)).flat_map(look).collect(),
        Err(fault) => vec![Found::Misplaced(folder.to_owned(), fault)],
    }
}

/// What an entry in the folder of a group is.
fn found(group: &str, entry: &Entry) -> Vec<Found> {
    match entry.text().and_then(|name| name.strip_suffix(".yaml")) {
        Some(topic) if entry.kind == Kind::File => match check_name(topic, "a topic") {
            Ok(()) => vec![Found::Case { group: group.to_owned(), topic: topic.to_owned() }],
            Err(fault) => misplaced(entry, fault),
        },
        _ => misplaced(entry, stray(entry)),
    }
}

fn misplaced(entry: &Entry, fault: Fault) -> Vec<Found> {
    vec![Found::Misplaced(entry.path.clone(), fault)]
}

/// Why an entry is not a case file.
fn stray(entry: &Entry) -> Fault {
    let place = "case files lie at cases/<group>/<topic>.yaml";
    match entry.kind {
        Kind::Link | Kind::Other => Fault::new(format!("this is {}, so it is not read", entry.kind.noun()))
            .hint(format!("{place}, as regular files")),
        _ if entry.text().is_none() => Fault::new("this name is not UTF-8").hint("rename it"),
        Kind::Folder => Fault::new("a folder cannot lie here").hint(place),
        Kind::File if entry.ends_with(".yaml") || entry.ends_with(".yml") => {
            Fault::new("this path cannot be that of a case file")
                .hint(format!("{place}, both in lower-case letters, digits and `_`"))
        }
        Kind::File => Fault::new("this is not a case file, so it is never run")
            .hint(format!("{place}; notes belong in a file whose name ends with `.md`")),
    }
}
