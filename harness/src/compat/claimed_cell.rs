//! What is claimed of a trial on a platform that nobody recorded, held against the kinds of result of recordings.

use schemars::JsonSchema;
use serde::Serialize;

use super::claimed::Claimed;
use super::statement::Grade;
use crate::platform::Platform;

/// A platform that nobody recorded, and how much is claimed of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClaimedOverview {
    /// Its name.
    pub name: String,
    /// The number of trials of which something is claimed.
    pub claimed: usize,
    /// Of these, those in which a claim has a source for the platform.
    pub sourced: usize,
    /// Of these, those in which it is claimed to answer what no recording has.
    pub apart: usize,
    /// The number of trials that the platform cannot run on any host.
    pub cannot: usize,
    /// The number of trials of which nothing is claimed.
    pub open: usize,
}

/// What is claimed of a trial on a platform that nobody recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ClaimedCell {
    /// How its steps end.
    Claimed {
        /// The kinds of result that do not contradict it, by their indexes.
        kinds: Vec<usize>,
        /// The number of the first step, from 1, in which some kind contradicts it; null if none does.
        differs_at: Option<usize>,
        /// What is claimed of that step, or else of the telling step of the trial; null if there is neither, or if any
        /// outcome will do there.
        claim: Option<String>,
        /// Whether a claim about some step has a source for the platform.
        sourced: bool,
        /// How well founded that is. If there is neither step, how well founded the weakest claim is. Null if any
        /// outcome will do.
        grade: Option<Grade>,
    },
    /// The platform cannot run it on any host.
    Cannot {
        /// What the platform lacks.
        lacks: String,
    },
    /// Nothing is claimed.
    Open,
}

impl ClaimedOverview {
    pub(super) fn new(platform: Platform) -> Self {
        Self { name: platform.to_string(), claimed: 0, sourced: 0, apart: 0, cannot: 0, open: 0 }
    }

    /// Counts a trial.
    pub(super) fn add(&mut self, cell: &ClaimedCell) {
        match cell {
            ClaimedCell::Claimed { kinds, differs_at, sourced, .. } => {
                self.claimed += 1;
                self.sourced += usize::from(*sourced);
                self.apart += usize::from(kinds.is_empty() && differs_at.is_some());
            }
            ClaimedCell::Cannot { .. } => self.cannot += 1,
            ClaimedCell::Open => self.open += 1,
        }
    }
}

impl ClaimedCell {
    /// What is claimed of a platform in a trial, if each of its kinds of result first contradicts it in one of these
    /// steps, numbered from 1, and this is its telling step.
    pub(super) fn of(claimed: &Claimed, contradicted: &[Option<usize>], telling: Option<usize>) -> Self {
        let statements = match claimed {
            Claimed::Steps(statements) => statements,
            Claimed::Cannot(lacks) => return Self::Cannot { lacks: lacks.clone() },
            Claimed::Nothing => return Self::Open,
        };
        let differs_at = contradicted.iter().flatten().min().copied();
        let step = differs_at.or(telling);
        let said = step.and_then(|step| statements.get(step - 1));
        let said = said.filter(|said| said.is_claim());
        let weakest = statements.iter().filter(|said| said.is_claim()).map(|said| said.grade).max();
        Self::Claimed {
            kinds: (0..contradicted.len()).filter(|kind| contradicted[*kind].is_none()).collect(),
            differs_at,
            claim: said.map(|said| said.expectation.to_string()),
            sourced: statements.iter().any(|said| said.is_claim() && said.grade == Grade::Sourced),
            grade: if step.is_some() { said.map(|said| said.grade) } else { weakest },
        }
    }

    /// The number of the first step, from 1, in which a recording contradicts what is claimed.
    #[must_use]
    pub fn differs_at(&self) -> Option<usize> {
        match self {
            Self::Claimed { differs_at, .. } => *differs_at,
            Self::Cannot { .. } | Self::Open => None,
        }
    }
}
