//! A run compared with the records of every platform.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::case::TrialName;
use crate::fault::Fault;
use crate::platform::Platform;
use crate::recording::Recording;
use crate::snapshot::{Comparison, Records};
use crate::transcript::SnapshotText;

/// How many trials of a run came out as recorded on one platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// Trials that came out as recorded there.
    pub same: usize,
    /// Trials that did not, and trials whose record cannot be read.
    pub different: usize,
    /// Trials that are not recorded there.
    pub unrecorded: usize,
}

/// Compares what a run found out with the records of every platform that has been recorded below `root`. The result is
/// by the name of the platform.
///
/// # Errors
/// When the description of a recording cannot be read.
pub fn agreements(root: &Path, found: &[(&TrialName, &SnapshotText)]) -> Result<BTreeMap<String, Agreement>, Fault> {
    let texts: Vec<(&TrialName, String)> = found.iter().map(|(name, found)| (*name, found.to_string())).collect();
    let mut agreements = BTreeMap::new();
    for platform in Platform::all() {
        let records = Records::new(root, platform);
        if Recording::read(&records)?.is_some() {
            agreements.insert(platform.to_string(), agreement(&records, &texts));
        }
    }
    Ok(agreements)
}

fn agreement(records: &Records, texts: &[(&TrialName, String)]) -> Agreement {
    let mut agreement = Agreement::default();
    for (name, text) in texts {
        match records.compare(name, text) {
            Comparison::Same => agreement.same += 1,
            Comparison::Changed { .. } | Comparison::Unreadable { .. } | Comparison::Unwritten { .. } => {
                agreement.different += 1;
            }
            Comparison::New { .. } => agreement.unrecorded += 1,
        }
    }
    agreement
}
