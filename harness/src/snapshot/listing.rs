//! What lies in the folder of a recording.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{Beneath, DESCRIPTION, Digests, Records, Whole, has_ending};
use crate::atomic_file;
use crate::fault::Fault;
use crate::files::{self, Entry, Kind};

impl Records {
    /// The digests of the accepted snapshots and their names.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn digests(&self) -> Result<Digests, Fault> {
        Digests::of(self.whole()?.iter())
    }

    /// All accepted snapshots with their contents.
    ///
    /// # Errors
    /// When a folder cannot be listed, or when there is a link, a pipe or a device in it.
    pub fn whole(&self) -> Result<Vec<Whole>, Fault> {
        Ok(self.files(None)?.into_iter().map(|(below, file)| Whole::read(below.into(), file)).collect())
    }

    /// All accepted snapshots, or those of these topics alone, by their paths below the folder of a recording: those in
    /// the folder, and those that show from beneath. They are in the order of bytes: that of paths takes much longer.
    ///
    /// # Errors
    /// When a folder cannot be listed, or when there is a link, a pipe or a device in it.
    pub fn files(&self, topics: Option<&BTreeSet<String>>) -> Result<BTreeMap<OsString, PathBuf>, Fault> {
        let mut files = self.files_beneath(topics)?;
        match topics {
            None => files.extend(self.own_files(&self.folder)?),
            Some(topics) => {
                for topic in topics {
                    files.extend(self.own_files(&self.folder.join(topic))?);
                }
            }
        }
        Ok(files)
    }

    fn files_beneath(&self, topics: Option<&BTreeSet<String>>) -> Result<BTreeMap<OsString, PathBuf>, Fault> {
        let Some(Beneath { records, hidden }) = self.beneath.as_deref() else {
            return Ok(BTreeMap::new());
        };
        let mut files = records.files(topics)?;
        let hidden: BTreeSet<PathBuf> = hidden.iter().map(|name| records.file(name)).collect();
        files.retain(|_, file| !hidden.contains(file));
        Ok(files)
    }

    /// Those in a folder, and in the folders in it.
    fn own_files(&self, folder: &Path) -> Result<BTreeMap<OsString, PathBuf>, Fault> {
        let mut files = BTreeMap::new();
        for (path, entry) in self.entries(self.below(folder))? {
            match entry.kind {
                Kind::File if has_ending(&path, "snap") => {
                    files.insert(path.strip_prefix(&self.folder).unwrap_or(&path).into(), path);
                }
                Kind::File | Kind::Folder => {}
                Kind::Link | Kind::Other => {
                    let fault = Fault::new(format!("this is {}, and a recording has none", entry.kind.noun()));
                    return Err(fault.hint("remove it, or take the recording from where it was made").of(&path));
                }
            }
        }
        Ok(files)
    }

    /// Everything in a folder and in the folders in it but the folders themselves, each with its path.
    pub(super) fn entries(&self, folder: &Path) -> Result<Vec<(PathBuf, Entry)>, Fault> {
        let mut all = Vec::new();
        let path: PathBuf = self.trusted.iter().chain(folder).collect();
        let entries = files::entries(&self.trusted, folder).map_err(|fault| fault.of(&path))?;
        for entry in entries.unwrap_or_default() {
            if entry.kind == Kind::Folder {
                all.extend(self.entries(&entry.path)?);
            } else {
                all.push((self.trusted.join(&entry.path), entry));
            }
        }
        Ok(all)
    }

    /// What lies in the folder and is neither the snapshot of a trial nor what the harness writes beside them.
    pub(super) fn strays(&self, known: &BTreeSet<PathBuf>) -> Result<Vec<PathBuf>, Fault> {
        let is_known = |(path, entry): &(PathBuf, Entry)| {
            let is_ours = *path == self.folder.join(DESCRIPTION)
                || entry.ends_with(".snap.new")
                || has_ending(path, atomic_file::UNFINISHED);
            entry.kind == Kind::File && (is_ours || known.contains(path))
        };
        let entries = self.entries(self.below(&self.folder))?;
        Ok(entries.into_iter().filter(|entry| !is_known(entry)).map(|(path, _)| path).collect())
    }
}
