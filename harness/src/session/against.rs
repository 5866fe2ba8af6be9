//! A run compared with every recording.

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use crate::case::TrialName;
use crate::fault::Fault;
use crate::recording::Recording;
use crate::snapshot::{Comparison, Records, editions};
use crate::transcript::SnapshotText;

/// How many trials of a run came out as recorded on one platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Agreement {
    /// Trials that came out as recorded there.
    pub same: usize,
    /// Trials that did not, and trials whose record cannot be read.
    pub different: usize,
    /// Trials that are not recorded there.
    pub unrecorded: usize,
}

/// Compares what a run found out with every recording below `root`. The result is by the name of the recording.
///
/// # Errors
/// When the description of a recording cannot be read.
pub fn agreements(root: &Path, found: &[(&TrialName, &SnapshotText)]) -> Result<BTreeMap<String, Agreement>, Fault> {
    let texts: Vec<(&TrialName, String)> = found.iter().map(|(name, found)| (*name, found.to_string())).collect();
    let mut agreements = BTreeMap::new();
    for edition in editions(root)? {
        let records = Records::new(root, edition.clone());
        if let Some(recording) = Recording::read(&records)? {
            let records = recording.over_its_base(root, records)?;
            agreements.insert(edition.to_string(), agreement(&records, &texts));
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
