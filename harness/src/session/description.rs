//! What a run that accepts snapshots does to the description of the recording.

use std::collections::BTreeMap;

use super::setup::Session;
use crate::case::{Corpus, TrialName, load};
use crate::fault::Fault;
use crate::recording::{DESCRIPTION, Recording, digest, how_to_record};

/// The trials that a host could not run, and why.
pub type Skipped = BTreeMap<String, String>;

/// The description as it was before a run, if it then described all snapshots.
#[derive(Debug)]
pub struct Earlier(Option<Recording>);

impl Earlier {
    /// Reads the description before anything is written.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(session: &Session) -> Result<Self, Fault> {
        let recording = Recording::read(&session.records)?;
        let describes = |recording: &Recording| session.records.digest().ok().as_ref() == Some(&recording.snapshots);
        Ok(Self(recording.filter(describes)))
    }

    /// Describes a run of all trials of the corpus. A trial that is skipped and has a record of the same cases, made on
    /// the same system by a host that could run it, is not listed as skipped.
    ///
    /// # Errors
    /// When a snapshot cannot be read, or the description cannot be written.
    pub fn describe_all(&self, session: &Session, corpus: &Corpus, mut skipped: Skipped) -> Result<(), Fault> {
        let identity = session.executor.identity();
        if let Some(earlier) =
            self.0.as_ref().filter(|earlier| earlier.is_of(identity) && earlier.cases == digest(corpus))
        {
            skipped.retain(|name, _| {
                let record = |name: TrialName| session.records.read(&name).ok().flatten();
                let has_record = name.parse().ok().and_then(record).is_some();
                !has_record || earlier.skipped.contains_key(name)
            });
        }
        Recording::new(identity, corpus, &session.records, skipped)?.write(&session.records)
    }

    /// Describes a run of some trials, if it has changed a snapshot: the others must be as they were recorded, from the
    /// same cases and on the same system.
    ///
    /// # Errors
    /// When they are not, or the description cannot be written. Then it is left as it was; the fault says what to do.
    pub fn describe_some(&self, session: &Session) -> Result<(), Fault> {
        let snapshots = session.records.digest()?;
        let earlier = match &self.0 {
            Some(earlier) if earlier.snapshots == snapshots => return Ok(()),
            Some(earlier) if earlier.is_of(session.executor.identity()) => earlier,
            Some(_) => return Err(behind(session, "the others were recorded on another system")),
            None => return Err(behind(session, "the others are not as they were recorded")),
        };
        let is_current = load(&session.root).is_ok_and(|corpus| digest(&corpus) == earlier.cases);
        if !is_current {
            return Err(behind(session, "the cases have changed since the others were recorded"));
        }
        earlier.with_snapshots(snapshots).write(&session.records)
    }
}

/// The description does not fit the snapshots.
fn behind(session: &Session, why: &str) -> Fault {
    Fault::new(format!("the record is accepted, but {DESCRIPTION} is left as it was, because {why}"))
        .hint(format!("`{}` records all of them", how_to_record(&session.root, session.platform())))
}
