//! One recording: the folder of a platform, or any folder of that form.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::cell::Cell;
use crate::case::TrialName;
use crate::fault::Fault;
use crate::platform::{Edition, Platform};
use crate::recording::Recording;
use crate::snapshot::{Records, Whole, digest_of, editions, recorded_text};
use crate::transcript::SnapshotText;
use crate::workers;

/// A recording, read whole.
#[derive(Debug)]
pub struct Column {
    /// The name of the platform, or the folder as the user wrote it.
    pub name: String,
    /// Where its records lie.
    pub records: Records,
    /// What it was made on.
    pub recording: Recording,
    /// Whether its snapshots are the ones that its description was written for.
    pub is_as_recorded: bool,
    cells: BTreeMap<TrialName, Arc<Cell>>,
}

/// Files of records that were read.
type Files = BTreeMap<PathBuf, Arc<Record>>;

/// A file of a recording, and what it has recorded.
#[derive(Debug)]
struct Record {
    whole: Whole,
    cell: Result<(TrialName, Arc<Cell>), Fault>,
}

impl Record {
    fn read(below: PathBuf, file: PathBuf) -> Self {
        let whole = Whole::read(below, file);
        Self { cell: record(&whole).map(|(name, cell)| (name, cell.into())), whole }
    }
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
        Self::read_alone(root, edition.to_string(), Records::new(root, edition.clone()))
    }

    /// Reads the recording in a folder. None if the folder has no recording.yaml.
    ///
    /// # Errors
    /// Everything that is wrong with its files.
    pub fn of_folder(root: &Path, folder: &Path) -> Result<Option<Self>, Vec<Fault>> {
        Self::read_alone(root, folder.display().to_string(), Records::within(root, folder))
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
        let editions: Vec<Edition> = editions.collect();
        let mut known = Files::new();
        let mut columns: Vec<Option<Self>> = editions.iter().map(|_| None).collect();
        let mut faults = Vec::new();
        // Most of what a release shows are the files of the current recording, which need not be read again.
        for is_release in [false, true] {
            let now = |index: &usize| editions[*index].release.is_some() == is_release;
            let now: Vec<usize> = (0..editions.len()).filter(now).collect();
            let workers = thread::available_parallelism().map_or(1, usize::from);
            let read = workers::map(&now, workers, |index| {
                let edition = &editions[*index];
                Self::read(root, edition.to_string(), Records::new(root, edition.clone()), &known)
            });
            for (index, read) in now.into_iter().zip(read) {
                match read {
                    Ok(None) => {}
                    Ok(Some((column, files))) => {
                        columns[index] = Some(column);
                        known.extend(files);
                    }
                    Err(found) => faults.extend(found),
                }
            }
        }
        if faults.is_empty() { Ok(columns.into_iter().flatten().collect()) } else { Err(faults) }
    }

    /// Reads a recording, but for files that are known. Returns its files as well.
    fn read(root: &Path, name: String, records: Records, known: &Files) -> Result<Option<(Self, Files)>, Vec<Fault>> {
        let Some(recording) = Recording::read(&records).map_err(|fault| vec![fault])? else {
            return Ok(None);
        };
        let records = recording.over_its_base(root, records).map_err(|fault| vec![fault])?;
        let listed = records.files().map_err(|fault| vec![fault])?;
        let read = |(below, file): (PathBuf, PathBuf)| match known.get(&file) {
            Some(record) => record.clone(),
            None => Arc::new(Record::read(below, file)),
        };
        let all: Vec<Arc<Record>> = listed.into_iter().map(read).collect();
        let (mut cells, mut faults) = (BTreeMap::new(), Vec::new());
        for entry in skipped(&recording, &records).into_iter().chain(all.iter().map(|record| record.cell.clone())) {
            match entry {
                // Records come second: what one host recorded counts more than what another could not run.
                Ok((name, cell)) => drop(cells.insert(name, cell)),
                Err(fault) => faults.push(fault),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let digest = digest_of(all.iter().map(|record| &record.whole));
        let is_as_recorded = digest.is_ok_and(|digest| digest == recording.snapshots);
        let files = all.into_iter().map(|record| (record.whole.file.clone(), record)).collect();
        Ok(Some((Self { name, records, recording, is_as_recorded, cells }, files)))
    }

    /// Reads a recording on its own.
    fn read_alone(root: &Path, name: String, records: Records) -> Result<Option<Self>, Vec<Fault>> {
        let read = Self::read(root, name, records, &Files::new())?;
        Ok(read.map(|(column, _)| column))
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

    /// What it has of a trial.
    #[must_use]
    pub fn cell(&self, name: &TrialName) -> &Cell {
        self.cells.get(name).map_or(&Cell::Unrecorded, Arc::as_ref)
    }
}

type Entry = Result<(TrialName, Arc<Cell>), Fault>;

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
