//! The way of a trial from its needs to its verdict.

use super::admission::TwoRuns;
use super::obstacle::Obstacle;
use super::setup::Session;
use super::undisturbed::run_undisturbed;
use crate::case::Trial;
use crate::snapshot::{Comparison, Update};
use crate::transcript::{Line, SnapshotText, Transcript};
use crate::verdict::{Judgement, Objection, Verdict, conclude, judge};

/// What came of a trial.
#[derive(Debug)]
pub struct TrialResult {
    /// Its verdict.
    pub verdict: Verdict,
    /// What it found out about the platform. None if it was skipped, or if it is unclear whether it can be run.
    pub found: Option<SnapshotText>,
}

impl Session {
    /// Runs a trial, if it can be run here, and judges it.
    #[must_use]
    pub fn examine(&self, trial: &Trial) -> TrialResult {
        match Obstacle::of(trial, self.executor.facts()) {
            None => self.run(trial),
            Some(Obstacle::Platform(lacks)) => self.without_running(trial, lacks),
            Some(Obstacle::Host(reason)) => TrialResult { verdict: Verdict::Skipped { reason }, found: None },
            Some(Obstacle::Unclear(what)) => TrialResult { verdict: Verdict::Unclear { what }, found: None },
        }
    }

    /// Why this host cannot run a trial that the platform can. None if the host can, or the platform cannot.
    #[must_use]
    pub fn skips(&self, trial: &Trial) -> Option<String> {
        match Obstacle::of(trial, self.executor.facts()) {
            Some(Obstacle::Host(reason)) => Some(reason),
            Some(Obstacle::Platform(_) | Obstacle::Unclear(_)) | None => None,
        }
    }

    /// Whether nothing keeps a trial from being run here.
    pub(super) fn can_run(&self, trial: &Trial) -> bool {
        Obstacle::of(trial, self.executor.facts()).is_none()
    }

    fn run(&self, trial: &Trial) -> TrialResult {
        let platform = self.platform();
        let transcript = match run_undisturbed(&trial.program, &*self.executor) {
            Ok(transcript) => transcript,
            Err(what) => return TrialResult { verdict: Verdict::Unclear { what }, found: None },
        };
        let mut rendering = transcript.render();
        let judgement = judge(trial, &transcript, &mut rendering, platform);
        let objection = self.objection(trial, &transcript, &rendering.lines);
        let found = SnapshotText::Ran(rendering.lines);
        match objection {
            Ok(None) => {}
            Ok(Some(objection)) => {
                return TrialResult { verdict: Verdict::Refused { objection }, found: Some(found) };
            }
            Err(what) => return TrialResult { verdict: Verdict::Unclear { what }, found: None },
        }
        let comparison = match judgement {
            Judgement::Broken { .. } => None,
            Judgement::Holds | Judgement::Fails(_) | Judgement::Undecidable(_) => self.comparison(trial, &found),
        };
        TrialResult { verdict: conclude(trial, judgement, comparison, platform), found: Some(found) }
    }

    /// What a run has that no record may have. None if nothing is written.
    ///
    /// # Errors
    /// When there was no earlier run to compare with.
    fn objection(&self, trial: &Trial, transcript: &Transcript, lines: &[Line]) -> Result<Option<Objection>, String> {
        if !self.writes() {
            return Ok(None);
        }
        let earlier = self.rehearsal(&trial.name).ok_or("it could not be run a first time")?;
        Ok(TwoRuns { trial, earlier, transcript, lines }.objection(self.executor.host()))
    }

    /// Judges a trial that the platform cannot run: the record has to say so too.
    fn without_running(&self, trial: &Trial, lacks: String) -> TrialResult {
        let found = SnapshotText::PlatformCannot(lacks);
        let verdict = match self.comparison(trial, &found) {
            None | Some(Comparison::Same) => Verdict::Agrees,
            Some(comparison) => Verdict::Differs { mismatches: Vec::new(), comparison },
        };
        TrialResult { verdict, found: Some(found) }
    }

    /// Compares with the record. None if the platform has no recording, and none is being made.
    fn comparison(&self, trial: &Trial, found: &SnapshotText) -> Option<Comparison> {
        let text = found.to_string();
        let comparison = match self.update {
            Update::Nothing if self.recorded => self.records.compare(&trial.name, &text),
            Update::Nothing => return None,
            Update::Pending | Update::Accepted => self.records.assert(&trial.name, &text),
        };
        (self.recorded || self.update == Update::Accepted).then_some(comparison)
    }
}
