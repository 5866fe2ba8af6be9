//! What the trials of a run share.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::journal::Journal;
use super::update::Update;
use crate::case::{Corpus, KnownFailures, Trial, TrialName};
use crate::executor::Executor;
use crate::fault::Fault;
use crate::files::{leads_somewhere, remedy};
use crate::platform::{Edition, Identity, Platform, Release};
use crate::recording::{Base, Recording};
use crate::snapshot::{Digests, Records};
use crate::transcript::Line;
use crate::verdict::Forecast;
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
    /// The recording that the run is compared with: that of the platform's release, or else the current one.
    pub edition: Edition,
    /// The release that is under test; that of the recording if nobody told.
    pub release: Option<Release>,
    /// Its records.
    pub records: Records,
    /// Its description. None if there is no such recording, complete.
    pub recording: Option<Recording>,
    /// The trials that are known to fail here, if there is a list of all that do.
    pub known: Option<KnownFailures>,
    /// The other recordings, once a trial asked for them.
    pub(super) others: OnceLock<Vec<(Edition, Records)>>,
    /// Whether the records are those that the description was written for, once a trial asked.
    as_described: OnceLock<bool>,
    pub(super) journal: Journal,
    pub(super) update: Update,
    rehearsals: OnceLock<BTreeMap<TrialName, Vec<Line>>>,
}

impl Session {
    /// Prepares a run for the project at `root`, on the sockets of `executor`.
    ///
    /// # Errors
    /// When the description of the platform's recording cannot be read, when `INSTA_UPDATE` has no known value, or when
    /// it asks to write into a recording that is kept over another one.
    pub fn on(executor: Box<dyn Executor>, root: &Path, mode: SnapshotMode) -> Result<Self, String> {
        let found = recording_of(root, executor.identity()).map_err(|fault| fault.with_hint())?;
        Self::with(found, executor, root, mode)
    }

    /// Prepares a run that is recorded in a folder, beside the recordings of the project.
    ///
    /// # Errors
    /// The same, and when the folder has something else in it.
    pub fn into(executor: Box<dyn Executor>, root: &Path, folder: &Path, corpus: &Corpus) -> Result<Self, String> {
        let found = recording_in(root, folder, executor.identity(), corpus).map_err(|fault| fault.with_hint())?;
        Self::with(found, executor, root, SnapshotMode::Assert)
    }

    fn with(found: Found, executor: Box<dyn Executor>, root: &Path, mode: SnapshotMode) -> Result<Self, String> {
        let update = match mode {
            SnapshotMode::Compare => Update::Nothing,
            SnapshotMode::Assert => Update::from_environment().map_err(|fault| fault.with_hint())?,
        };
        let Found { edition, records, recording } = found;
        let base = recording.as_ref().and_then(|recording| recording.base.as_ref());
        if let Some(base) = base.filter(|_| update != Update::Nothing) {
            return Err(kept_over(&edition, base).with_hint());
        }
        let (journal, rehearsals) = (Journal::from_environment(), OnceLock::new());
        let told = executor.identity().release.clone();
        let release = told.or_else(|| recording.as_ref().and_then(|recording| recording.release.clone()));
        Ok(Self {
            root: root.to_owned(),
            executor,
            edition,
            release,
            records,
            recording,
            known: None,
            others: OnceLock::new(),
            as_described: OnceLock::new(),
            journal,
            update,
            rehearsals,
        })
    }

    /// The same, with a list of all trials that fail here.
    #[must_use]
    pub fn knowing(self, known: Option<KnownFailures>) -> Self {
        Self { known, ..self }
    }

    /// What is said of a trial before it is run: by the list of known failures, or else by the case.
    pub(super) fn forecast(&self, trial: &Trial) -> Forecast {
        let listed = self.known.as_ref().map(|known| known.failure(&trial.name));
        let of_case = Forecast::of_case(trial.deviation(self.platform(), self.release.as_ref()));
        match (listed, of_case) {
            (Some(Some(failure)), _) => {
                Forecast::Fails { why: failure.reason.clone().unwrap_or_default(), listed: Some(failure.place.clone()) }
            }
            (Some(None), Forecast::Unsaid) => Forecast::Holds,
            (_, of_case) => of_case,
        }
    }

    /// The platform whose sockets they are.
    #[must_use]
    pub fn platform(&self) -> Platform {
        self.executor.identity().platform
    }

    /// Whether the run is recorded in a folder beside the recordings of the project.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.records.folder() != Records::new(&self.root, self.edition.clone()).folder()
    }

    /// Makes the folder of a run that is recorded in one of its own, if it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make_folder(&self) -> Result<(), Fault> {
        if !self.is_apart() {
            return Ok(());
        }
        let folder = self.records.folder();
        match fs::create_dir(folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                Err(Fault::new(error.to_string()).hint(remedy(&error)).of(folder))
            }
            _ => Ok(()),
        }
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

    /// Whether the records are those that the description of the recording was written for. Otherwise somebody has
    /// changed some of them since, or they cannot be read.
    #[must_use]
    pub fn is_as_recorded(&self) -> bool {
        let described = self.recording.as_ref().map(|recording| &recording.snapshots);
        let is_as = |described: &Digests| self.records.digests().is_ok_and(|found| found == *described);
        *self.as_described.get_or_init(|| described.is_some_and(is_as))
    }

    /// The file with the record of a trial, below the root of the project.
    #[must_use]
    pub fn file_of_record(&self, name: &TrialName) -> PathBuf {
        let file = self.records.file(name);
        file.strip_prefix(&self.root).map(Path::to_owned).unwrap_or(file)
    }
}

/// The recording that a run is compared with.
struct Found {
    edition: Edition,
    records: Records,
    /// Its description. None if the platform has not been recorded.
    recording: Option<Recording>,
}

/// The recording of the very release that is under test, if there is one, or else the current one of the platform.
fn recording_of(root: &Path, identity: &Identity) -> Result<Found, Fault> {
    let current = Edition::from(identity.platform);
    let of_release = Edition { release: identity.release.clone(), ..current.clone() };
    for edition in [of_release, current.clone()] {
        let records = Records::new(root, edition.clone());
        if let Some(recording) = Recording::read(&records)? {
            let records = recording.over_its_base(root, records)?;
            return Ok(Found { edition, records, recording: Some(recording) });
        }
    }
    Ok(Found { records: Records::new(root, current.clone()), edition: current, recording: None })
}

/// The recording in a folder, or none yet, or what a run left that did not end.
///
/// # Errors
/// When it has something in it that is no recording of this platform, or has the name of another one.
fn recording_in(root: &Path, folder: &Path, identity: &Identity, corpus: &Corpus) -> Result<Found, Fault> {
    let hint = "name a new folder, or one with a recording of its own";
    let edition = Edition::from(identity.platform);
    // Whoever reads it would take it for that one.
    let called = folder.file_name().and_then(|name| Edition::named(name.to_str()?).ok());
    if let Some(other) = called.filter(|called| called.platform != edition.platform) {
        let fault = Fault::new(format!("a folder of this name has recordings of {other}, and this is {edition}"));
        return Err(fault.hint(hint).of(folder));
    }
    let records = Records::within(root, folder);
    // What there is of a recording can be listed only in a folder that is there.
    if !leads_somewhere(folder) {
        return Ok(Found { edition, records, recording: None });
    }
    let groups = corpus.trials().map(|trial| trial.name.group.as_str()).collect();
    let other = records.outside(&groups)?;
    let recording = Recording::read(&records)?;
    let fault = match &recording {
        Some(recording) if recording.platform == identity.platform => None,
        Some(Recording { platform, .. }) => Some(format!("this is a recording of {platform}, and not of {edition}")),
        None => other.map(|other| format!("there is something else in this folder: {other}")),
    };
    match fault {
        Some(fault) => Err(Fault::new(fault).hint(hint).of(folder)),
        None => Ok(Found { edition, records, recording }),
    }
}

/// A run cannot write into such a recording: what it writes would have to be compared with what is beneath.
fn kept_over(edition: &Edition, base: &Base) -> Fault {
    let base = &base.recording;
    Fault::new(format!("snapshots/{edition} holds only what differs from {base}, and a run does not write into it"))
        .hint(format!(
            "record into a copy of the project without its snapshots, and take that in with `sockshape merge --over \
             {base} --replace`"
        ))
}
