//! The files of recordings, read: what each has of its trial.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cell::Cell;
use crate::case::TrialName;
use crate::fault::{Fault, parted};
use crate::platform::Edition;
use crate::recording::Recording;
use crate::snapshot::{Digests, Records, Whole, recorded_text};
use crate::transcript::SnapshotText;
use crate::workers;

/// A folder that a recording may be in.
#[derive(Debug)]
pub struct Folder {
    /// What the recording is called: its platform and release, or the folder as the user wrote it.
    name: String,
    records: Records,
}

impl Folder {
    /// That of a platform or a release in this project.
    #[must_use]
    pub fn of_edition(root: &Path, edition: &Edition) -> Self {
        Self { name: edition.to_string(), records: Records::new(root, edition.clone()) }
    }

    /// Any folder.
    #[must_use]
    pub fn at(root: &Path, path: &Path) -> Self {
        Self { name: path.display().to_string(), records: Records::within(root, path) }
    }
}

/// A recording of which no record was read yet.
pub(super) struct Unread {
    pub(super) name: String,
    pub(super) records: Records,
    pub(super) recording: Recording,
    /// The files of its records, by their paths below its folder.
    files: BTreeMap<OsString, PathBuf>,
}

/// A file of a recording, and what it has recorded, if somebody wants to know that.
#[derive(Debug)]
pub(super) struct Record {
    whole: Whole,
    cell: Option<Entry>,
}

type Entry = Result<(TrialName, Arc<Cell>), Fault>;

/// Files of records that were read, each once: a release shows most of those of the current recording.
pub(super) type Files<'f> = HashMap<&'f OsStr, Record>;

impl Unread {
    /// Lists the files of a recording: those of these topics, or all. None if there is none.
    pub(super) fn find(
        root: &Path,
        Folder { name, records }: &Folder,
        topics: Option<&BTreeSet<String>>,
    ) -> Result<Option<Self>, Vec<Fault>> {
        let Some(recording) = Recording::read(records).map_err(|fault| vec![fault])? else {
            return Ok(None);
        };
        let records = recording.over_its_base(root, records.clone()).map_err(|fault| vec![fault])?;
        let files = records.files(topics).map_err(|fault| vec![fault])?;
        Ok(Some(Self { name: name.clone(), records, recording, files }))
    }

    /// Where its records are: below its folder, and as files.
    fn places(&self) -> impl Iterator<Item = (&OsStr, &OsStr)> {
        self.files.iter().map(|(below, file)| (below.as_os_str(), file.as_os_str()))
    }

    /// What it has of each trial, by what was read from its files.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub(super) fn cells(&self, read: &Files) -> Result<BTreeMap<TrialName, Arc<Cell>>, Vec<Fault>> {
        // Records come second: what one host recorded counts more than what another could not run.
        let recorded = self.read(read).filter_map(|record| record.cell.clone());
        let (cells, faults) = parted(skipped(&self.recording, &self.records).into_iter().chain(recorded));
        if faults.is_empty() { Ok(cells.into_iter().collect()) } else { Err(faults) }
    }

    /// The digests of what was read from its files.
    pub(super) fn digests(&self, read: &Files) -> Result<Digests, Fault> {
        Digests::of(self.read(read).map(|record| &record.whole))
    }

    /// Those of its records, in the order of their paths.
    fn read<'r>(&self, read: &'r Files) -> impl Iterator<Item = &'r Record> {
        self.files.values().map(|file| &read[file.as_os_str()])
    }
}

/// Reads the records of recordings: what they say of these trials, or of all. Those of one trial, most of which are the
/// same, are read one after another.
pub(super) fn files<'u>(unread: impl Iterator<Item = &'u Unread>, trials: Option<&BTreeSet<TrialName>>) -> Files<'u> {
    let mut places: Vec<(&OsStr, &OsStr)> = unread.flat_map(Unread::places).collect();
    places.sort_unstable();
    places.dedup();
    let by_trial: Vec<&[(&OsStr, &OsStr)]> = places.chunk_by(|one, other| one.0 == other.0).collect();
    let is_wanted =
        |below: &OsStr| trials.is_none_or(|trials| trial(Path::new(below)).is_some_and(|name| trials.contains(&name)));
    let records = |places: &&[(&'u OsStr, &'u OsStr)]| records_of_a_trial(places, is_wanted(places[0].0));
    workers::map(&by_trial, workers::available(), records).into_iter().flatten().collect()
}

/// Reads files that have the same path below the folders of their recordings.
fn records_of_a_trial<'f>(places: &[(&'f OsStr, &'f OsStr)], is_wanted: bool) -> Vec<(&'f OsStr, Record)> {
    let mut all: Vec<(&OsStr, Record)> = Vec::new();
    for (below, file) in places {
        let whole = Whole::read(below.into(), file.into());
        let cell = is_wanted.then(|| entry(&whole, &all));
        all.push((file, Record { whole, cell }));
    }
    all
}

/// What a file has recorded, which may be what one of these others has.
fn entry(whole: &Whole, others: &[(&OsStr, Record)]) -> Entry {
    let same = others.iter().filter(|(_, other)| other.whole.contents == whole.contents);
    match same.filter_map(|(_, other)| other.cell.as_ref()).find(|cell| cell.is_ok()) {
        Some(cell) => cell.clone(),
        None => record(whole).map(|(name, cell)| (name, cell.into())),
    }
}

/// The trials that the description lists as skipped.
fn skipped(recording: &Recording, records: &Records) -> Vec<Entry> {
    let skipped = |(name, why): (&String, &String)| match name.parse() {
        Ok(name) => Ok((name, Cell::Skipped(why.clone()).into())),
        Err(_) => {
            let file = Recording::file(records);
            let fault = Fault::new(format!("`{name}` under `skipped` is not the name of a trial"));
            Err(fault.hint("take the file from where it was made").of(&file))
        }
    };
    recording.skipped.iter().map(skipped).collect()
}

/// The trial that has a file.
fn record(Whole { below, file, contents }: &Whole) -> Result<(TrialName, Cell), Fault> {
    let name = trial(below).ok_or_else(|| misplaced(file))?;
    let text = recorded_text(file, &name, contents.as_ref().map_err(Clone::clone)?)?;
    let text = SnapshotText::read(&text)
        .map_err(|fault| Fault::new(format!("{}: {fault}", file.display())).hint(restore_hint(&name)))?;
    Ok((name, text.into()))
}

fn misplaced(file: &Path) -> Fault {
    Fault::new(format!("{}: a record cannot have this place or name", file.display())).hint(
        "records lie at <group>/<topic>/<case>[@<variant>].snap, and sockshape writes them; remove what it did not \
         write",
    )
}

/// What to do about a record that is not as sockshape wrote it.
pub(super) fn restore_hint(name: &TrialName) -> String {
    format!(
        "it was cut short, edited, or recorded by another version; take it from version control, or remove it and \
         record {name} again"
    )
}

/// The trial that a file is of, by its path below the folder of its recording.
fn trial(name: &Path) -> Option<TrialName> {
    let name = name.with_extension("");
    let parts: Option<Vec<&str>> = name.iter().map(|part| part.to_str()).collect();
    parts?.join("::").parse().ok()
}
