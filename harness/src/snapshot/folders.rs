//! The folder of all recordings.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::{FOLDER, Records, folder, has_ending};
use crate::atomic_file;
use crate::case::TrialName;
use crate::fault::Fault;
use crate::files::{self, Entry, Kind};
use crate::platform::{Edition, Platform};

/// What lies below `snapshots` and belongs to no trial, as paths below the root.
///
/// # Errors
/// When a folder cannot be listed.
pub fn orphans<'n>(root: &Path, names: impl Iterator<Item = &'n TrialName> + Clone) -> Result<Vec<PathBuf>, Fault> {
    let snapshots = Path::new(FOLDER);
    let mut orphans = Vec::new();
    for entry in files::entries(root, snapshots).map_err(|fault| fault.of(snapshots))?.unwrap_or_default() {
        match entry.text().and_then(|name| Edition::named(name).ok()) {
            Some(edition) if entry.kind == Kind::Folder => {
                let records = Records::new(root, edition);
                let known = names.clone().map(|name| records.own_file(name)).collect();
                orphans.extend(records.strays(&known)?);
            }
            _ => orphans.push(root.join(entry.path)),
        }
    }
    Ok(orphans.into_iter().map(|path| below(root, path)).collect())
}

/// The files that are being written, or that a program was writing when it was killed, as paths below the root.
///
/// # Errors
/// When a folder cannot be listed.
pub fn unfinished(root: &Path) -> Result<Vec<PathBuf>, Fault> {
    let all = Records { root: root.to_owned(), folder: folder(root), trusted: root.to_owned(), beneath: None };
    let is_unfinished =
        |(path, entry): &(PathBuf, Entry)| entry.kind == Kind::File && has_ending(path, atomic_file::UNFINISHED);
    let entries = all.entries(Path::new(FOLDER))?.into_iter().filter(is_unfinished);
    Ok(entries.map(|(path, _)| below(root, path)).collect())
}

/// All recordings that there may be, in the order of platforms and releases: the current one of each platform that the
/// harness knows, and those of other releases and of platforms of somebody's own that have a folder.
///
/// # Errors
/// When the folder of all snapshots cannot be listed.
pub fn editions(root: &Path) -> Result<BTreeSet<Edition>, Fault> {
    let snapshots = Path::new(FOLDER);
    let entries = files::entries(root, snapshots).map_err(|fault| fault.of(snapshots))?.unwrap_or_default();
    let folders = entries.iter().filter(|entry| entry.kind == Kind::Folder).filter_map(Entry::text);
    Ok(folders.filter_map(|name| Edition::named(name).ok()).chain(Platform::all().map(Edition::from)).collect())
}

/// Whether something below the root is no file of the recording that it lies in, or lies in the place of one. Then
/// the recording cannot be read.
#[must_use]
pub fn spoils_a_recording(root: &Path, path: &Path) -> bool {
    let parts: Vec<&OsStr> = path.iter().collect();
    let [_, recording, inside @ ..] = parts.as_slice() else {
        return false;
    };
    let is_file = files::is_there(root, path, Kind::File) == Ok(true);
    let is_of_a_recording = recording.to_str().is_some_and(|name| Edition::named(name).is_ok());
    is_of_a_recording && (inside.is_empty() || !is_file)
}

fn below(root: &Path, path: PathBuf) -> PathBuf {
    path.strip_prefix(root).map(Path::to_owned).unwrap_or(path)
}
