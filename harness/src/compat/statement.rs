//! What a case says of a step on a platform, and how well founded that is.

use super::cell::Cell;
use super::column::Column;
use super::row::Row;
use crate::case::Expectation;
use crate::named_enum::named_enum;
use crate::platform::Platform;
use crate::source::Location;

named_enum! {
    /// How well founded it is what a case says of a platform.
    pub enum Grade, "grade" {
        /// A recording of the platform has it.
        Run = "run",
        /// A claim names the platform or a family that it belongs to, and there is a source for one of these.
        Sourced = "sourced",
        /// Nothing but a claim for other platforms speaks for it.
        Assumed = "assumed",
    }
}

/// What a case says of a step on a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement<'a> {
    /// How well founded it is.
    pub grade: Grade,
    /// How the step ends, with the values of the matrix filled in.
    pub expectation: &'a Expectation,
    /// The place of the claim in the case file.
    pub location: Option<Location>,
}

impl<'a> Row<'a> {
    /// What the case says of a step, numbered from 0, on a platform. `columns` are the recordings that the row is of.
    /// None if there is no such step.
    #[must_use]
    pub fn statement(&self, columns: &[Column], step: usize, platform: Platform) -> Option<Statement<'a>> {
        let trial = self.in_corpus?.trial;
        let (place, expectation) = trial.claims.get(step)?.on(platform);
        let is_run = self
            .cells
            .iter()
            .zip(columns)
            .any(|(cell, column)| column.recording.platform == platform && has_step(cell, step));
        let grade = match self.is_sourced(step, platform) {
            _ if is_run => Grade::Run,
            true => Grade::Sourced,
            false => Grade::Assumed,
        };
        Some(Statement { grade, expectation, location: place.location(&trial.source) })
    }

    /// Whether the claim about a step names the platform or a family of it, and the case has a source for one of these.
    fn is_sourced(&self, step: usize, platform: Platform) -> bool {
        self.in_corpus.is_some_and(|known| {
            let mut sources = known.topic.see.iter().chain(&known.trial.case.see);
            let is_of_platform = |label: &str| platform.lineage().any(|selector| selector.name() == label);
            known.trial.claims[step].names(platform) && sources.any(|(label, _)| is_of_platform(label))
        })
    }
}

/// Whether a record says something about a step.
fn has_step(cell: &Cell, step: usize) -> bool {
    match cell {
        Cell::Ran(lines) => step < lines.len(),
        Cell::PlatformCannot(_) => true,
        Cell::Skipped(_) | Cell::Unrecorded => false,
    }
}
