//! The transcripts of one trial side by side, step by step.

use schemars::JsonSchema;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::transcript::Line;

/// One step in several transcripts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// The number of the step in the case, from 1.
    pub number: usize,
    /// The line of each transcript; null if it has no such step, because another version of the case was run.
    pub lines: Vec<Option<Line>>,
}

impl Step {
    /// What all transcripts say, in the line that tells most. None if they differ. What one of them did not see may be
    /// anything.
    #[must_use]
    pub fn shared(&self) -> Option<&Line> {
        let lines: Vec<&Line> = self.lines.iter().map(Option::as_ref).collect::<Option<_>>()?;
        let agree = |(index, line): (usize, &&Line)| lines[index..].iter().all(|other| line.agrees(other));
        let whole = lines.iter().find(|line| !line.is_partial());
        lines.iter().enumerate().all(agree).then_some(*whole.or(lines.first())?)
    }

    /// The operation and its arguments, if they are the same in all transcripts.
    #[must_use]
    pub fn call(&self) -> Option<&str> {
        let mut calls = self.lines.iter().map(|line| Some(line.as_ref()?.call.as_str()));
        let first = calls.next()??;
        calls.all(|call| call == Some(first)).then_some(first)
    }

    /// Whether it is the same step of another variant, with the same outcomes. Arguments do not count, because they are
    /// what makes the two variants.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        self.number == other.number && self.outcomes().eq(other.outcomes())
    }

    /// What came back, in each transcript.
    pub fn outcomes(&self) -> impl Iterator<Item = Option<&str>> {
        self.lines.iter().map(|line| Some(line.as_ref()?.outcome.as_str()))
    }
}

/// The lines that several transcripts have for one step.
type Lines<'l> = Vec<Option<&'l Line>>;

/// Puts transcripts side by side. Transcripts of the same case have the same steps, one by one. In transcripts of two
/// versions of a case, steps with the same call belong together.
#[must_use]
pub fn align(transcripts: &[&[Line]]) -> Vec<Step> {
    let mut steps: Vec<Lines> = Vec::new();
    for (index, transcript) in transcripts.iter().enumerate() {
        steps = if index == 0 {
            transcript.iter().map(|line| vec![Some(line)]).collect()
        } else {
            add(&steps, index, transcript)
        };
    }
    let step = |(index, lines): (usize, Lines)| Step {
        number: index + 1,
        lines: lines.into_iter().map(Option::<&Line>::cloned).collect(),
    };
    steps.into_iter().enumerate().map(step).collect()
}

/// Adds the lines of one more transcript to the steps of `before` others.
fn add<'l>(steps: &[Lines<'l>], before: usize, transcript: &'l [Line]) -> Vec<Lines<'l>> {
    let join = |step: Option<&Lines<'l>>, line: Option<&'l Line>| {
        let mut step = step.cloned().unwrap_or_else(|| vec![None; before]);
        step.push(line);
        step
    };
    let mut joined = Vec::new();
    for op in operations(steps, transcript) {
        let (old, new) = (&steps[op.old_range()], &transcript[op.new_range()]);
        let length = old.len().max(new.len());
        joined.extend((0..length).map(|index| join(old.get(index), new.get(index))));
    }
    joined
}

/// Which steps and which lines of the transcript belong together.
fn operations(steps: &[Lines], transcript: &[Line]) -> Vec<DiffOp> {
    if steps.len() == transcript.len() {
        return vec![DiffOp::Equal { old_index: 0, new_index: 0, len: steps.len() }];
    }
    let calls: Vec<&str> = steps.iter().filter_map(|step| Some(step.iter().flatten().next()?.call.as_str())).collect();
    let new: Vec<&str> = transcript.iter().map(|line| line.call.as_str()).collect();
    capture_diff_slices(Algorithm::Myers, &calls, &new)
}
