//! What happened in a trial, in one line. Trials that fail in the same way have the same line.

use super::Complaint;
use crate::session::{Evidence, Moved};
use crate::snapshot::Comparison;
use crate::transcript::one_line;
use crate::verdict::{Mismatch, Unfit, Verdict};

impl Complaint<'_> {
    /// What happened. Of an answer it names neither the socket nor the step, so that it is the same wherever the same
    /// thing happened.
    #[must_use]
    pub fn headline(&self) -> String {
        if let Some(Mismatch { call, expected, observed, .. }) = self.mismatches().first() {
            return format!("{}: expected {expected}, observed {}", operation(call), one_line(observed));
        }
        match &self.result.verdict {
            Verdict::Differs { comparison, .. } => self.changed(comparison.as_ref()),
            Verdict::New { .. } => "new: there is no record of this trial yet".to_owned(),
            Verdict::Healed { why, listed: None } => {
                let (path, platform) = (&self.trial().source.path, self.session.platform());
                format!("every claim holds, but {path} says that {platform} deviates: {why}")
            }
            Verdict::Healed { why, listed: Some(place) } => {
                format!("every claim holds, but {place} says that one fails: {why}")
            }
            Verdict::Broken { fault, .. } => format!("error in the case: {fault}"),
            Verdict::Refused { objection } => {
                let why = match &objection.unfit {
                    Unfit::Differs { .. } => "two runs differ, so this is not recorded".to_owned(),
                    Unfit::HostFact { fact, .. } => format!("this holds {fact}, so it is not recorded"),
                };
                format!("step {}: {why}", objection.step)
            }
            Verdict::Unclear { what } => format!("cannot tell whether this host can run the trial: {what}"),
            Verdict::Crashed { how } => how.clone(),
            Verdict::Agrees | Verdict::Deviates { .. } | Verdict::Unsettled { .. } | Verdict::Skipped { .. } => {
                String::new()
            }
        }
    }

    /// What is the same in all trials that fail in the same way: what happened, every claim that fails and how, and
    /// which side moved.
    #[must_use]
    pub fn way(&self) -> String {
        let claim = |Mismatch { call, expected, observed, .. }: &Mismatch| {
            format!("{}: expected {expected}, observed {observed}", operation(call))
        };
        let claims = self.mismatches().iter().map(claim);
        let lines: Vec<String> = [self.headline()].into_iter().chain(claims).chain(self.side()).collect();
        lines.join("\n")
    }

    /// How the record differs.
    fn changed(&self, comparison: Option<&Comparison>) -> String {
        match (comparison, &self.result.evidence) {
            (Some(Comparison::Unreadable { .. }), _) => "the record cannot be read".to_owned(),
            (Some(Comparison::Unwritten { .. }), _) => "the record cannot be written".to_owned(),
            (_, Some(Evidence { moved: Some(Moved::Answer), call, observed, recorded: Some(recorded), .. })) => {
                let call = operation(call);
                format!("{call}: recorded {}, observed {}", one_line(recorded), one_line(observed))
            }
            (_, Some(Evidence { moved: Some(Moved::Steps), .. })) => {
                "the case does something else than when it was recorded".to_owned()
            }
            (_, Some(Evidence { moved: Some(Moved::Ability), observed, recorded: Some(recorded), .. })) => {
                format!("whether the platform can run it: recorded {recorded}, observed {observed}")
            }
            _ => "the record changed".to_owned(),
        }
    }
}

/// The name of the operation of a call.
fn operation(call: &str) -> &str {
    call.split(' ').next().unwrap_or(call)
}
