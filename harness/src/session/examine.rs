//! The way of a trial from its needs to its verdict.

use super::admission::TwoRuns;
use super::evidence::Evidence;
use super::obstacle::Obstacle;
use super::panics;
use super::setup::Session;
use super::undisturbed::run_undisturbed;
use super::update::Update;
use crate::case::Trial;
use crate::executor::Stop;
use crate::snapshot::Comparison;
use crate::transcript::{Line, SnapshotText, Transcript};
use crate::verdict::{Claims, Judgement, Objection, Unopposed, Verdict, conclude, judge};

/// What came of a trial.
#[derive(Debug)]
pub struct TrialResult {
    /// Its verdict.
    pub verdict: Verdict,
    /// What it found out about the platform. None if it was skipped, or if it is unclear whether it can be run.
    pub found: Option<SnapshotText>,
    /// What recordings say of the step in dispute, if there is one.
    pub evidence: Option<Evidence>,
}

impl TrialResult {
    /// A trial that was not run to its end.
    fn without(verdict: Verdict) -> Self {
        Self { verdict, found: None, evidence: None }
    }
}

impl Session {
    /// Runs a trial, if it can be run here, and judges it. A trial in which the harness fails has failed, and says how.
    #[must_use]
    pub fn examine(&self, trial: &Trial) -> TrialResult {
        let crashed = |how| TrialResult::without(Verdict::Crashed { how });
        self.guarded(trial, || self.examine_unguarded(trial)).unwrap_or_else(crashed)
    }

    /// Does something that may end the process.
    ///
    /// # Errors
    /// When it panicked, or a process died in it before: how.
    pub(super) fn guarded<T>(&self, trial: &Trial, act: impl FnOnce() -> T) -> Result<T, String> {
        if let Some(how) = self.journal.died(&trial.name) {
            return Err(format!("the process that ran the trial died: {how}"));
        }
        let _under_way = self.journal.begin(&trial.name);
        panics::catch(act).map_err(|panic| format!("a fault of the harness: {panic}"))
    }

    fn examine_unguarded(&self, trial: &Trial) -> TrialResult {
        match Obstacle::of(trial, self.executor.facts()) {
            None => self.run(trial),
            Some(Obstacle::Platform(lacks)) => self.without_running(trial, lacks),
            Some(Obstacle::Host(reason)) => TrialResult::without(Verdict::Skipped { reason }),
            Some(Obstacle::Unclear(what)) => TrialResult::without(Verdict::Unclear { what }),
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

    /// Runs a trial a first time. None if that cannot be done: it cannot be done later either, and then it is said why.
    pub(super) fn rehearse_one(&self, trial: &Trial) -> Option<Vec<Line>> {
        if Obstacle::of(trial, self.executor.facts()).is_some() {
            return None;
        }
        let transcript = self.guarded(trial, || run_undisturbed(&trial.program, &*self.executor)).ok()?.ok()?;
        Some(transcript.render().lines)
    }

    fn run(&self, trial: &Trial) -> TrialResult {
        let platform = self.platform();
        let transcript = match run_undisturbed(&trial.program, &*self.executor) {
            Ok(transcript) => transcript,
            Err(Stop::Lacks(what)) => return self.without_running(trial, what),
            Err(Stop::Failed(how)) => return TrialResult::without(Verdict::Crashed { how }),
        };
        let mut rendering = transcript.render();
        let judgement = judge(trial, &transcript, &mut rendering, platform);
        let objection = self.objection(trial, &transcript, &rendering.lines);
        let found = SnapshotText::Ran(rendering.lines);
        match objection {
            Ok(None) => {}
            Ok(Some(objection)) => {
                return TrialResult { verdict: Verdict::Refused { objection }, found: Some(found), evidence: None };
            }
            Err(what) => return TrialResult::without(Verdict::Unclear { what }),
        }
        let comparison = match judgement {
            Judgement::Broken { .. } => None,
            Judgement::Holds | Judgement::Fails(_) | Judgement::Undecidable(_) => self.comparison(trial, &found),
        };
        self.concluded(trial, conclude(judgement, comparison, self.forecast(trial)), found)
    }

    fn concluded(&self, trial: &Trial, verdict: Verdict, found: SnapshotText) -> TrialResult {
        // A record that this run has written says nothing about what was before.
        let witnesses = || self.witnesses(&trial.name);
        let evidence =
            if self.updates() { None } else { Evidence::of(&verdict, &found, trial, self.platform(), witnesses) };
        TrialResult { verdict, found: Some(found), evidence }
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
            Some(Comparison::New { text }) => Verdict::New { text, claims: Unopposed::NotRun },
            comparison => Verdict::Differs { claims: Claims::Unopposed(Unopposed::NotRun), comparison },
        };
        self.concluded(trial, verdict, found)
    }

    /// Compares with the record. None if the platform has no recording, and none is being made.
    fn comparison(&self, trial: &Trial, found: &SnapshotText) -> Option<Comparison> {
        let text = found.to_string();
        let comparison = match self.update {
            Update::Nothing if self.recording.is_some() => self.records.compare(&trial.name, &text),
            Update::Nothing => return None,
            Update::Pending | Update::Accepted => self.records.assert(&trial.name, &text),
        };
        (self.recording.is_some() || self.update == Update::Accepted).then_some(comparison)
    }
}
