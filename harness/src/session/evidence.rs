//! Which side of a failing trial moved: what the recordings have of the step in dispute.

use schemars::JsonSchema;
use serde::Serialize;

use super::witness::Witness;
use crate::snapshot::Comparison;
use crate::transcript::{Line, SnapshotText};
use crate::verdict::{Mismatch, Verdict};

/// Which side moved since the trial was recorded on this platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// The record has the answer of this run: the claim was changed, or it never held.
    Claim,
    /// The record has another answer to the same call, after the same answers to all calls before it.
    Answer,
    /// The case does something else than when it was recorded, so its record tells nothing.
    Steps,
}

/// What recordings say of the step in dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Evidence {
    /// Which side moved; null if this platform has no record of the trial.
    pub moved: Option<Moved>,
    /// The number of the step in dispute, from 1; null if it is whether the platform can run the trial.
    pub step: Option<usize>,
    /// The operation and its arguments.
    pub call: String,
    /// What came back in this run.
    pub observed: String,
    /// What came back when the trial was recorded on this platform; null if that is not known.
    pub recorded: Option<String>,
    /// The other recordings with what came back in this run.
    pub agree: Vec<String>,
    /// The other recordings of the same call, and what came back there.
    pub differ: Vec<OtherAnswer>,
}

/// What came back to the call in dispute in other recordings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OtherAnswer {
    /// What came back.
    pub outcome: String,
    /// The recordings that have it.
    pub recordings: Vec<String>,
}

impl Evidence {
    /// What there is to say of a trial with this verdict, which `found` this. None if no answer is in dispute.
    pub(super) fn of(
        verdict: &Verdict,
        found: &SnapshotText,
        witnesses: impl FnOnce() -> Vec<Witness>,
    ) -> Option<Self> {
        match verdict {
            Verdict::Differs { mismatches, comparison: Comparison::Same } => {
                Some(Self::about(mismatches, Some(found), found)?.with(&witnesses()))
            }
            Verdict::Differs { mismatches, comparison: Comparison::Changed { recorded, .. } } => {
                let recorded = SnapshotText::read(recorded).ok()?;
                Some(Self::about(mismatches, Some(&recorded), found)?.with(&witnesses()))
            }
            Verdict::Differs { mismatches, .. } | Verdict::Unsettled { mismatches } => {
                Some(Self::about(mismatches, None, found)?.with(&witnesses()))
            }
            Verdict::Agrees
            | Verdict::Deviates { .. }
            | Verdict::New { .. }
            | Verdict::Healed { .. }
            | Verdict::Skipped { .. }
            | Verdict::Broken { .. }
            | Verdict::Refused { .. }
            | Verdict::Unclear { .. }
            | Verdict::Crashed { .. } => None,
        }
    }

    /// The step in dispute, and which side moved.
    fn about(mismatches: &[Mismatch], recorded: Option<&SnapshotText>, found: &SnapshotText) -> Option<Self> {
        let failed = mismatches.first().map(|mismatch| mismatch.step - 1);
        let (SnapshotText::Ran(now), Some(SnapshotText::Ran(before))) = (found, recorded) else {
            return match (found, recorded) {
                (SnapshotText::Ran(now), None) => Self::at(failed?, None, now, None),
                (now, recorded) => Some(Self::of_the_whole(&recorded?.to_string(), &now.to_string())),
            };
        };
        let change = (0..now.len().max(before.len())).find(|step| now.get(*step) != before.get(*step));
        let change = change.filter(|change| failed.is_none_or(|failed| *change <= failed));
        match change {
            None => Self::at(failed?, Some(Moved::Claim), now, Some(before)),
            Some(step) if call(now, step) == call(before, step) => {
                Self::at(step, Some(Moved::Answer), now, Some(before))
            }
            Some(step) => {
                Self::at(failed.unwrap_or(step).min(now.len().saturating_sub(1)), Some(Moved::Steps), now, None)
            }
        }
    }

    fn at(step: usize, moved: Option<Moved>, now: &[Line], before: Option<&[Line]>) -> Option<Self> {
        let Line { call, outcome } = now.get(step)?.clone();
        let recorded = before.and_then(|before| before.get(step)).map(|line| line.outcome.clone());
        let (agree, differ) = (Vec::new(), Vec::new());
        Some(Self { moved, step: Some(step + 1), call, observed: outcome, recorded, agree, differ })
    }

    /// Whether the platform can run the trial is in dispute.
    fn of_the_whole(recorded: &str, observed: &str) -> Self {
        let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
        Self {
            moved: Some(Moved::Answer),
            step: None,
            call: "the trial".to_owned(),
            observed: first(observed),
            recorded: Some(first(recorded)),
            agree: Vec::new(),
            differ: Vec::new(),
        }
    }

    /// Adds what others answered to the same call.
    fn with(mut self, witnesses: &[Witness]) -> Self {
        for Witness { recording, text } in witnesses {
            let (SnapshotText::Ran(lines), Some(step)) = (text, self.step) else { continue };
            let Some(line) = lines.get(step - 1).filter(|line| line.call == self.call) else { continue };
            if line.outcome == self.observed {
                self.agree.push(recording.clone());
            } else if let Some(other) = self.differ.iter_mut().find(|other| other.outcome == line.outcome) {
                other.recordings.push(recording.clone());
            } else {
                self.differ.push(OtherAnswer { outcome: line.outcome.clone(), recordings: vec![recording.clone()] });
            }
        }
        self
    }
}

/// The call of a step, if there is such a step.
fn call(lines: &[Line], step: usize) -> Option<&str> {
    lines.get(step).map(|line| line.call.as_str())
}
