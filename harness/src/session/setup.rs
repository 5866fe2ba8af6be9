//! What the trials of a run share.

use std::path::{Path, PathBuf};

use crate::case::TrialName;
use crate::executor::native::Watchdog;
use crate::platform::{Detected, Facts, detect};
use crate::recording::Recording;
use crate::snapshot::{Records, Update};

/// What happens to the transcripts of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotMode {
    /// They are compared with the records, and nothing is written.
    Compare,
    /// insta compares them with the records, and writes what `INSTA_UPDATE` asks for.
    Assert,
}

/// What the trials of a run share.
#[derive(Debug)]
pub struct Session {
    /// The root of the project.
    pub root: PathBuf,
    /// The platform, and why it was detected.
    pub detected: Detected,
    /// What the platform and the host can do.
    pub facts: Facts,
    /// The records of the platform.
    pub records: Records,
    /// Whether the platform has a complete recording.
    pub recorded: bool,
    pub(super) mode: SnapshotMode,
    pub(super) update: Update,
    pub(super) watchdog: Watchdog,
}

impl Session {
    /// Prepares a run for the project at `root`.
    ///
    /// # Errors
    /// When the platform cannot be detected, the description of its recording cannot be read, or the thread that
    /// watches over calls cannot be started.
    pub fn new(root: &Path, mode: SnapshotMode) -> Result<Self, String> {
        let detected = detect().map_err(|fault| fault.with_hint())?;
        let records = Records::new(root, detected.platform);
        let recorded = Recording::read(&records).map_err(|fault| fault.with_hint())?.is_some();
        let watchdog = Watchdog::start()
            .map_err(|error| format!("the thread that watches over calls cannot be started: {error}"))?;
        Ok(Self {
            root: root.to_owned(),
            detected,
            facts: Facts::default(),
            records,
            recorded,
            mode,
            update: Update::from_environment(),
            watchdog,
        })
    }

    /// Whether this run may write accepted snapshots.
    #[must_use]
    pub fn updates(&self) -> bool {
        self.mode == SnapshotMode::Assert && self.update == Update::InPlace
    }

    /// The file with the record of a trial, below the root of the project.
    #[must_use]
    pub fn file_of_record(&self, name: &TrialName) -> PathBuf {
        let file = self.records.file(name);
        file.strip_prefix(&self.root).map(Path::to_owned).unwrap_or(file)
    }
}
