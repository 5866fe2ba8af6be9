//! A run compared with every recording.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use crate::case::TrialName;
use crate::fault::Fault;
use crate::platform::Edition;
use crate::recording::Recording;
use crate::snapshot::{Comparison, Records, editions};
use crate::transcript::SnapshotText;
use crate::workers;

/// How many trials of a run came out as recorded on one platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Agreement {
    /// Trials that came out as recorded there, as far as both programs could see.
    pub same: usize,
    /// Trials that did not, and trials whose record cannot be read.
    pub different: usize,
    /// Trials that are not recorded there.
    pub unrecorded: usize,
}

/// Compares what a run found out with every recording below `root`. The result is by the name of the recording; the
/// faults are of those whose description cannot be read.
#[must_use]
pub fn agreements(root: &Path, found: &[(&TrialName, &SnapshotText)]) -> (BTreeMap<String, Agreement>, Vec<Fault>) {
    let texts: Vec<Found> = found.iter().map(|(name, found)| Found { name, text: found.to_string(), found }).collect();
    let (mut agreements, mut faults) = (BTreeMap::new(), Vec::new());
    let editions = editions(root).unwrap_or_else(|fault| {
        faults.push(fault);
        BTreeSet::new()
    });
    let editions: Vec<Edition> = editions.into_iter().collect();
    let compared = workers::map(&editions, workers::available(), |edition| {
        Ok(recorded(root, edition)?.map(|records| agreement(&records, &texts)))
    });
    for (edition, compared) in editions.iter().zip(compared) {
        match compared {
            Ok(Some(agreement)) => drop(agreements.insert(edition.to_string(), agreement)),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    (agreements, faults)
}

/// The records of a recording. None if it is not described.
fn recorded(root: &Path, edition: &Edition) -> Result<Option<Records>, Fault> {
    let records = Records::new(root, edition.clone());
    Recording::read(&records)?.map(|recording| recording.over_its_base(root, records)).transpose()
}

/// What a run found out about a trial, and that as the text of a record.
struct Found<'r> {
    name: &'r TrialName,
    found: &'r SnapshotText,
    text: String,
}

fn agreement(records: &Records, texts: &[Found]) -> Agreement {
    let mut agreement = Agreement::default();
    let agrees = |recorded: &str, found: &SnapshotText| {
        SnapshotText::read(recorded).is_ok_and(|recorded| recorded.agrees(found))
    };
    for Found { name, found, text } in texts {
        match records.compare(name, text) {
            Comparison::Same => agreement.same += 1,
            Comparison::Changed { recorded, .. } if agrees(&recorded, found) => agreement.same += 1,
            Comparison::Changed { .. } | Comparison::Unreadable { .. } | Comparison::Unwritten { .. } => {
                agreement.different += 1;
            }
            Comparison::New { .. } => agreement.unrecorded += 1,
        }
    }
    agreement
}
