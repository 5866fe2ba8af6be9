//! `snapshots/<platform>/recording.yaml`: when and on what a platform's snapshots were made.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::atomic_file;
use crate::case::Corpus;
use crate::digest::Digest;
use crate::platform::{Description, Platform, describe};
use crate::problem::Fault;
use crate::snapshot::Records;
use crate::yaml;

/// The name of the file in the folder of a recording.
pub const DESCRIPTION: &str = "recording.yaml";

/// The contents of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    /// The platform. In `snapshots/` it is also the name of the folder. Elsewhere the folder may have any name but that
    /// of another platform.
    pub platform: Platform,
    /// The day on which it was made, in UTC.
    pub date: String,
    /// The version of the harness that made it.
    pub harness: String,
    /// What it was made on.
    pub made_on: Description,
    /// The digest of what the cases do; see [`digest`].
    pub cases: String,
    /// The number of trials.
    pub trials: usize,
    /// The trials that this host could not run, and why.
    pub skipped: BTreeMap<String, String>,
    /// The digest of the snapshots, see [`Records::digest`]. It shows when a snapshot was cut short or edited.
    pub snapshots: String,
}

impl Recording {
    /// A recording of `platform`, made today on this host, of all trials of `corpus`. Their snapshots
    /// are written already.
    ///
    /// # Errors
    /// When a snapshot cannot be read.
    pub fn new(
        platform: Platform,
        corpus: &Corpus,
        records: &Records,
        skipped: BTreeMap<String, String>,
    ) -> io::Result<Self> {
        Ok(Self {
            platform,
            date: jiff::Timestamp::now().strftime("%Y-%m-%d").to_string(),
            harness: env!("CARGO_PKG_VERSION").to_owned(),
            made_on: describe(),
            cases: digest(corpus),
            trials: corpus.trials().count(),
            skipped,
            snapshots: records.digest()?,
        })
    }

    /// The file that describes the recording of a platform.
    #[must_use]
    pub fn file(records: &Records) -> PathBuf {
        records.folder().join(DESCRIPTION)
    }

    /// Reads the description of a recording. None if the platform has not been recorded.
    ///
    /// # Errors
    /// When the file is not such a description, or describes another platform than the name of its folder.
    pub fn read(records: &Records) -> Result<Option<Self>, Fault> {
        let file = Self::file(records);
        let unusable = |why: String| Fault::new(format!("{}: {why}", file.display()));
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unusable(error.to_string())),
        };
        let recording: Self = yaml::read_as(&text).map_err(|why| {
            unusable(why).hint("take it from where it was made, or remove it and record the platform again")
        })?;
        match recording.misplaced(records) {
            Some(name) => {
                Err(unusable(format!("this is a recording of {}, in a folder called {name}", recording.platform))
                    .hint("rename the folder to its platform"))
            }
            None => Ok(Some(recording)),
        }
    }

    /// The platform after which the folder is named, if that is another.
    fn misplaced(&self, records: &Records) -> Option<Platform> {
        let name = records.folder().file_name()?.to_str()?;
        Platform::named(name).ok().filter(|platform| *platform != self.platform)
    }

    /// Writes the description, unless nothing but its date would change.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, records: &Records) -> io::Result<()> {
        if let Ok(Some(earlier)) = Self::read(records) {
            let redated = Self { date: earlier.date.clone(), ..self.clone() };
            if redated == earlier {
                return Ok(());
            }
        }
        let file = Self::file(records);
        fs::create_dir_all(records.folder())?;
        atomic_file::write(&file, &yaml::write(self))
    }
}

/// A digest of the names of the trials and of what they do, not of what is claimed about them. Recordings with the same
/// digest can be compared.
#[must_use]
pub fn digest(corpus: &Corpus) -> String {
    let mut digest = Digest::default();
    for trial in corpus.trials() {
        let program = serde_json::to_string(&trial.program).expect("a program is plain data");
        digest.add(&trial.name.to_string(), program.as_bytes());
    }
    digest.finish()
}
