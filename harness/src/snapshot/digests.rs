//! The digests of the snapshots of a recording, topic by topic: so what is recorded of one can be held against its
//! digest without reading the others, and whoever changes one changes one line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::whole::Whole;
use crate::case::TrialName;
use crate::digest::Digest;
use crate::fault::Fault;

/// The digests of snapshots, by the folders of their topics.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digests(BTreeMap<String, String>);

impl Digests {
    /// Those of these snapshots, which come in the order of their paths.
    ///
    /// # Errors
    /// When one could not be read.
    pub fn of<'w>(all: impl Iterator<Item = &'w Whole>) -> Result<Self, Fault> {
        let mut digests: BTreeMap<String, Digest> = BTreeMap::new();
        for Whole { below, contents, .. } in all {
            let name = below.file_name().unwrap_or_default().to_string_lossy();
            let digest = digests.entry(folder(below)).or_default();
            digest.add(&name, contents.as_ref().map_err(Clone::clone)?.as_bytes());
        }
        Ok(Self(digests.into_iter().map(|(topic, digest)| (topic, digest.finish())).collect()))
    }

    /// One digest of all.
    #[must_use]
    pub fn whole(&self) -> String {
        let mut whole = Digest::default();
        self.0.iter().for_each(|(topic, digest)| whole.add(topic, digest.as_bytes()));
        whole.finish()
    }

    /// The topics with another digest, or with none on one side, among these or among all.
    #[must_use]
    pub fn differ(&self, others: &Self, among: Option<&BTreeSet<String>>) -> BTreeSet<String> {
        let topics = self.0.keys().chain(others.0.keys());
        let is_meant = |topic: &&String| among.is_none_or(|among| among.contains(*topic));
        let differs = |topic: &&String| self.0.get(*topic) != others.0.get(*topic);
        topics.filter(is_meant).filter(differs).cloned().collect()
    }
}

/// The folder of the snapshot of a trial below that of its recording.
#[must_use]
pub fn topic_of(name: &TrialName) -> String {
    format!("{}/{}", name.group, name.topic)
}

/// The same of a file, wherever it lies there.
fn folder(below: &Path) -> String {
    let parts: Vec<_> = below.parent().into_iter().flatten().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
