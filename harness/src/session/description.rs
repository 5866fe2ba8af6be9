//! What a run that accepts snapshots does to the description of the recording.

use super::setup::Session;
use super::tally::{Skipped, Tally};
use crate::case::{Corpus, Shard, TrialName, load};
use crate::fault::Fault;
use crate::recording::{DESCRIPTION, Recording, digest, how_to_record};
use crate::snapshot::Digests;

/// Which trials a run is of, as far as a description can say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of them.
    All,
    /// A shard of all.
    Shard(Shard),
    /// Some of them.
    Some,
}

impl Extent {
    /// That of so many trials, which may be the shard of more.
    #[must_use]
    pub fn of(trials: usize, part: Option<(Shard, usize)>, corpus: &Corpus) -> Self {
        let all = corpus.trials().count();
        match part {
            // The other shards may have none.
            Some((shard, of)) if of == all && !shard.is_only() => Self::Shard(shard),
            Some(_) | None if trials == all => Self::All,
            Some(_) | None => Self::Some,
        }
    }
}

/// A recording as it was before a run.
#[derive(Debug)]
pub struct Earlier {
    /// The digests of the snapshots. None if they could not be read.
    snapshots: Option<Digests>,
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
        Ok(Self { snapshots: session.records.digests().ok(), recording })
    }

    /// What can be described of a run of this extent: a shard that is run where all trials are recorded is a run of
    /// some of them.
    ///
    /// # Errors
    /// When a shard would be recorded together with trials of others.
    pub fn takes<'n>(
        &self,
        session: &Session,
        extent: Extent,
        mut names: impl Iterator<Item = &'n TrialName>,
        corpus: &Corpus,
    ) -> Result<Extent, Fault> {
        let recorded = self.recording.as_ref().map(|recording| recording.shard);
        let folder = session.records.folder().display();
        let is_there = |shard: Shard| {
            let mut others = corpus.trials().map(|trial| &trial.name).filter(|name| !shard.has(name));
            others.any(|name| session.records.has_own(name))
        };
        let fault = match (extent, recorded) {
            (Extent::Shard(_), Some(None)) => return Ok(Extent::Some),
            (Extent::Shard(shard), Some(Some(other))) if shard != other => {
                format!("{folder} has shard {other}, and cannot have shard {shard} as well")
            }
            (Extent::Shard(shard), _) if is_there(shard) => {
                format!("{folder} has records of other trials than those of shard {shard}")
            }
            (Extent::Some, Some(Some(shard))) if !names.all(|name| shard.has(name)) => {
                format!("{folder} has shard {shard}, and cannot have trials of others as well")
            }
            (Extent::Some, None) if session.is_apart() => {
                let fault = Fault::new("a recording in a folder is one of all trials, or of a shard of them");
                return Err(fault.hint("leave out what chooses trials, or record all of them first"));
            }
            (extent, _) => return Ok(extent),
        };
        Err(Fault::new(fault).hint("record each shard into a folder of its own, by `--record=FOLDER`, and merge them"))
    }

    /// The description, if it described all snapshots.
    fn described(&self) -> Option<&Recording> {
        self.recording.as_ref().filter(|recording| self.snapshots.as_ref() == Some(&recording.snapshots))
    }

    /// Describes a run of all trials of the corpus, or of all of a shard. A trial that is skipped and has a record of
    /// the same cases, made on the same system by a host that could run it, is not listed as skipped. Another record of
    /// one that is skipped is of something else by now, and is removed.
    ///
    /// # Errors
    /// When a trial has no record of this run, since an earlier one may be there, made on something else; when a
    /// snapshot cannot be read or removed, or the description cannot be written.
    pub fn describe_whole(
        &self,
        session: &Session,
        corpus: &Corpus,
        tally: &Tally,
        shard: Option<Shard>,
    ) -> Result<(), String> {
        let trials = corpus.trials().filter(|trial| shard.is_none_or(|shard| shard.has(&trial.name))).count();
        let missing = trials - tally.recorded.len() - tally.skipped.len();
        if missing > 0 {
            return Err(format!("trials without a record of this run: {missing}; {DESCRIPTION} is left as it was"));
        }
        let skipped = self.skipped(session, corpus, tally.skipped.clone());
        let new =
            skipped.and_then(|skipped| Recording::new(session.executor.identity(), corpus, &session.records, skipped));
        let described = new.and_then(|new| Recording { shard, ..new }.write(&session.records));
        described.map_err(|fault| format!("the recording cannot be described: {}", fault.with_hint()))
    }

    /// The trials that are described as skipped. What the others among them have is kept or removed.
    fn skipped(&self, session: &Session, corpus: &Corpus, mut skipped: Skipped) -> Result<Skipped, Fault> {
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
        Ok(skipped)
    }

    /// Describes a run of some trials, if it has changed a snapshot or has that of a trial that was skipped: the others
    /// must be as they were recorded, from the same cases and on the same system.
    ///
    /// # Errors
    /// When they are not, or the description cannot be written. Then it is left as it was; the fault says what to do.
    pub fn describe_some(&self, session: &Session, tally: &Tally) -> Result<(), Fault> {
        let recorded = &tally.recorded;
        let snapshots = session.records.digests()?;
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
    let command = if session.is_apart() {
        format!("sockshape run --record={}", session.records.folder().display())
    } else {
        how_to_record(&session.root, session.platform())
    };
    Fault::new(format!("the record is accepted, but {how}")).hint(format!("`{command}` records all of them"))
}
