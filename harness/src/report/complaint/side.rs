//! Which side of a failing trial moved, in a sentence that says no more than the recordings show.

use super::Complaint;
use crate::recording::Recording;
use crate::session::{Evidence, Moved, OtherAnswer};
use crate::transcript::one_line;
use crate::verdict::Verdict;

impl Complaint<'_> {
    /// Which side moved, if that is the question.
    #[must_use]
    pub fn side(&self) -> Option<String> {
        let has_mismatch = !self.mismatches().is_empty();
        if let Verdict::New { .. } = self.result.verdict {
            return Some("nothing contradicts the case; accept the record, and it is no longer new".to_owned());
        }
        if self.session.updates() && has_mismatch {
            return Some("its record is that of this run, so nothing tells which side moved".to_owned());
        }
        let (name, evidence) = (&self.session.edition, self.result.evidence.as_ref()?);
        Some(match evidence.moved {
            Some(Moved::Claim) => self.same_answer(evidence),
            Some(Moved::Answer) => self.answer(has_mismatch),
            Some(Moved::Steps) if has_mismatch => {
                format!("the case does something else than when {name} was recorded, so its record tells nothing")
            }
            Some(Moved::Steps) => "the claims hold: look at the difference, and accept the record".to_owned(),
            None => format!("{name} has no record of it, which would tell which side moved"),
        })
    }

    /// The record has the same answer.
    fn same_answer(&self, evidence: &Evidence) -> String {
        let who = match (evidence.agree.len(), evidence.differ.is_empty()) {
            (0, _) | (_, false) => format!("the recording of {} agrees", self.session.edition),
            (others, true) => format!("all {} recordings agree", others + 1),
        };
        format!("{who} with what was observed: the claim changed, or it never held")
    }

    /// The record has another answer: whose doing that may be.
    fn answer(&self, has_mismatch: bool) -> String {
        let what = if has_mismatch { "the record changed too" } else { "the claims hold, and the record changed" };
        match &self.session.recording {
            Some(Recording { date, made_on, .. }) if *made_on == self.session.executor.identity().description => {
                format!("{what}, on the same system as on {date}: look for what is new on this host, or in sockshape")
            }
            Some(Recording { date, made_on, .. }) => {
                format!("{what}: the system did, which on {date} was {made_on}")
            }
            None => what.to_owned(),
        }
    }

    /// What the other recordings answer to the same call, if that says more than the sentence before.
    pub(super) fn others(&self) -> Option<String> {
        let evidence = self.result.evidence.as_ref()?;
        let is_said = evidence.moved == Some(Moved::Claim) && evidence.differ.is_empty();
        let agree = (!evidence.agree.is_empty()).then(|| format!("{}: as observed", evidence.agree.join(", ")));
        let answer = |other: &OtherAnswer| format!("{}: {}", other.recordings.join(", "), one_line(&other.outcome));
        let all: Vec<String> = agree.into_iter().chain(evidence.differ.iter().map(answer)).collect();
        (!is_said && !all.is_empty()).then(|| all.join("; "))
    }
}
