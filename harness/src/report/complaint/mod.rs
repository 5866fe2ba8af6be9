//! The message of a trial that needs attention. Its first two lines say what happened and which side moved. The rest is
//! everything that is needed to act on it: the place, what was expected and observed, what the case is about, what
//! changed in the record, and what to type.

mod annotation;
mod details;
mod group;
mod headline;
mod side;

use std::fmt;

use anstyle::Style;

use crate::case::Trial;
use crate::compat::CorpusTrial;
use crate::session::{Session, TrialResult};
use crate::source::Location;
use crate::terminal::{STRONG, paragraph};
use crate::transcript::one_line;
use crate::verdict::{Mismatch, Verdict};

pub use annotation::annotates;
pub use group::{ComplaintGroup, grouped};

/// A trial that needs attention.
pub struct Complaint<'a> {
    known: CorpusTrial<'a>,
    result: &'a TrialResult,
    session: &'a Session,
}

impl fmt::Debug for Complaint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Complaint").field(&self.known.trial.name).finish()
    }
}

impl<'a> Complaint<'a> {
    /// A trial with its result. None if it agrees, deviates as expected, or was skipped.
    #[must_use]
    pub fn of(known: CorpusTrial<'a>, result: &'a TrialResult, session: &'a Session) -> Option<Self> {
        match result.verdict {
            Verdict::Agrees | Verdict::Deviates { .. } | Verdict::Skipped { .. } => None,
            Verdict::Differs { .. }
            | Verdict::New { .. }
            | Verdict::Healed { .. }
            | Verdict::Unsettled { .. }
            | Verdict::Broken { .. }
            | Verdict::Refused { .. }
            | Verdict::Unclear { .. }
            | Verdict::Crashed { .. } => Some(Self { known, result, session }),
        }
    }

    /// The trial.
    #[must_use]
    pub fn trial(&self) -> &'a Trial {
        self.known.trial
    }

    /// The message, in lines of at most `width` columns; commands are not wrapped.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let mut text = paragraph(0, "", &self.headline(), STRONG, width);
        if let Some(side) = self.side() {
            text += &paragraph(0, "", &side, Style::new(), width);
        }
        if let Some(others) = self.others() {
            text += &paragraph(0, "other recordings: ", &others, Style::new(), width);
        }
        text + &self.details(width)
    }

    /// The message in one line, for programs that show no more: what happened, which side moved, and where.
    #[must_use]
    pub fn line(&self) -> String {
        let side = self.side().map(|side| format!("; {side}")).unwrap_or_default();
        format!("{}{side} ({})", self.headline(), place(self.trial(), self.location()))
    }

    /// The claims that fail.
    #[must_use]
    pub fn mismatches(&self) -> &'a [Mismatch] {
        self.result.verdict.mismatches()
    }

    /// The place in the case file that the message is about: the claim that fails, the step whose answer changed, or
    /// else the first step.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        let step = match &self.result.verdict {
            Verdict::Broken { location, .. } => return *location,
            Verdict::Refused { objection } => return objection.location,
            _ if !self.mismatches().is_empty() => return self.mismatches()[0].location,
            _ => self.result.evidence.as_ref().and_then(|evidence| evidence.step).unwrap_or(1),
        };
        self.trial().claims.get(step - 1)?.step.location(&self.trial().source)
    }
}

/// Why a trial is ignored, on one line: it was skipped, or its claims fail on a platform that has not been recorded.
#[must_use]
pub fn ignored(trial: &Trial, verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::Skipped { reason } => Some(reason.clone()),
        Verdict::Unsettled { mismatches } => Some(unsettled(trial, mismatches)),
        Verdict::Agrees
        | Verdict::Deviates { .. }
        | Verdict::Differs { .. }
        | Verdict::New { .. }
        | Verdict::Healed { .. }
        | Verdict::Broken { .. }
        | Verdict::Refused { .. }
        | Verdict::Unclear { .. }
        | Verdict::Crashed { .. } => None,
    }
}

fn unsettled(trial: &Trial, mismatches: &[Mismatch]) -> String {
    let claims = mismatches.iter().map(|mismatch| {
        let place = place(trial, mismatch.location);
        let (call, expected, observed) = (&mismatch.call, &mismatch.expected, &mismatch.observed);
        let observed = one_line(observed);
        format!("{place}: {call}: expected {expected}, observed {observed}")
    });
    let claims: Vec<String> = claims.collect();
    format!("unsettled, no recording of this platform: {}", claims.join("; "))
}

fn place(trial: &Trial, location: Option<Location>) -> String {
    let file = &trial.source.path;
    location.map_or_else(|| file.clone(), |location| format!("{file}:{location}"))
}
