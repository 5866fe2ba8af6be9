//! What a checked case file says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use super::claim::Claim;
use crate::named_enum::named_enum;
use crate::notation;
use crate::operation::Program;
use crate::platform::{Need, Platform};
use crate::source::SourceFile;

/// All cases there are.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The topics, in the order of their paths.
    pub topics: Vec<Topic>,
}

impl Corpus {
    /// All trials, in the order of the files.
    pub fn trials(&self) -> impl Iterator<Item = &Arc<Trial>> {
        self.topics.iter().flat_map(|topic| &topic.trials)
    }
}

/// A case file.
#[derive(Debug)]
pub struct Topic {
    /// What its cases are about.
    pub about: String,
    /// Where the facts come from: label and source.
    pub see: Vec<(String, String)>,
    /// Its cases, once for each combination of their matrix.
    pub trials: Vec<Arc<Trial>>,
}

/// What is said of a case, apart from its steps.
#[derive(Debug)]
pub struct Case {
    /// What is being shown, and why it matters.
    pub about: Option<String>,
    /// Further sources: label and source.
    pub see: Vec<(String, String)>,
    /// What POSIX says of it.
    pub posix: Option<Posix>,
}

named_enum! {
    /// What POSIX.1-2024 says of a behaviour.
    pub enum Posix, "word of POSIX" {
        /// It has to be so.
        Required = "required",
        /// It says that it does not say.
        Unspecified = "unspecified",
        /// The implementation has to say.
        ImplementationDefined = "implementation-defined",
        /// It does not say.
        NotCovered = "not-covered",
    }
}

/// A case with one combination of its matrix: what is run, recorded and judged.
#[derive(Debug)]
pub struct Trial {
    /// What it is called.
    pub name: TrialName,
    /// The case it is of.
    pub case: Arc<Case>,
    /// Platforms at fault, and why.
    pub deviates: BTreeMap<Platform, String>,
    /// The file it stands in.
    pub source: Arc<SourceFile>,
    /// What is run of it.
    pub program: Program,
    /// What is claimed of each step.
    pub claims: Vec<Claim>,
    /// What it needs of the platform and the host.
    pub needs: BTreeSet<Need>,
}

/// The name of a trial: `group::topic::case`, with `@` and a variant if the case has a matrix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrialName {
    /// The folder of the case file.
    pub group: String,
    /// The stem of the case file.
    pub topic: String,
    /// The name of the case.
    pub case: String,
    /// The values of the matrix, joined by commas; empty without one.
    pub variant: String,
}

impl TrialName {
    /// Case and variant: the stem of the snapshot.
    #[must_use]
    pub fn stem(&self) -> String {
        match self.variant.as_str() {
            "" => self.case.clone(),
            variant => format!("{}@{variant}", self.case),
        }
    }

    /// The case file, below the root of the project.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        case_file(&self.group, &self.topic)
    }
}

/// The path of a topic's file, below the root of the project.
#[must_use]
pub fn case_file(group: &str, topic: &str) -> PathBuf {
    PathBuf::from(format!("cases/{group}/{topic}.yaml"))
}

impl fmt::Display for TrialName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}::{}", self.group, self.topic, self.stem())
    }
}

/// Nothing but whether the text has the form of a name.
#[derive(Debug)]
pub struct NoName;

impl FromStr for TrialName {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let (path, variant) = text.split_once('@').unwrap_or((text, ""));
        let parts: Vec<&str> = path.split("::").collect();
        let [group, topic, case] = parts[..] else {
            return Err(NoName);
        };
        if ![group, topic, case].into_iter().all(notation::is_name) {
            return Err(NoName);
        }
        Ok(Self {
            group: group.to_owned(),
            topic: topic.to_owned(),
            case: case.to_owned(),
            variant: variant.to_owned(),
        })
    }
}
