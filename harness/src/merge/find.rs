//! Which recordings a folder holds, and whether it holds anything else. Only the names and kinds of files are looked
//! at, before any file is opened: a link could lead anywhere, and reading a pipe would never end.

use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::files::{self, Entry, Kind};
use crate::recording::DESCRIPTION;
use crate::snapshot;

/// How deep snapshots lie below the folder of a recording: in a group and a topic.
const DEPTH: usize = 2;

/// The folders of the recordings that `named` stands for: itself, or all folders in it.
///
/// # Errors
/// When there is no recording, when there is anything else, or when it is a recording of this project: a fault for
/// each such thing.
pub(super) fn find(root: &Path, named: &Path) -> Result<Vec<PathBuf>, Vec<Fault>> {
    let folders = if is_recording(named) { vec![named.to_owned()] } else { recordings_in(named)? };
    let own = snapshot::folder(root);
    let faults: Vec<Fault> = folders
        .iter()
        .flat_map(|folder| {
            own_recording(&own, folder).map_or_else(|| foreign_files(folder, Path::new(""), 0), |fault| vec![fault])
        })
        .collect();
    if faults.is_empty() { Ok(folders) } else { Err(faults) }
}

/// Whether a folder has a description of a recording in it, of whatever kind.
fn is_recording(folder: &Path) -> bool {
    folder.join(DESCRIPTION).symlink_metadata().is_ok()
}

/// The recordings in a folder that is not one itself.
fn recordings_in(folder: &Path) -> Result<Vec<PathBuf>, Vec<Fault>> {
    let entries = entries(folder, Path::new("")).map_err(|fault| vec![fault])?;
    let (recordings, others): (Vec<Entry>, Vec<Entry>) =
        entries.into_iter().partition(|entry| entry.kind == Kind::Folder && is_recording(&folder.join(&entry.path)));
    let paths = |entries: Vec<Entry>| entries.into_iter().map(|entry| folder.join(entry.path));
    if recordings.is_empty() {
        return Err(vec![
            Fault::new(format!("{}: there is no {DESCRIPTION} in it, nor in a folder in it", folder.display()))
                .hint("name a folder that was written as snapshots/<platform> is, or one that holds such folders"),
        ]);
    }
    if others.is_empty() {
        Ok(paths(recordings).collect())
    } else {
        Err(paths(others).map(|path| no_recording(&path)).collect())
    }
}

/// Something that lies among recordings and is not one.
fn no_recording(path: &Path) -> Fault {
    Fault::new(format!("{}: there is no {DESCRIPTION} in it, so it is not a complete recording", path.display()))
        .hint("copy it again from the machine where it was made, or name only the folders that you mean")
}

/// What is wrong with a folder of recordings if it is one of this very project.
fn own_recording(own: &Path, folder: &Path) -> Option<Fault> {
    let is_own = folder.canonicalize().ok()?.starts_with(own.canonicalize().ok()?);
    is_own.then(|| {
        Fault::new(format!("{}: this is in the snapshots of this project already", folder.display()))
            .hint("name the folder of a recording that another machine has made")
    })
}

/// Everything that recordings do not have, at the path `below` the `folder` of one, which is `depth` folders below it.
fn foreign_files(folder: &Path, below: &Path, depth: usize) -> Vec<Fault> {
    match entries(folder, below) {
        Ok(entries) => entries.iter().flat_map(|entry| foreign_entry(folder, entry, depth)).collect(),
        Err(fault) => vec![fault],
    }
}

fn foreign_entry(folder: &Path, entry: &Entry, depth: usize) -> Vec<Fault> {
    let path = folder.join(&entry.path);
    match entry.kind {
        Kind::Folder if depth < DEPTH => foreign_files(folder, &entry.path, depth + 1),
        Kind::File if depth == 0 && entry.name == DESCRIPTION => Vec::new(),
        Kind::File if depth == DEPTH && entry.text().is_some_and(|name| name.ends_with(".snap")) => Vec::new(),
        Kind::Link => vec![
            Fault::new(format!("{}: this is a link, and a recording has none", path.display()))
                .hint("remove it, and copy the recording again from the machine where it was made"),
        ],
        Kind::Folder | Kind::File | Kind::Other => vec![
            Fault::new(format!("{}: this does not belong to a recording", path.display()))
                .hint("remove it if you do not need it"),
        ],
    }
}

/// What is in a folder, by name.
fn entries(folder: &Path, below: &Path) -> Result<Vec<Entry>, Fault> {
    // Joined to nothing, a path would end with a slash.
    let path: PathBuf = folder.iter().chain(below).collect();
    let entries = files::entries(folder, below).map_err(|fault| fault.of(&path))?;
    Ok(entries.unwrap_or_default())
}
