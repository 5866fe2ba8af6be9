//! `snapshots/<platform>/recording.yaml`: when and on what a platform's snapshots were made.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::atomic_file;
use crate::case::{Corpus, Shard, TrialName};
use crate::digest::Digest;
use crate::fault::Fault;
use crate::files::{self, Kind, remedy};
use crate::platform::{Description, Edition, Identity, Platform, Release};
use crate::root;
pub use crate::snapshot::DESCRIPTION;
use crate::snapshot::{Digests, Records};
use crate::workers;
use crate::yaml;

/// The most bytes the file may have. Most of them list skipped trials.
const MOST_BYTES: u64 = 1024 * 1024;

/// The most recordings that may lie beneath one another: a release, its platform, and what that answers to.
const MOST_BASES: usize = 3;

/// The contents of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    /// The platform. In `snapshots/` it is also the name of the folder. Elsewhere the folder may have any name but that
    /// of another platform.
    pub platform: Platform,
    /// The release of what was recorded, if anybody said which it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<Release>,
    /// The recording that lies beneath it, if only what differs from that is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
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
    /// Which of them it is of, if it is one of several recordings that are to be put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// The trials that this host could not run, and why.
    pub skipped: BTreeMap<String, String>,
    /// The digests of the snapshots by topic, see [`Records::digests`], those included that show from beneath. They
    /// show when a snapshot was cut short or edited.
    pub snapshots: Digests,
}

/// The recording that lies beneath another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// Which it is.
    pub recording: Edition,
    /// The digest of all its snapshots, see [`Digests::whole`]. It shows when the base was recorded again.
    pub snapshots: String,
}

impl Recording {
    /// A recording made today on `identity`, of all trials of `corpus`. Their snapshots
    /// are written already.
    ///
    /// # Errors
    /// When a snapshot cannot be read.
    pub fn new(
        identity: &Identity,
        corpus: &Corpus,
        records: &Records,
        skipped: BTreeMap<String, String>,
    ) -> Result<Self, Fault> {
        Ok(Self {
            platform: identity.platform,
            release: identity.release.clone(),
            base: None,
            date: today(),
            harness: env!("CARGO_PKG_VERSION").to_owned(),
            made_on: identity.description.clone(),
            cases: digest(corpus),
            trials: corpus.trials().count(),
            shard: None,
            skipped,
            snapshots: records.digests()?,
        })
    }

    /// Whether it is a recording of this trial, among others.
    #[must_use]
    pub fn is_to_have(&self, name: &TrialName) -> bool {
        self.shard.is_none_or(|shard| shard.has(name))
    }

    /// Whether it was made on this system, by this version of the harness.
    #[must_use]
    pub fn is_of(&self, identity: &Identity) -> bool {
        self.made_on == identity.description && self.harness == env!("CARGO_PKG_VERSION")
    }

    /// The same recording with other snapshots, of which those of `recorded` were made today.
    #[must_use]
    pub fn with_snapshots(&self, snapshots: Digests, recorded: &BTreeSet<String>) -> Self {
        let skipped = self.skipped.iter().filter(|(name, _)| !recorded.contains(*name));
        let skipped = skipped.map(|(name, why)| (name.clone(), why.clone())).collect();
        Self { date: today(), skipped, snapshots, ..self.clone() }
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
        let Some(text) = records.read_text(&file, MOST_BYTES)? else {
            return Ok(None);
        };
        let recording: Self = yaml::read_as(&text).map_err(|why| {
            let hint = "take it from where it was made, or remove it and record the platform again";
            Fault::new(why).hint(hint).of(&file)
        })?;
        match recording.misplaced(records) {
            Some(name) => {
                let fault = format!("this is a recording of {}, in a folder called {name}", recording.platform);
                Err(Fault::new(fault).hint("rename the folder to its platform").of(&file))
            }
            None => Ok(Some(recording)),
        }
    }

    /// The recording after which the folder is named, if this is another.
    fn misplaced(&self, records: &Records) -> Option<Edition> {
        let name = records.folder().file_name()?.to_str()?;
        let is_of = |edition: &Edition| {
            edition.platform == self.platform && (edition.release.is_none() || edition.release == self.release)
        };
        Edition::named(name).ok().filter(|edition| !is_of(edition))
    }

    /// The records of this recording, whose own are `records`, with those that show from beneath.
    ///
    /// # Errors
    /// When the recording beneath is missing or was recorded again, or when it is not from the same cases.
    pub fn over_its_base(&self, root: &Path, records: Records) -> Result<Records, Fault> {
        self.over_bases(root, records, MOST_BASES)
    }

    fn over_bases(&self, root: &Path, records: Records, most: usize) -> Result<Records, Fault> {
        let Some(base) = &self.base else {
            return Ok(records);
        };
        let file = Self::file(&records);
        let beneath = Records::new(root, base.recording.clone());
        let description = Self::read(&beneath)?.filter(|_| most > 0);
        let why = match &description {
            None => Some("has not been recorded"),
            Some(description) if description.snapshots.whole() != base.snapshots => Some("was recorded again since"),
            Some(description) if description.cases != self.cases => Some("was recorded from other cases"),
            Some(_) => None,
        };
        match (why, description) {
            (None, Some(description)) => {
                let beneath = description.over_bases(root, beneath, most - 1)?;
                Ok(records.over(beneath, self.skipped.keys().filter_map(|name| name.parse().ok()).collect()))
            }
            (why, _) => Err(unfounded(&base.recording, why.unwrap_or_default()).of(&file)),
        }
    }

    /// Writes the description, unless nothing but its date would change.
    ///
    /// # Errors
    /// When the file cannot be written, or when there is something else in its place.
    pub fn write(&self, records: &Records) -> Result<(), Fault> {
        let file = Self::file(records);
        // What cannot be read as a description may be replaced, but only if it is a file.
        records.read_text(&file, MOST_BYTES)?;
        if let Ok(Some(earlier)) = Self::read(records) {
            let redated = Self { date: earlier.date.clone(), ..self.clone() };
            if redated == earlier {
                return Ok(());
            }
        }
        let written = fs::create_dir_all(records.folder()).and_then(|()| atomic_file::write(&file, &yaml::write(self)));
        written.map_err(|error| Fault::new(format!("it cannot be written: {error}")).hint(remedy(&error)).of(&file))
    }
}

/// What is beneath a recording is not what it was made over.
fn unfounded(base: &Edition, why: &str) -> Fault {
    Fault::new(format!("this holds what differs from the recording of {base}, which {why}"))
        .hint(format!("record it again, and take it in with `sockshape merge --over {base}`"))
}

/// The day, in UTC.
fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

/// The one command that records a platform as a whole, in the project at `root`. Without a checkout, it does so in a
/// folder.
#[must_use]
pub fn how_to_record(root: &Path, platform: Platform) -> String {
    let name = platform.own_name().map_or_else(|| platform.to_string(), |name| name.to_string());
    // Scripts and their functions have names without a hyphen.
    let driver = name.replace('-', "_");
    let own = format!("ci/{}", name.strip_prefix("linux-").unwrap_or(&name));
    let is_there = |script: &str| files::is_there(root, Path::new(script), Kind::File) == Ok(true);
    let is_checkout = root::to_write(root).is_ok();
    let run = if is_checkout { "cargo run -- run --record" } else { "sockshape run --record=FOLDER" };
    match () {
        () if is_there(&own) => format!("{own} record"),
        () if is_there(&format!("harness/drivers/{driver}.known.yaml")) => format!("ci/drivers record {driver}"),
        // Whoever gave it the name knows what made its calls.
        () if platform.own_name().is_some() => format!("{run} --as {platform} [--driver COMMAND]"),
        () if is_there("ci/record") => "ci/record".to_owned(),
        () if !is_checkout => run.to_owned(),
        () => "INSTA_UPDATE=always cargo test --test conformance".to_owned(),
    }
}

/// A digest of the names of the trials and of what they do, not of what is claimed about them. Recordings with the same
/// digest can be compared.
#[must_use]
pub fn digest(corpus: &Corpus) -> String {
    let trials: Vec<_> = corpus.trials().collect();
    let programs = workers::map(&trials, workers::available(), |trial| trial.program.wire().to_string());
    let mut digest = Digest::default();
    for (trial, program) in trials.iter().zip(programs) {
        digest.add(&trial.name.to_string(), program.as_bytes());
    }
    digest.finish()
}
