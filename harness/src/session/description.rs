//! What a run that accepts snapshots does to the description of the recording.

use super::setup::Session;
use super::tally::{Skipped, Tally};
use crate::case::{Corpus, load};
use crate::fault::Fault;
use crate::recording::{DESCRIPTION, Recording, digest, how_to_record};

/// A recording as it was before a run.
#[derive(Debug)]
pub struct Earlier {
    /// The digest of the snapshots. None if they could not be read.
    snapshots: Option<String>,
    /// The description. None if there was none.
    recording: Option<Recording>,
}

impl Earlier {
    /// Reads the recording before anything is written.
    ///
    /// # Errors
    /// When its description cannot be read.
    pub fn of(session: &Session) -> Result<Self, Fault> {
        let recording = Recording::read(&session.records)?;
        Ok(Self { snapshots: session.records.digest().ok(), recording })
    }

    /// The description, if it described all snapshots.
    fn described(&self) -> Option<&Recording> {
        self.recording.as_ref().filter(|recording| self.snapshots.as_ref() == Some(&recording.snapshots))
    }

    /// Describes a run of all trials of the corpus. A trial that is skipped and has a record of the same cases, made on
    /// the same system by a host that could run it, is not listed as skipped. Another record of one that is skipped is
    /// of something else by now, and is removed.
    ///
    /// # Errors
    /// When a trial has no record of this run, since an earlier one may be there, made on something else; when a
    /// snapshot cannot be read or removed, or the description cannot be written.
    pub fn describe_all(&self, session: &Session, corpus: &Corpus, tally: &Tally) -> Result<(), String> {
        let missing = corpus.trials().count() - tally.recorded.len() - tally.skipped.len();
        if missing > 0 {
            return Err(format!("trials without a record of this run: {missing}; {DESCRIPTION} is left as it was"));
        }
        let described = self.describe_whole(session, corpus, tally.skipped.clone());
        described.map_err(|fault| format!("the recording cannot be described: {}", fault.with_hint()))
    }

    fn describe_whole(&self, session: &Session, corpus: &Corpus, mut skipped: Skipped) -> Result<(), Fault> {
        let identity = session.executor.identity();
        let same = self.described().filter(|earlier| earlier.is_of(identity) && earlier.cases == digest(corpus));
        let may_keep = |name: &str| same.is_some_and(|earlier| !earlier.skipped.contains_key(name));
        for trial in corpus.trials() {
            let name = trial.name.to_string();
            if !skipped.contains_key(&name) {
                continue;
            }
            if !may_keep(&name) {
                session.records.forget(&trial.name)?;
            } else if session.records.read(&trial.name)?.is_some() {
                skipped.remove(&name);
            }
        }
        Recording::new(identity, corpus, &session.records, skipped)?.write(&session.records)
    }

    /// Describes a run of some trials, if it has changed a snapshot or has that of a trial that was skipped: the others
    /// must be as they were recorded, from the same cases and on the same system.
    ///
    /// # Errors
    /// When they are not, or the description cannot be written. Then it is left as it was; the fault says what to do.
    pub fn describe_some(&self, session: &Session, tally: &Tally) -> Result<(), Fault> {
        let recorded = &tally.recorded;
        let snapshots = session.records.digest()?;
        let was_skipped = |earlier: &Recording| earlier.skipped.keys().any(|name| recorded.contains(name));
        if self.snapshots.as_ref() == Some(&snapshots) && !self.recording.as_ref().is_some_and(was_skipped) {
            return Ok(());
        }
        if self.recording.is_none() {
            return Err(incomplete(session, &format!("there is no {DESCRIPTION} yet")));
        }
        let earlier = match self.described() {
            Some(earlier) if earlier.is_of(session.executor.identity()) => earlier,
            Some(_) => return Err(behind(session, "the others were recorded on another system")),
            None => return Err(behind(session, "the others are not as they were recorded")),
        };
        let is_current = load(&session.root).is_ok_and(|corpus| digest(&corpus) == earlier.cases);
        if !is_current {
            return Err(behind(session, "the cases have changed since the others were recorded"));
        }
        earlier.with_snapshots(snapshots, recorded).write(&session.records)
    }
}

/// The description does not fit the snapshots.
fn behind(session: &Session, why: &str) -> Fault {
    incomplete(session, &format!("{DESCRIPTION} is left as it was, because {why}"))
}

/// What a run of some trials has accepted is not described.
fn incomplete(session: &Session, how: &str) -> Fault {
    Fault::new(format!("the record is accepted, but {how}"))
        .hint(format!("`{}` records all of them", how_to_record(&session.root, session.platform())))
}
