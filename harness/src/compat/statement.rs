//! What a case says of a step on a platform, and how well founded that is.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::json;

use super::cell::Cell;
use super::column::Column;
use super::row::Row;
use crate::case::Expectation;
use crate::named_enum::named_enum;
use crate::platform::Platform;
use crate::yaml::Place;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement<'a> {
    /// How well founded it is.
    pub grade: Grade,
    /// How the step ends, with the values of the matrix filled in.
    pub expectation: &'a Expectation,
    /// The place of the claim in the case file. Its line is looked up where somebody shows it: to find those of a
    /// file takes as long as reading it.
    pub place: Place,
    /// The sources of the case, label and text, for the platform or for a family that it belongs to, if the claim names
    /// one of these.
    pub sources: Vec<&'a (String, String)>,
}

impl Statement<'_> {
    /// Whether not every outcome will do.
    #[must_use]
    pub fn is_claim(&self) -> bool {
        *self.expectation != Expectation::Any
    }

    /// Whether it says more than that a step of a case for every platform succeeds.
    #[must_use]
    pub fn says_something(&self) -> bool {
        self.is_claim() && (*self.expectation != Expectation::Success || self.grade != Grade::Assumed)
    }
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
        let sources = self.sources(step, platform);
        let grade = match sources.is_empty() {
            _ if is_run => Grade::Run,
            false => Grade::Sourced,
            true => Grade::Assumed,
        };
        Some(Statement { grade, expectation, place, sources })
    }

    /// The sources of the case for the platform or for a family of it, if the claim about a step names one of these.
    fn sources(&self, step: usize, platform: Platform) -> Vec<&'a (String, String)> {
        let Some(known) = self.in_corpus.filter(|known| known.trial.claims[step].names(platform)) else {
            return Vec::new();
        };
        let is_of_platform = |label: &str| platform.lineage().any(|selector| selector.name() == label);
        let sources = known.topic.see.iter().chain(&known.trial.case.see);
        sources.filter(|(label, _)| is_of_platform(label)).collect()
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

/// By its name.
impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One of the names.
impl JsonSchema for Grade {
    fn schema_name() -> Cow<'static, str> {
        "Grade".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let grades: Vec<_> =
            Self::WORDS.iter().map(|(name, what)| json!({"const": name, "description": what.trim()})).collect();
        json_schema!({"description": "How well founded it is what a case says of a platform.", "oneOf": grades})
    }
}
