//! A run as programs read it: every trial with its verdict, what fails and where, and what most of that has in common.

use schemars::JsonSchema;
use serde::Serialize;

use super::complaint::{Complaint, ComplaintGroup};
use super::summary::Summary;
use crate::compat::CorpusTrial;
use crate::session::{Evidence, Session, TrialResult};
use crate::source::Location;
use crate::terminal::{UNLIMITED, plain};
use crate::verdict::{Mismatch, Verdict};

/// A run.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Outcomes<'r> {
    /// The trials that were run or skipped, in the order of the case files.
    pub trials: Vec<TrialOutcome>,
    /// The ways in which trials fail, the most frequent first; those that are only new come last.
    pub ways: Vec<Way>,
    /// The numbers.
    pub summary: &'r Summary,
}

/// What came of a trial.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TrialOutcome {
    /// Its name.
    pub name: String,
    /// Its verdict: agrees, deviates, differs, new, healed, unsettled, skipped, broken, refused, unclear or crashed.
    pub verdict: String,
    /// Why this host could not run it; null if it could.
    pub skipped: Option<String>,
    /// What needs attention; null if nothing does.
    pub complaint: Option<ComplaintOutcome>,
    /// What came back, as a snapshot has it; null if the trial was not run.
    pub transcript: Option<String>,
}

/// What needs attention in a trial.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComplaintOutcome {
    /// What happened, in a line.
    pub headline: String,
    /// Which side moved, in a sentence; null if that is not the question.
    pub side: Option<String>,
    /// The place in the case file.
    pub place: Place,
    /// The claims that fail.
    pub mismatches: Vec<FailedClaim>,
    /// What recordings say of the step in dispute; null if none is.
    pub evidence: Option<Evidence>,
    /// The whole message, for people.
    pub message: String,
}

/// A claim that fails.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FailedClaim {
    /// The number of the step in its case, from 1.
    pub step: usize,
    /// The place of the claim, or that of the step if the claim is not written out.
    pub place: Place,
    /// The operation and its arguments.
    pub call: String,
    /// What was expected, in the words of the case.
    pub expected: String,
    /// What came back.
    pub observed: String,
}

/// A place in a case file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place {
    /// The file, below the root of the project.
    pub file: String,
    /// The line, from 1; null if it is not known.
    pub line: Option<usize>,
    /// The character in the line, from 1; null if it is not known.
    pub column: Option<usize>,
}

/// A way in which trials fail.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Way {
    /// What happened in all of them.
    pub headline: String,
    /// Their names.
    pub trials: Vec<String>,
}

impl<'r> Outcomes<'r> {
    /// The outcomes of the trials of a run, and the groups of those that need attention.
    pub fn new<'a>(
        results: impl Iterator<Item = (CorpusTrial<'a>, &'a TrialResult)>,
        groups: &[ComplaintGroup],
        session: &'a Session,
        summary: &'r Summary,
    ) -> Self {
        let name = |complaint: &Complaint| complaint.trial().name.to_string();
        let way = |group: &ComplaintGroup| Way {
            headline: group.headline.clone(),
            trials: group.complaints.iter().map(name).collect(),
        };
        let trials = results.map(|(known, result)| TrialOutcome::of(known, result, session)).collect();
        Self { trials, ways: groups.iter().map(way).collect(), summary }
    }
}

impl TrialOutcome {
    fn of(known: CorpusTrial, result: &TrialResult, session: &Session) -> Self {
        let complaint = Complaint::of(known, result, session);
        let skipped = match &result.verdict {
            Verdict::Skipped { reason } => Some(reason.clone()),
            Verdict::Agrees
            | Verdict::Deviates { .. }
            | Verdict::Differs { .. }
            | Verdict::New { .. }
            | Verdict::Healed { .. }
            | Verdict::Unsettled { .. }
            | Verdict::Broken { .. }
            | Verdict::Refused { .. }
            | Verdict::Unclear { .. }
            | Verdict::Crashed { .. } => None,
        };
        Self {
            skipped,
            name: known.trial.name.to_string(),
            verdict: result.verdict.word().to_owned(),
            complaint: complaint.map(|complaint| ComplaintOutcome::of(&complaint, result)),
            transcript: result.found.as_ref().map(ToString::to_string),
        }
    }
}

impl ComplaintOutcome {
    fn of(complaint: &Complaint, result: &TrialResult) -> Self {
        let place = |location| Place::new(&complaint.trial().source.path, location);
        let claim = |mismatch: &Mismatch| FailedClaim {
            step: mismatch.step,
            place: place(mismatch.location),
            call: mismatch.call.clone(),
            expected: mismatch.expected.clone(),
            observed: mismatch.observed.clone(),
        };
        Self {
            headline: complaint.headline(),
            side: complaint.side(),
            place: place(complaint.location()),
            mismatches: complaint.mismatches().iter().map(claim).collect(),
            evidence: result.evidence.clone(),
            message: plain(&complaint.text(UNLIMITED)),
        }
    }
}

impl Place {
    fn new(file: &str, location: Option<Location>) -> Self {
        let (line, column) = (location.map(|at| at.line), location.map(|at| at.column));
        Self { file: file.to_owned(), line, column }
    }
}
