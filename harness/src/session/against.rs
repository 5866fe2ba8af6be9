//! A run held against the records of every platform: how many of its trials came out as they did there.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::case::TrialName;
use crate::fault::Fault;
use crate::platform::Platform;
use crate::recording::Recording;
use crate::snapshot::{Comparison, Records};
use crate::transcript::SnapshotText;

/// How many trials came out as on one platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// Trials that came out as recorded there.
    pub same: usize,
    /// Trials that did not, and those whose record cannot be read.
    pub different: usize,
    /// Trials that are not recorded there.
    pub unrecorded: usize,
}

impl Agreement {
    fn add(&mut self, comparison: &Comparison) {
        match comparison {
            Comparison::Same => self.same += 1,
            Comparison::Changed { .. } | Comparison::Unreadable { .. } => self.different += 1,
            Comparison::New { .. } => self.unrecorded += 1,
        }
    }
}

/// Compares what a run found out about trials with the records of every platform that has been recorded below `root`. The result is by the
/// name of the platform.
///
/// # Errors
/// When the description of a recording cannot be read.
pub fn against_all(root: &Path, trials: &[(&TrialName, &SnapshotText)]) -> Result<BTreeMap<String, Agreement>, Fault> {
    let trials: Vec<(&TrialName, String)> = trials.iter().map(|(name, found)| (*name, found.to_string())).collect();
    let mut agreements = BTreeMap::new();
    for platform in Platform::all() {
        let records = Records::new(root, platform);
        if Recording::read(&records)?.is_some() {
            agreements.insert(platform.to_string(), against(&records, &trials));
        }
    }
    Ok(agreements)
}

fn against(records: &Records, trials: &[(&TrialName, String)]) -> Agreement {
    let mut agreement = Agreement::default();
    for (name, text) in trials {
        agreement.add(&records.compare(name, text));
    }
    agreement
}
