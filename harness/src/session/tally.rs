//! The results of a run, as far as the description of a recording needs them.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::Trial;
use crate::snapshot::Comparison;
use crate::verdict::Verdict;

/// The trials that a host could not run, and why.
pub(super) type Skipped = BTreeMap<String, String>;

/// The results of the trials of a run.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The trials that this host could not run, and why.
    pub(super) skipped: Skipped,
    /// The trials whose record is that of this run. Broken and unclear trials have none, nor those in which the harness
    /// failed, nor those whose record could not be written.
    pub(super) recorded: BTreeSet<String>,
}

impl Tally {
    /// Adds the result of a trial.
    pub fn add(&mut self, trial: &Trial, verdict: &Verdict) {
        match verdict {
            Verdict::Skipped { reason } => drop(self.skipped.insert(trial.name.to_string(), reason.clone())),
            Verdict::Broken { .. }
            | Verdict::Unclear { .. }
            | Verdict::Refused { .. }
            | Verdict::Crashed { .. }
            | Verdict::New { .. } => {}
            Verdict::Differs { comparison: Some(comparison), .. } if *comparison != Comparison::Same => {}
            Verdict::Agrees
            | Verdict::Deviates { .. }
            | Verdict::Differs { .. }
            | Verdict::Healed { .. }
            | Verdict::Unsettled { .. } => drop(self.recorded.insert(trial.name.to_string())),
        }
    }
}
