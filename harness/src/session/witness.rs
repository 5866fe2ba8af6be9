//! What other recordings have of a trial whose answer is in dispute.

use super::setup::Session;
use crate::case::TrialName;
use crate::platform::Edition;
use crate::recording::Recording;
use crate::snapshot::{Records, editions};
use crate::transcript::SnapshotText;

/// What another recording has of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The name of the recording.
    pub recording: String,
    /// What it has.
    pub text: SnapshotText,
}

impl Session {
    /// What the recordings have of a trial, but for the one that the run is compared with. One that cannot be read says
    /// nothing here; `sockshape check` says so of it.
    pub(super) fn witnesses(&self, name: &TrialName) -> Vec<Witness> {
        let witness = |(edition, records): &(Edition, Records)| {
            let text = SnapshotText::read(&records.read(name).ok().flatten()?).ok()?;
            Some(Witness { recording: edition.to_string(), text })
        };
        self.others.get_or_init(|| self.find_others()).iter().filter_map(witness).collect()
    }

    fn find_others(&self) -> Vec<(Edition, Records)> {
        let records = |edition: Edition| {
            let records = Records::new(&self.root, edition.clone());
            let recording = Recording::read(&records).ok().flatten()?;
            Some((edition, recording.over_its_base(&self.root, records).ok()?))
        };
        let editions = editions(&self.root).unwrap_or_default();
        editions.into_iter().filter(|edition| *edition != self.edition).filter_map(records).collect()
    }
}
