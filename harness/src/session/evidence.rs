//! Which side of a failing trial moved: what the recordings have of the step in dispute.

use schemars::JsonSchema;
use serde::Serialize;

use super::witness::Witness;
use crate::case::Trial;
use crate::platform::Platform;
use crate::snapshot::Comparison;
use crate::transcript::{Line, ReadBack, SnapshotText};
use crate::verdict::{Judgement, Verdict, judge};

/// Which side moved since the trial was recorded on this platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// The record has the answer of this run, and the claim fails of it: it was changed, or it never held.
    Claim,
    /// The record reads as this run does, and does not show what the claim is about.
    Unshown,
    /// The record has another answer to the same call, after the same answers to all calls before it.
    Answer,
    /// The case does something else than when it was recorded, so its record tells nothing.
    Steps,
    /// Whether the platform can run the trial: what the case needs, or what the platform has.
    Ability,
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
    /// The other recordings that read as this run does, and do not show what the claim is about.
    pub alike: Vec<String>,
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
    /// What there is to say of a trial with this verdict on `platform`, which `found` this. None if no answer is in
    /// dispute.
    pub(super) fn of(
        verdict: &Verdict,
        found: &SnapshotText,
        trial: &Trial,
        platform: Platform,
        witnesses: impl FnOnce() -> Vec<Witness>,
    ) -> Option<Self> {
        let failed = verdict.mismatches().first().map(|mismatch| mismatch.step - 1);
        let failed = failed.map(|step| FailedStep { trial, platform, step });
        let about = |recorded| Self::about(failed.as_ref(), recorded, found);
        let evidence = match verdict {
            Verdict::Differs { comparison: Some(Comparison::Same), .. } => about(Some(found)),
            Verdict::Differs { comparison: Some(Comparison::Changed { recorded, .. }), .. } => {
                about(Some(&SnapshotText::read(recorded).ok()?))
            }
            Verdict::Differs { .. } | Verdict::Unsettled { .. } => about(None),
            Verdict::Agrees
            | Verdict::Deviates { .. }
            | Verdict::New { .. }
            | Verdict::Healed { .. }
            | Verdict::Skipped { .. }
            | Verdict::Broken { .. }
            | Verdict::Refused { .. }
            | Verdict::Unclear { .. }
            | Verdict::Crashed { .. } => None,
        };
        Some(evidence?.with(failed.as_ref(), &witnesses()))
    }

    /// The step in dispute, and which side moved.
    fn about(failed: Option<&FailedStep>, recorded: Option<&SnapshotText>, found: &SnapshotText) -> Option<Self> {
        let (SnapshotText::Ran(now), Some(SnapshotText::Ran(before))) = (found, recorded) else {
            return match (found, recorded) {
                (SnapshotText::Ran(now), None) => Self::at(failed?.step, None, now, None),
                (now, recorded) => Some(Self::of_the_whole(recorded?, now)),
            };
        };
        let change = (0..now.len().max(before.len())).find(|step| now.get(*step) != before.get(*step));
        let change = change.filter(|change| failed.is_none_or(|failed| *change <= failed.step));
        match change {
            None => {
                let failed = failed?;
                let moved = if failed.fails_of(before) { Moved::Claim } else { Moved::Unshown };
                Self::at(failed.step, Some(moved), now, Some(before))
            }
            Some(step) if call(now, step) == call(before, step) => {
                Self::at(step, Some(Moved::Answer), now, Some(before))
            }
            Some(change) => {
                let step = failed.map_or(change, |failed| failed.step).min(now.len().saturating_sub(1));
                Self::at(step, Some(Moved::Steps), now, None)
            }
        }
    }

    fn at(step: usize, moved: Option<Moved>, now: &[Line], before: Option<&[Line]>) -> Option<Self> {
        let Line { call, outcome } = now.get(step)?.clone();
        let recorded = before.and_then(|before| before.get(step)).map(|line| line.outcome.clone());
        let (agree, alike, differ) = (Vec::new(), Vec::new(), Vec::new());
        Some(Self { moved, step: Some(step + 1), call, observed: outcome, recorded, agree, alike, differ })
    }

    /// Whether the platform can run the trial is in dispute.
    fn of_the_whole(recorded: &SnapshotText, observed: &SnapshotText) -> Self {
        let said = |text: &SnapshotText| match text {
            SnapshotText::Ran(_) => "it was run".to_owned(),
            SnapshotText::PlatformCannot(_) => text.to_string(),
        };
        Self {
            moved: Some(Moved::Ability),
            step: None,
            call: "the trial".to_owned(),
            observed: said(observed),
            recorded: Some(said(recorded)),
            agree: Vec::new(),
            alike: Vec::new(),
            differ: Vec::new(),
        }
    }

    /// Adds what others answered to the same call. If a claim about it fails here, only those agree of whose answer it
    /// fails as well.
    fn with(mut self, failed: Option<&FailedStep>, witnesses: &[Witness]) -> Self {
        let failed = failed.filter(|failed| self.step == Some(failed.step + 1));
        let now = Line { call: self.call.clone(), outcome: self.observed.clone() };
        for Witness { recording, text } in witnesses {
            let (SnapshotText::Ran(lines), Some(step)) = (text, self.step) else { continue };
            let Some(line) = lines.get(step - 1).filter(|line| line.call == self.call) else { continue };
            if line.agrees(&now) {
                let agrees = failed.is_none_or(|failed| failed.fails_of(lines));
                if agrees { &mut self.agree } else { &mut self.alike }.push(recording.clone());
            } else if let Some(other) = self.differ.iter_mut().find(|other| other.outcome == line.outcome) {
                other.recordings.push(recording.clone());
            } else {
                self.differ.push(OtherAnswer { outcome: line.outcome.clone(), recordings: vec![recording.clone()] });
            }
        }
        self
    }
}

/// The first step whose claim fails in this run.
struct FailedStep<'t> {
    trial: &'t Trial,
    platform: Platform,
    /// Its index.
    step: usize,
}

impl FailedStep<'_> {
    /// Whether the claim fails of a record as well. A record has no times, for instance, and not all data: equal texts
    /// need not be equal answers.
    fn fails_of(&self, lines: &[Line]) -> bool {
        let read = lines.get(..=self.step).and_then(|lines| ReadBack::of(&self.trial.program, lines).ok());
        let judgement = |mut read: ReadBack| judge(self.trial, &read.transcript, &mut read.rendering, self.platform);
        match read.map(judgement) {
            Some(Judgement::Fails(mismatches)) => mismatches.iter().any(|mismatch| mismatch.step == self.step + 1),
            Some(Judgement::Holds | Judgement::Undecidable(_) | Judgement::Broken { .. }) | None => false,
        }
    }
}

/// The call of a step, if there is such a step.
fn call(lines: &[Line], step: usize) -> Option<&str> {
    lines.get(step).map(|line| line.call.as_str())
}
