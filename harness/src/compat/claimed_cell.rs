//! What is claimed of a trial on a platform that nobody recorded, held against the kinds of result of recordings.

use schemars::JsonSchema;
use serde::Serialize;

use super::claimed::Claimed;
use super::row::Row;
use super::statement::Grade;
use super::table::Table;
use crate::platform::Platform;
use crate::transcript::Line;

/// A platform that nobody recorded, and how much is claimed of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClaimedOverview {
    /// Its name.
    pub name: String,
    /// The number of trials of which something is claimed.
    pub claimed: usize,
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
        /// How well founded the claim about that step is; if there is none, how well founded all of them are.
        grade: Grade,
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
        Self { name: platform.to_string(), claimed: 0, apart: 0, cannot: 0, open: 0 }
    }

    /// Counts a trial.
    pub(super) fn add(&mut self, cell: &ClaimedCell) {
        match cell {
            ClaimedCell::Claimed { kinds, differs_at, .. } => {
                self.claimed += 1;
                self.apart += usize::from(kinds.is_empty() && differs_at.is_some());
            }
            ClaimedCell::Cannot { .. } => self.cannot += 1,
            ClaimedCell::Open => self.open += 1,
        }
    }
}

impl ClaimedCell {
    /// What is claimed of a platform in a trial that has these kinds of result, each with its transcript.
    pub(super) fn of(table: &Table, row: &Row, kinds: &[&[Line]], platform: Platform) -> Self {
        let statements = match row.claimed(table.columns, platform) {
            Claimed::Steps(statements) => statements,
            Claimed::Cannot(lacks) => return Self::Cannot { lacks },
            Claimed::Nothing => return Self::Open,
        };
        let first: Vec<Option<usize>> =
            kinds.iter().map(|lines| row.contradicted(lines, platform).first().copied()).collect();
        let differs_at = first.iter().flatten().min().copied();
        let grades = statements.iter().map(|said| said.grade);
        let grade = match differs_at {
            Some(step) => statements.get(step).map(|said| said.grade),
            None => grades.max(),
        };
        Self::Claimed {
            kinds: (0..kinds.len()).filter(|kind| first[*kind].is_none()).collect(),
            differs_at: differs_at.map(|step| step + 1),
            grade: grade.unwrap_or(Grade::Assumed),
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
