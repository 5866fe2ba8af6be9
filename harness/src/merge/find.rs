//! Which recordings a folder holds, and whether it holds anything else. Only the names and kinds of files are looked
//! at, before any file is opened: a link could lead anywhere, and reading a pipe would never end.

use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use crate::problem::Fault;
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
        .flat_map(|folder| own_recording(&own, folder).map_or_else(|| foreign_files(folder, 0), |fault| vec![fault]))
        .collect();
    if faults.is_empty() { Ok(folders) } else { Err(faults) }
}

/// Whether a folder has a description of a recording in it, of whatever kind.
fn is_recording(folder: &Path) -> bool {
    folder.join(DESCRIPTION).symlink_metadata().is_ok()
}

/// The recordings in a folder that is not one itself.
fn recordings_in(folder: &Path) -> Result<Vec<PathBuf>, Vec<Fault>> {
    let paths: Vec<PathBuf> = entries(folder).map_err(|fault| vec![fault])?.iter().map(DirEntry::path).collect();
    let (recordings, others): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| is_recording(path));
    if recordings.is_empty() {
        return Err(vec![
            Fault::new(format!("{}: there is no {DESCRIPTION} in it, nor in a folder in it", folder.display()))
                .hint("name a folder that was written as snapshots/<platform> is, or one that holds such folders"),
        ]);
    }
    if others.is_empty() { Ok(recordings) } else { Err(others.iter().map(|path| no_recording(path)).collect()) }
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

/// Everything below a folder that recordings do not have. The folder lies `depth` folders below that of the recording.
fn foreign_files(folder: &Path, depth: usize) -> Vec<Fault> {
    match entries(folder) {
        Ok(entries) => entries.iter().flat_map(|entry| foreign_entry(entry, depth)).collect(),
        Err(fault) => vec![fault],
    }
}

fn foreign_entry(entry: &DirEntry, depth: usize) -> Vec<Fault> {
    let path = entry.path();
    let is_snapshot = path.extension().is_some_and(|extension| extension == "snap");
    match entry.file_type() {
        Ok(kind) if kind.is_dir() && depth < DEPTH => foreign_files(&path, depth + 1),
        Ok(kind) if kind.is_file() && depth == 0 && entry.file_name() == DESCRIPTION => Vec::new(),
        Ok(kind) if kind.is_file() && depth == DEPTH && is_snapshot => Vec::new(),
        Ok(kind) if kind.is_symlink() => vec![
            Fault::new(format!("{}: this is a link, and a recording has none", path.display()))
                .hint("remove it, and copy the recording again from the machine where it was made"),
        ],
        Ok(_) => vec![
            Fault::new(format!("{}: this does not belong to a recording", path.display()))
                .hint("remove it if you do not need it"),
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
