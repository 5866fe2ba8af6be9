//! Which recordings a folder holds, and whether they are nothing else. Only names and kinds of files are looked at, before any is opened:
//! a link could lead anywhere, and a pipe would never end.

use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::recording::DESCRIPTION;
use crate::snapshot;

/// How deep snapshots lie below the folder of a recording: in a group and a topic.
const DEEP: usize = 2;

/// The folders of the recordings that are meant by a folder: itself, or all that it holds.
///
/// # Errors
/// When there is none, when there is anything else in it, or when it is one of this project's own: everything of that.
pub(super) fn find(root: &Path, meant: &Path) -> Result<Vec<PathBuf>, Vec<Fault>> {
    let folders = if is_described(meant) { vec![meant.to_owned()] } else { held(meant)? };
    let own = snapshot::folder(root);
    let faults: Vec<Fault> = folders
        .iter()
        .flat_map(|folder| is_own(&own, folder).map_or_else(|| foreign(folder, 0), |fault| vec![fault]))
        .collect();
    if faults.is_empty() { Ok(folders) } else { Err(faults) }
}

/// Whether a folder has a description of a recording in it, of whatever kind.
fn is_described(folder: &Path) -> bool {
    folder.join(DESCRIPTION).symlink_metadata().is_ok()
}

/// The folders within a folder that is no recording itself.
fn held(folder: &Path) -> Result<Vec<PathBuf>, Vec<Fault>> {
    let paths: Vec<PathBuf> = entries(folder).map_err(|fault| vec![fault])?.iter().map(DirEntry::path).collect();
    let (described, others): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| is_described(path));
    if described.is_empty() {
        return Err(vec![
            Fault::new(format!("{}: there is no {DESCRIPTION} in it, nor in a folder in it", folder.display()))
                .hint("name a folder that was written as snapshots/<platform> is, or one that holds such folders"),
        ]);
    }
    if others.is_empty() { Ok(described) } else { Err(others.iter().map(|path| beside(path)).collect()) }
}

/// What lies beside recordings and is none.
fn beside(path: &Path) -> Fault {
    Fault::new(format!("{}: there is no {DESCRIPTION} in it, so it is no recording, or not all of one", path.display()))
        .hint("take it once more from where it was made, or name only the folders that you mean")
}

/// What is wrong with a folder of recordings of this very project.
fn is_own(own: &Path, folder: &Path) -> Option<Fault> {
    let is_own = folder.canonicalize().ok()?.starts_with(own.canonicalize().ok()?);
    is_own.then(|| {
        Fault::new(format!("{}: this is in the snapshots of this project already", folder.display()))
            .hint("name the folder of a recording that another machine has made")
    })
}

/// Everything below a folder, `depth` below that of the recording, that recordings do not have.
fn foreign(folder: &Path, depth: usize) -> Vec<Fault> {
    match entries(folder) {
        Ok(entries) => entries.iter().flat_map(|entry| stranger(entry, depth)).collect(),
        Err(fault) => vec![fault],
    }
}

fn stranger(entry: &DirEntry, depth: usize) -> Vec<Fault> {
    let path = entry.path();
    let is_snapshot = path.extension().is_some_and(|extension| extension == "snap");
    match entry.file_type() {
        Ok(kind) if kind.is_dir() && depth < DEEP => foreign(&path, depth + 1),
        Ok(kind) if kind.is_file() && depth == 0 && entry.file_name() == DESCRIPTION => Vec::new(),
        Ok(kind) if kind.is_file() && depth == DEEP && is_snapshot => Vec::new(),
        Ok(kind) if kind.is_symlink() => {
            vec![
                Fault::new(format!("{}: this is a link, and a recording has none", path.display()))
                    .hint("remove it, and take the recording once more from where it was made"),
            ]
        }
        Ok(_) => vec![
            Fault::new(format!("{}: this is no part of a recording", path.display()))
                .hint("remove it, if it is none of yours"),
        ],
        Err(error) => vec![Fault::new(format!("{}: {error}", path.display()))],
    }
}

/// What is in a folder, by name.
fn entries(folder: &Path) -> Result<Vec<DirEntry>, Fault> {
    let read = || fs::read_dir(folder)?.collect::<Result<Vec<DirEntry>, _>>();
    let mut entries = read().map_err(|error| Fault::new(format!("{}: {error}", folder.display())))?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}
