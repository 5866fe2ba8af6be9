//! Which side of a failing trial moved, in a sentence that says no more than the recordings show.

use super::Complaint;
use crate::recording::Recording;
use crate::session::{Evidence, Moved, OtherAnswer};
use crate::transcript::one_line;
use crate::verdict::{Claims, Unopposed, Verdict};

impl Complaint<'_> {
    /// Which side moved, if that is the question.
    #[must_use]
    pub fn side(&self) -> Option<String> {
        // How the claims stand, if none fails but those that the case knows of.
        let claims = match &self.result.verdict {
            Verdict::New { claims, .. } => {
                return Some(format!("{}; accept the record, and it is no longer new", new(*claims)));
            }
            Verdict::Differs { claims: Claims::Unopposed(claims), .. } => Some(stand(*claims)),
            Verdict::Differs { claims: Claims::Fail(_), .. } | Verdict::Unsettled { .. } => None,
            Verdict::Agrees
            | Verdict::Deviates { .. }
            | Verdict::Healed { .. }
            | Verdict::Skipped { .. }
            | Verdict::Broken { .. }
            | Verdict::Refused { .. }
            | Verdict::Unclear { .. }
            | Verdict::Crashed { .. } => return None,
        };
        if self.session.updates() && claims.is_none() {
            return Some("its record is that of this run, so nothing tells which side moved".to_owned());
        }
        let (name, evidence) = (&self.session.edition, self.result.evidence.as_ref()?);
        Some(match (evidence.moved, claims) {
            (Some(Moved::Claim), _) => self.same_answer(evidence),
            (Some(Moved::Unshown), _) => {
                format!("the record of {name} reads the same, and does not show whether the claim held then")
            }
            (Some(Moved::Answer), claims) => self.answer(claims),
            (Some(Moved::Steps), None) => {
                format!("the case does something else than when {name} was recorded, so its record tells nothing")
            }
            (Some(Moved::Steps), Some(claims)) => format!("{claims}: look at the difference, and accept the record"),
            (Some(Moved::Ability), None) => {
                format!("it was not run when {name} was recorded, so its record tells nothing")
            }
            (Some(Moved::Ability), Some(claims)) => {
                format!("{claims}: look at what the case needs, and at what is new on this platform")
            }
            (None, _) => format!("{name} has no record of it, which would tell which side moved"),
        })
    }

    /// The record has the same answer.
    fn same_answer(&self, evidence: &Evidence) -> String {
        let apart = evidence.differ.len() + evidence.alike.len();
        let who = match (evidence.agree.len(), apart) {
            (0, _) | (_, 1..) => format!("the recording of {} agrees", self.session.edition),
            (others, 0) => format!("all {} recordings agree", others + 1),
        };
        format!("{who} with what was observed: the claim changed, or it never held")
    }

    /// The record has another answer: whose doing that may be. What a description says counts only for the records that
    /// it was written for.
    fn answer(&self, claims: Option<&str>) -> String {
        let what =
            claims.map_or("the record changed too".to_owned(), |claims| format!("{claims}, and the record changed"));
        let (session, name) = (self.session, &self.session.edition);
        match &session.recording {
            None => what,
            Some(Recording { date, .. }) if !session.is_as_recorded() => {
                format!("{what}; the snapshots of {name} are not those of {date}, so it may have been edited")
            }
            Some(Recording { date, harness, .. }) if harness != env!("CARGO_PKG_VERSION") => {
                format!("{what}; it was recorded by another version of sockshape, {harness}, on {date}")
            }
            Some(Recording { date, made_on, .. }) if *made_on == session.executor.identity().description => {
                format!("{what}, on the same system as on {date}: look for what is new on this host, or in sockshape")
            }
            Some(Recording { date, made_on, .. }) => {
                format!("{what}: the system was {made_on} on {date}; it changed, or sockshape did")
            }
        }
    }

    /// What the other recordings answer to the same call, if that says more than the sentence before.
    pub(super) fn others(&self) -> Option<String> {
        let evidence = self.result.evidence.as_ref()?;
        let is_said = evidence.moved == Some(Moved::Claim) && evidence.differ.is_empty() && evidence.alike.is_empty();
        let agree = (!evidence.agree.is_empty()).then(|| format!("{}: as observed", evidence.agree.join(", ")));
        let alike = (!evidence.alike.is_empty())
            .then(|| format!("{}: not shown by what is recorded", evidence.alike.join(", ")));
        let answer = |other: &OtherAnswer| format!("{}: {}", other.recordings.join(", "), one_line(&other.outcome));
        let all: Vec<String> = agree.into_iter().chain(alike).chain(evidence.differ.iter().map(answer)).collect();
        (!is_said && !all.is_empty()).then(|| all.join("; "))
    }
}

/// How the claims stand that nothing contradicts.
fn stand(claims: Unopposed) -> &'static str {
    match claims {
        Unopposed::Hold => "the claims hold",
        Unopposed::FailAsKnown => "the claims fail as is known of them",
        Unopposed::NotRun => "it was not run, so no claim was judged",
        Unopposed::Undecided => "what came back does not show whether the claims hold",
    }
}

/// The same of a trial without a record.
fn new(claims: Unopposed) -> &'static str {
    match claims {
        Unopposed::Hold => "nothing contradicts the case",
        Unopposed::FailAsKnown | Unopposed::NotRun | Unopposed::Undecided => stand(claims),
    }
}
