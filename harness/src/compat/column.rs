//! One recording: the folder of a platform, or any folder of that form.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::cell::Cell;
use super::reading::{Files, Folder, Unread, files};
use crate::case::TrialName;
use crate::fault::{Fault, parted};
use crate::platform::{Edition, Platform};
use crate::recording::Recording;
use crate::snapshot::{Records, editions, topic_of};
use crate::workers;

/// A recording: what it has of all trials, or of those that were wanted.
#[derive(Debug)]
pub struct Column {
    /// The name of the platform, or the folder as the user wrote it.
    pub name: String,
    /// Where its records lie.
    pub records: Records,
    /// What it was made on.
    pub recording: Recording,
    /// The topics of which snapshots, as far as they were read, are not the ones that its description was written for.
    changed: BTreeSet<String>,
    cells: BTreeMap<TrialName, Arc<Cell>>,
}

impl Column {
    /// Reads the recording of a platform. None if the platform has not been recorded.
    ///
    /// # Errors
    /// Everything that is wrong with its files.
    pub fn of_platform(root: &Path, platform: Platform) -> Result<Option<Self>, Vec<Fault>> {
        Self::of_edition(root, &platform.into())
    }

    /// Reads a recording of this project. None if there is none.
    ///
    /// # Errors
    /// Everything that is wrong with its files.
    pub fn of_edition(root: &Path, edition: &Edition) -> Result<Option<Self>, Vec<Fault>> {
        Self::alone(root, Folder::of_edition(root, edition))
    }

    /// Reads the recording in a folder. None if the folder has no recording.yaml.
    ///
    /// # Errors
    /// Everything that is wrong with its files.
    pub fn of_folder(root: &Path, folder: &Path) -> Result<Option<Self>, Vec<Fault>> {
        Self::alone(root, Folder::at(root, folder))
    }

    fn alone(root: &Path, folder: Folder) -> Result<Option<Self>, Vec<Fault>> {
        Self::of_each(root, &[folder], None).pop().unwrap_or(Ok(None))
    }

    /// Reads the current recordings of all platforms, in the order of platforms.
    ///
    /// # Errors
    /// Everything that is wrong with the files of all of them.
    pub fn all(root: &Path) -> Result<Vec<Self>, Vec<Fault>> {
        let editions = editions(root).map_err(|fault| vec![fault])?;
        Self::of_editions(root, editions.into_iter().filter(|edition| edition.release.is_none()))
    }

    /// Reads those of these recordings that there are, in this order.
    ///
    /// # Errors
    /// Everything that is wrong with the files of all of them.
    pub fn of_editions(root: &Path, editions: impl Iterator<Item = Edition>) -> Result<Vec<Self>, Vec<Fault>> {
        Self::of_trials(root, editions, None)
    }

    /// The same, of these trials alone. Nothing is read of other topics than theirs.
    ///
    /// # Errors
    /// Everything that is wrong with the files of these topics.
    pub fn of_trials(
        root: &Path,
        editions: impl Iterator<Item = Edition>,
        trials: Option<&BTreeSet<TrialName>>,
    ) -> Result<Vec<Self>, Vec<Fault>> {
        let folders: Vec<Folder> = editions.map(|edition| Folder::of_edition(root, &edition)).collect();
        let (columns, faults) = parted(Self::of_each(root, &folders, trials));
        let faults: Vec<Fault> = faults.into_iter().flatten().collect();
        if faults.is_empty() { Ok(columns.into_iter().flatten().collect()) } else { Err(faults) }
    }

    /// Reads the recordings in these folders, of these trials alone or of all, in this order: none where there is none,
    /// or everything that is wrong with its files. What lies beneath several of them is read once.
    pub fn of_each(
        root: &Path,
        folders: &[Folder],
        trials: Option<&BTreeSet<TrialName>>,
    ) -> Vec<Result<Option<Self>, Vec<Fault>>> {
        let topics = trials.map(|trials| trials.iter().map(topic_of).collect());
        let found = workers::map(folders, workers::available(), |folder| Unread::find(root, folder, topics.as_ref()));
        let files = files(found.iter().filter_map(|found| found.as_ref().ok()?.as_ref()), trials);
        workers::map(&found, workers::available(), |found| match found {
            Ok(Some(unread)) => Self::of(unread, &files, topics.as_ref()).map(Some),
            Ok(None) => Ok(None),
            Err(faults) => Err(faults.clone()),
        })
    }

    /// A recording by what was read from its files of these topics, or of all.
    fn of(unread: &Unread, files: &Files, topics: Option<&BTreeSet<String>>) -> Result<Self, Vec<Fault>> {
        let cells = unread.cells(files)?;
        // If one of them cannot be read, which a trial that was not wanted may have, all count as changed.
        let found = unread.digests(files).unwrap_or_default();
        let Unread { name, records, recording, .. } = unread;
        Ok(Self {
            name: name.clone(),
            records: records.clone(),
            changed: recording.snapshots.differ(&found, topics),
            recording: recording.clone(),
            cells,
        })
    }

    /// The shards of a recording as one, under this name: what they have must not overlap.
    ///
    /// # Errors
    /// When there is none, or when a snapshot cannot be read.
    pub fn joined(name: String, shards: Vec<Self>) -> Result<Self, Fault> {
        let join = |below: Self, shard: Self| {
            let records = shard.records.over(below.records, BTreeSet::new());
            let skipped = below.recording.skipped.into_iter().chain(shard.recording.skipped).collect();
            // That of the last, as if one run had made all.
            let date = below.recording.date.max(shard.recording.date);
            let recording = Recording { skipped, date, shard: None, ..below.recording };
            let changed = below.changed.into_iter().chain(shard.changed).collect();
            let cells = below.cells.into_iter().chain(shard.cells).collect();
            Self { name: shard.name, records, recording, changed, cells }
        };
        let joined = shards.into_iter().reduce(join);
        let mut joined = joined.ok_or_else(|| Fault::new("there is no shard").hint("name the folder of one"))?;
        joined.recording.snapshots = joined.records.digests()?;
        Ok(Self { name, ..joined })
    }

    /// Whether its snapshots, as far as they were read, are the ones that its description was written for.
    #[must_use]
    pub fn is_as_recorded(&self) -> bool {
        self.changed.is_empty()
    }

    /// That its snapshots are not those, as a sentence. None if they are.
    #[must_use]
    pub fn change(&self) -> Option<String> {
        const MOST_NAMED: usize = 3;
        let Self { name, changed, recording: Recording { date, .. }, .. } = self;
        let named: Vec<&str> = changed.iter().map(String::as_str).take(MOST_NAMED).collect();
        let more = changed.len() - named.len();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let topics = named.join(", ") + &more;
        let sentence = || format!("snapshots of {name} were changed since it was recorded on {date}, in {topics}");
        (!changed.is_empty()).then(sentence)
    }

    /// Whether it is kept as what differs from the current recording of its own platform: that of another release.
    #[must_use]
    pub fn is_release_of(&self, current: &Self) -> bool {
        let base = self.recording.base.as_ref().map(|base| base.recording.to_string());
        self.recording.platform == current.recording.platform && base.as_ref() == Some(&current.name)
    }

    /// The trials that it knows, recorded or skipped.
    pub fn names(&self) -> impl Iterator<Item = &TrialName> {
        self.cells.keys()
    }

    /// What it has of a trial, if that was read.
    #[must_use]
    pub fn cell(&self, name: &TrialName) -> &Cell {
        self.cells.get(name).map_or(&Cell::Unrecorded, Arc::as_ref)
    }
}
