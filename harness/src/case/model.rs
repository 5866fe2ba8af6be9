//! What a case file without problems holds: a topic and its trials.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use super::claim::Claim;
use crate::named_enum::named_enum;
use crate::notation;
use crate::operation::Program;
use crate::platform::{Need, Platform, Release, Releases};
use crate::source::SourceFile;
use crate::yaml::Place;

/// All case files of a project.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The topics, in the order of their paths.
    pub topics: Vec<Topic>,
}

impl Corpus {
    /// All trials: topics in their order, and those of a topic in the order of its file.
    pub fn trials(&self) -> impl Iterator<Item = &Arc<Trial>> {
        self.topics.iter().flat_map(|topic| &topic.trials)
    }
}

/// What a case file holds.
#[derive(Debug)]
pub struct Topic {
    /// What its cases are about.
    pub about: String,
    /// Where the facts come from: label and source.
    pub see: Vec<(String, String)>,
    /// Its trials: each case once for every combination of its matrix.
    pub trials: Vec<Arc<Trial>>,
}

/// What a case says about itself. Its trials share it.
#[derive(Debug)]
pub struct Case {
    /// What the case shows, and why that matters.
    pub about: Option<String>,
    /// Further sources: label and source.
    pub see: Vec<(String, String)>,
    /// What POSIX says about it.
    pub posix: Option<Posix>,
    /// The numbers of the behaviours that it shows; see [`BEHAVIOURS`].
    pub behaviours: BTreeSet<u16>,
}

/// The numbers of the behaviours of sockets that are known to be worth a case. What a number stands for is what the
/// cases that have it are about, or what cases/NOT-COVERED.md says of it.
pub const BEHAVIOURS: [RangeInclusive<u16>; 2] = [1..=500, 601..=720];

/// Whether a behaviour has this number.
pub(super) fn is_behaviour(number: u16) -> bool {
    BEHAVIOURS.iter().any(|numbers| numbers.contains(&number))
}

named_enum! {
    /// What POSIX.1-2024 says about a behaviour.
    pub enum Posix, "POSIX status" {
        /// POSIX requires it.
        Required = "required",
        /// POSIX leaves it open, and says so.
        Unspecified = "unspecified",
        /// POSIX leaves it to the implementation, which must document it.
        ImplementationDefined = "implementation-defined",
        /// POSIX says nothing about it.
        NotCovered = "not-covered",
    }
}

/// A case with one combination of the values in its matrix. This is what is run, recorded and judged.
#[derive(Debug)]
pub struct Trial {
    /// Its name.
    pub name: TrialName,
    /// The variables of its matrix, in the order of the labels in its name.
    pub variables: Vec<String>,
    /// Its case.
    pub case: Arc<Case>,
    /// The platforms that are known to break a claim, and what is wrong with them.
    pub deviates: BTreeMap<Platform, Vec<Deviation>>,
    /// The case file.
    pub source: Arc<SourceFile>,
    /// What is run.
    pub program: Program,
    /// The claims, one for each step.
    pub claims: Vec<Claim>,
    /// What it needs from the platform and the host.
    pub needs: BTreeSet<Need>,
}

impl Trial {
    /// What it needs that a platform lacks on every host.
    pub fn lacking(&self, platform: Platform) -> impl Iterator<Item = Need> {
        self.needs.iter().copied().filter(move |need| !need.is_on(platform))
    }

    /// The label of the value that a variable of the matrix has in it.
    #[must_use]
    pub fn label_of(&self, variable: &str) -> Option<&str> {
        let mut labels = self.variables.iter().zip(self.name.variant.split(','));
        labels.find(|(name, _)| *name == variable).map(|(_, label)| label)
    }

    /// What the case says is wrong with a release of a platform, if it is known to break a claim. Of a release that
    /// nobody told, that is what it says of the newest.
    #[must_use]
    pub fn deviation(&self, platform: Platform, release: Option<&Release>) -> Option<&Deviation> {
        self.deviates.get(&platform)?.iter().find(|deviation| deviation.releases.include(release))
    }
}

/// What a case says of a platform that is known to break a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The place of the entry in the case file.
    pub place: Place,
    /// The releases that do.
    pub releases: Releases,
    /// What is wrong with the platform.
    pub why: String,
}

/// The name of a trial: `group::topic::case`, with `@` and a variant if the case has a matrix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrialName {
    /// The name of the folder that the case file is in.
    pub group: String,
    /// The name of the case file, without its extension.
    pub topic: String,
    /// The name of the case.
    pub case: String,
    /// The labels of the values in the matrix, joined by commas. Empty if the case has no matrix.
    pub variant: String,
}

impl TrialName {
    /// Case and variant, as in the name of the snapshot.
    #[must_use]
    pub fn stem(&self) -> String {
        match self.variant.as_str() {
            "" => self.case.clone(),
            variant => format!("{}@{variant}", self.case),
        }
    }

    /// The name without the variant: that of the case.
    #[must_use]
    pub fn case_name(&self) -> String {
        format!("{}::{}::{}", self.group, self.topic, self.case)
    }

    /// Whether a trial is of the same case.
    #[must_use]
    pub fn is_of_case(&self, other: &Self) -> bool {
        (&self.group, &self.topic, &self.case) == (&other.group, &other.topic, &other.case)
    }

    /// The path of the case file, relative to the root of the project.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        case_file(&self.group, &self.topic)
    }
}

/// The most characters of [`TrialName::stem`], which is the name of a file. insta appends `.snap.new`, and some file
/// systems take fewer than the usual 255 bytes.
pub const MOST_IN_A_STEM: usize = 128;

/// Whether this can be the label of a value in the name of a trial, which is also that of a file.
#[must_use]
pub(super) fn is_label(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
}

/// The path of a topic's case file, relative to the root of the project.
#[must_use]
pub fn case_file(group: &str, topic: &str) -> PathBuf {
    PathBuf::from(format!("cases/{group}/{topic}.yaml"))
}

impl fmt::Display for TrialName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}::{}", self.group, self.topic, self.stem())
    }
}

/// The text is not a valid trial name.
#[derive(Debug)]
pub struct InvalidTrialName;

/// Reads the form that [`TrialName`] is displayed in. Whether there is such a trial is not checked.
impl FromStr for TrialName {
    type Err = InvalidTrialName;

    fn from_str(text: &str) -> Result<Self, InvalidTrialName> {
        let (path, variant) = text.split_once('@').unwrap_or((text, ""));
        let parts: Vec<&str> = path.split("::").collect();
        let [group, topic, case] = parts[..] else {
            return Err(InvalidTrialName);
        };
        let are_names = [group, topic, case].into_iter().all(notation::is_name);
        let are_labels = !text.contains('@') || variant.split(',').all(is_label);
        let name = Self {
            group: group.to_owned(),
            topic: topic.to_owned(),
            case: case.to_owned(),
            variant: variant.to_owned(),
        };
        let is_valid = are_names && are_labels && name.stem().len() <= MOST_IN_A_STEM;
        if is_valid { Ok(name) } else { Err(InvalidTrialName) }
    }
}
