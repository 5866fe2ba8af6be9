//! What a platform is known to do wrong: the entries under `deviates`, with what its recordings show of them.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::cell::Cell;
use super::row::Row;
use super::table::Table;
use crate::case::{Deviation, Trial};
use crate::platform::Platform;
use crate::transcript::{ReadBack, one_line};
use crate::verdict::{Judgement, Mismatch, judge};

/// The known faults of a platform.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KnownFaults {
    /// The name of the platform.
    pub platform: String,
    /// The faults, in the order of the case files.
    pub faults: Vec<KnownFault>,
}

/// A fault that a case says a platform has.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KnownFault {
    /// The case: group, topic and name.
    pub case: String,
    /// What the case is about, if it says so.
    pub about: Option<String>,
    /// The file and the line that say it.
    pub place: String,
    /// What is wrong, and where in the platform's source.
    pub why: String,
    /// The first release at fault; null if every one before the last is.
    pub since: Option<String>,
    /// The last release at fault; null if the current one is.
    pub until: Option<String>,
    /// The trials of the case that show it.
    pub trials: Vec<String>,
    /// What the first of them shows; null if no release at fault has been recorded.
    pub shown: Option<ShownFault>,
}

/// What a recording has of a fault.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownFault {
    /// The recording.
    pub recording: String,
    /// The claims that do not hold.
    pub broken: Vec<BrokenClaim>,
}

/// A claim that does not hold of a record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BrokenClaim {
    /// The number of the step, from 1.
    pub step: usize,
    /// The operation and its arguments.
    pub call: String,
    /// What the case expects.
    pub expected: String,
    /// What the platform answered.
    pub recorded: String,
}

impl KnownFaults {
    /// What the cases of the table say that a platform does wrong, in the trials that are selected.
    #[must_use]
    pub fn of(table: &Table, platform: Platform, is_selected: impl Fn(&Trial) -> bool) -> Self {
        let mut faults: Vec<KnownFault> = Vec::new();
        for row in &table.rows {
            let Some(trial) = row.in_corpus.map(|known| known.trial).filter(|trial| is_selected(trial)) else {
                continue;
            };
            for deviation in trial.deviates.get(&platform).into_iter().flatten() {
                let found = KnownFault::of(table, row, trial, platform, deviation);
                match faults.iter_mut().rev().find(|fault| (&fault.case, &fault.place) == (&found.case, &found.place)) {
                    Some(known) => known.add(found),
                    None => faults.push(found),
                }
            }
        }
        Self { platform: platform.to_string(), faults }
    }

    /// How many trials show one of the faults, or several.
    #[must_use]
    pub fn trials(&self) -> usize {
        self.faults.iter().flat_map(|fault| &fault.trials).collect::<BTreeSet<_>>().len()
    }
}

impl KnownFault {
    fn of(table: &Table, row: &Row, trial: &Trial, platform: Platform, deviation: &Deviation) -> Self {
        let line = deviation.place.location(&trial.source).map_or(1, |location| location.line);
        Self {
            case: trial.name.case_name(),
            about: trial.case.about.clone(),
            place: format!("{}:{line}", trial.source.path),
            why: deviation.why.clone(),
            since: deviation.releases.since.as_ref().map(ToString::to_string),
            until: deviation.releases.until.as_ref().map(ToString::to_string),
            trials: vec![trial.name.to_string()],
            shown: shown(table, row, trial, platform, deviation),
        }
    }

    /// Adds what another trial of the case shows of the same fault.
    fn add(&mut self, other: Self) {
        self.trials.extend(other.trials);
        self.shown = self.shown.take().or(other.shown);
    }
}

/// What the first recording of a release at fault has of a trial.
fn shown(table: &Table, row: &Row, trial: &Trial, platform: Platform, deviation: &Deviation) -> Option<ShownFault> {
    table.columns.iter().zip(&row.cells).find_map(|(column, cell)| {
        let recording = &column.recording;
        let is_of_it =
            recording.platform == platform && trial.deviation(platform, recording.release.as_ref()) == Some(deviation);
        let Cell::Ran(lines) = cell else { return None };
        let mut read = ReadBack::of(&trial.program, lines).ok().filter(|_| is_of_it)?;
        match judge(trial, &read.transcript, &mut read.rendering, platform) {
            Judgement::Fails(mismatches) => {
                let broken = mismatches.into_iter().map(BrokenClaim::of).collect();
                Some(ShownFault { recording: column.name.clone(), broken })
            }
            Judgement::Holds | Judgement::Broken { .. } | Judgement::Undecidable(_) => None,
        }
    })
}

impl BrokenClaim {
    fn of(mismatch: Mismatch) -> Self {
        let Mismatch { step, call, expected, observed, .. } = mismatch;
        Self { step, call, expected, recorded: one_line(&observed) }
    }
}
