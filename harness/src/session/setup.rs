//! What the trials of a run share.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::journal::Journal;
use super::update::Update;
use crate::case::{Trial, TrialName};
use crate::executor::Executor;
use crate::executor::native::Native;
use crate::platform::Platform;
use crate::recording::Recording;
use crate::snapshot::Records;
use crate::transcript::Line;
use crate::workers;

/// What happens to the transcripts of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotMode {
    /// They are compared with the records, and nothing is written.
    Compare,
    /// They are compared with the records, and what `INSTA_UPDATE` asks for is written.
    Assert,
}

/// What the trials of a run share.
#[derive(Debug)]
pub struct Session {
    /// The root of the project.
    pub root: PathBuf,
    /// Whose sockets the trials are run on.
    pub executor: Box<dyn Executor>,
    /// The records of the platform.
    pub records: Records,
    /// Whether the platform has a complete recording.
    pub recorded: bool,
    pub(super) journal: Journal,
    pub(super) update: Update,
    rehearsals: OnceLock<BTreeMap<TrialName, Vec<Line>>>,
}

impl Session {
    /// Prepares a run for the project at `root`, on the sockets of this process.
    ///
    /// # Errors
    /// When the platform cannot be detected, the description of its recording cannot be read, or the thread that
    /// watches over calls cannot be started.
    pub fn new(root: &Path, mode: SnapshotMode) -> Result<Self, String> {
        Self::on(Box::new(Native::new()?), root, mode)
    }

    /// Prepares a run for the project at `root`, on the sockets of `executor`.
    ///
    /// # Errors
    /// When the description of the platform's recording cannot be read, or `INSTA_UPDATE` has no known value.
    pub fn on(executor: Box<dyn Executor>, root: &Path, mode: SnapshotMode) -> Result<Self, String> {
        let records = Records::new(root, executor.identity().platform);
        let recorded = Recording::read(&records).map_err(|fault| fault.with_hint())?.is_some();
        let update = match mode {
            SnapshotMode::Compare => Update::Nothing,
            SnapshotMode::Assert => Update::from_environment().map_err(|fault| fault.with_hint())?,
        };
        let (journal, rehearsals) = (Journal::from_environment(), OnceLock::new());
        Ok(Self { root: root.to_owned(), executor, records, recorded, journal, update, rehearsals })
    }

    /// The platform whose sockets they are.
    #[must_use]
    pub fn platform(&self) -> Platform {
        self.executor.identity().platform
    }

    /// Whether this run may write accepted snapshots.
    #[must_use]
    pub fn updates(&self) -> bool {
        self.update == Update::Accepted
    }

    /// Whether this run may write snapshots, accepted or pending.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.update != Update::Nothing
    }

    /// Runs trials before they are run to be recorded: so many at once, and the last one first. So each of them has
    /// other neighbours than later, and another folder.
    pub fn rehearse(&self, trials: &[&Trial], workers: usize) {
        let backwards: Vec<&Trial> = trials.iter().rev().copied().collect();
        let runs = workers::map(&backwards, workers, |trial| Some((trial.name.clone(), self.rehearse_one(trial)?)));
        self.rehearsals.get_or_init(|| runs.into_iter().flatten().collect());
    }

    /// The lines of a trial that was rehearsed.
    pub(super) fn rehearsal(&self, name: &TrialName) -> Option<&[Line]> {
        self.rehearsals.get()?.get(name).map(Vec::as_slice)
    }

    /// The file with the record of a trial, below the root of the project.
    #[must_use]
    pub fn file_of_record(&self, name: &TrialName) -> PathBuf {
        let file = self.records.file(name);
        file.strip_prefix(&self.root).map(Path::to_owned).unwrap_or(file)
    }
}
