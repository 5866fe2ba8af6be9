//! What the cases claim of platforms that nobody recorded, as what stands in the place of a recording.

use schemars::JsonSchema;
use serde::Serialize;

use super::about::Source;
use super::row::Row;
use super::statement::{Grade, Statement};
use crate::case::{Expectation, Trial};
use crate::platform::Platform;
use crate::transcript::{Line, ReadBack};
use crate::verdict::{Judgement, judge};

/// What is claimed of a trial on a platform that nobody recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed<'a> {
    /// The platform cannot run it on any host: what it lacks.
    Cannot(String),
    /// Of each step this.
    Steps(Vec<Statement<'a>>),
    /// Nothing: any outcome of any step will do, or there is no such case here.
    Nothing,
}

/// A claim, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClaimInfo {
    /// How the step ends, in the words of the case, with the values of its matrix; null if any outcome will do.
    pub claim: Option<String>,
    /// How well founded it is.
    pub grade: Grade,
    /// The file and the line of the claim.
    pub place: String,
    /// The sources of the case for the platform or for a family that it belongs to, if the claim names one of these.
    pub sources: Vec<Source>,
}

impl ClaimInfo {
    /// A claim of a trial.
    #[must_use]
    pub fn of(trial: &Trial, statement: &Statement) -> Self {
        let line = statement.place.location(&trial.source).map_or(1, |location| location.line);
        let source = |(label, text): &&(String, String)| Source { label: label.clone(), text: text.clone() };
        Self {
            claim: (*statement.expectation != Expectation::Any).then(|| statement.expectation.to_string()),
            grade: statement.grade,
            place: format!("{}:{line}", trial.source.path),
            sources: statement.sources.iter().map(source).collect(),
        }
    }
}

impl<'a> Row<'a> {
    /// What is claimed of the trial on a platform.
    #[must_use]
    pub fn claimed(&self, platform: Platform) -> Claimed<'a> {
        let Some(known) = self.in_corpus else {
            return Claimed::Nothing;
        };
        let lacking: Vec<String> = known.trial.lacking(platform).map(|need| need.to_string()).collect();
        if !lacking.is_empty() {
            return Claimed::Cannot(format!("no {}", lacking.join(", ")));
        }
        let steps = 0..known.trial.claims.len();
        // What somebody ran of the platform is another column, and makes no claim better founded.
        let statements: Vec<Statement> = steps.filter_map(|step| self.statement(&[], step, platform)).collect();
        if statements.iter().any(Statement::is_claim) { Claimed::Steps(statements) } else { Claimed::Nothing }
    }

    /// The steps, numbered from 0, at which what was recorded of the trial is not what is claimed of a platform. Of a
    /// record that was made from another version of the case, only the steps are judged that have not changed.
    #[must_use]
    pub fn contradicted(&self, lines: &[Line], platform: Platform) -> Vec<usize> {
        let Some(trial) = self.in_corpus.map(|known| known.trial) else {
            return Vec::new();
        };
        let mut read = match ReadBack::of(&trial.program, lines) {
            Ok(read) => read,
            // No operation ends so, and no claim says that it does.
            Err(step) => return vec![step.index],
        };
        match judge(trial, &read.transcript, &mut read.rendering, platform) {
            Judgement::Fails(mismatches) => mismatches.iter().map(|mismatch| mismatch.step - 1).collect(),
            Judgement::Holds | Judgement::Undecidable(_) | Judgement::Broken { .. } => Vec::new(),
        }
    }

    /// A record of the trial as it would be on a platform if what is claimed of it holds: a step that contradicts its
    /// claim ends as is claimed.
    pub(super) fn as_claimed(&self, lines: &[Line], platform: Platform, statements: &[Statement]) -> Vec<Line> {
        let contradicted = self.contradicted(lines, platform);
        let line = |(step, line): (usize, &Line)| match statements.get(step).filter(|_| contradicted.contains(&step)) {
            Some(said) => Line { call: line.call.clone(), outcome: outcome(said.expectation) },
            None => line.clone(),
        };
        lines.iter().enumerate().map(line).collect()
    }
}

/// The first outcome that a claim allows, as far as it says whether the step succeeds.
fn outcome(claim: &Expectation) -> String {
    match claim {
        Expectation::Error(errors) => errors.first().map(ToString::to_string).unwrap_or_default(),
        Expectation::OneOf(claims) => claims.first().map(outcome).unwrap_or_default(),
        Expectation::Any | Expectation::Success | Expectation::Returns(_) => Expectation::Success.to_string(),
        Expectation::TimedOut => claim.to_string(),
    }
}
