//! What a run came to: by group, with the reasons of what was skipped, and against each recorded platform.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::case::Trial;
use crate::platform::Platform;
use crate::session::Examined;
use crate::snapshot::{Comparison, Records};
use crate::verdict::Verdict;

/// How many trials came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All claims hold, and the record is unchanged.
    pub agree: usize,
    /// A claim fails as the case says it does here.
    pub deviate: usize,
    /// A claim fails, the record changed, a deviation is healed, the case is broken, or a probe is unclear.
    pub differ: usize,
    /// A claim fails on a platform without recordings.
    pub unsettled: usize,
    /// The host lacks a capability.
    pub skipped: usize,
}

/// A run against the record of one platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Trials that came out as recorded there.
    pub same: usize,
    /// Trials that did not.
    pub different: usize,
    /// Trials that are not recorded there.
    pub unrecorded: usize,
}

/// What a run came to.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    /// The platform.
    pub platform: String,
    /// By group.
    pub groups: BTreeMap<String, Counts>,
    /// Why trials were skipped, and how many for that reason.
    pub skipped: BTreeMap<String, usize>,
    /// Against the record of each recorded platform.
    pub compared: BTreeMap<String, Compared>,
}

impl Summary {
    /// An empty summary of a run on `platform`.
    #[must_use]
    pub fn new(platform: Platform) -> Self {
        Self { platform: platform.to_string(), ..Self::default() }
    }

    /// Counts a trial; `recorded` are the records of all platforms that have some.
    pub fn add(&mut self, trial: &Trial, examined: &Examined, recorded: &[(Platform, Records)]) {
        let counts = self.groups.entry(trial.name.group.clone()).or_default();
        match &examined.verdict {
            Verdict::Agrees => counts.agree += 1,
            Verdict::Deviates { .. } => counts.deviate += 1,
            Verdict::Unsettled { .. } => counts.unsettled += 1,
            Verdict::Skipped { reason } => {
                counts.skipped += 1;
                *self.skipped.entry(reason.clone()).or_default() += 1;
            }
            Verdict::Differs { .. } | Verdict::Healed { .. } | Verdict::Broken { .. } | Verdict::Unclear { .. } => {
                counts.differ += 1;
            }
        }
        let Some(text) = &examined.text else {
            return;
        };
        for (platform, records) in recorded {
            let compared = self.compared.entry(platform.to_string()).or_default();
            match records.compare(&trial.name, text) {
                Comparison::Same => compared.same += 1,
                Comparison::Changed { .. } | Comparison::Unreadable { .. } => compared.different += 1,
                Comparison::New { .. } => compared.unrecorded += 1,
            }
        }
    }

    /// The counts of all groups.
    #[must_use]
    pub fn total(&self) -> Counts {
        self.groups.values().fold(Counts::default(), |sum, counts| Counts {
            agree: sum.agree + counts.agree,
            deviate: sum.deviate + counts.deviate,
            differ: sum.differ + counts.differ,
            unsettled: sum.unsettled + counts.unsettled,
            skipped: sum.skipped + counts.skipped,
        })
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        let name = |name: &str| name.to_owned();
        let rows: Vec<_> = self.groups.iter().map(|(group, counts)| (name(group), *counts)).collect();
        let width = rows.iter().map(|(group, _)| group.len()).chain([5]).max().unwrap_or(5);
        writeln!(f, "{:width$}  agree  differ  deviate  unsettled  skipped", "")?;
        for (group, counts) in rows.iter().chain([&(name("total"), total)]) {
            let Counts { agree, deviate, differ, unsettled, skipped } = counts;
            writeln!(f, "{group:width$} {agree:6} {differ:7} {deviate:8} {unsettled:10} {skipped:8}")?;
        }
        if !self.skipped.is_empty() {
            writeln!(f, "\nskipped on this host:")?;
            for (reason, count) in &self.skipped {
                writeln!(f, "{count:6}  {reason}")?;
            }
        }
        if self.compared.is_empty() {
            return writeln!(f, "\nno platform has been recorded yet");
        }
        writeln!(f, "\nthis machine ({}) against the records:", self.platform)?;
        for (platform, compared) in &self.compared {
            let Compared { same, different, unrecorded } = compared;
            writeln!(f, "  {platform}: {same} the same, {different} different, {unrecorded} unrecorded")?;
        }
        Ok(())
    }
}
