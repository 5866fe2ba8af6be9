//! What the case files say of a topic and of a case, as it stands above what was recorded of them.

use schemars::JsonSchema;
use serde::Serialize;

use super::Row;

/// What is said of the cases of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicSaid {
    /// The folder of the case file.
    pub group: String,
    /// The stem of the case file.
    pub topic: String,
    /// What the file says it is about; null where there is no such file here.
    pub about: Option<String>,
    /// The sources that the file gives.
    pub see: Vec<Source>,
}

/// What is said of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CaseSaid {
    /// The name of the case.
    pub case: String,
    /// What it is about, if it says so.
    pub about: Option<String>,
    /// The sources that it gives beyond those of its file.
    pub see: Vec<Source>,
    /// What POSIX says of it: required, unspecified, implementation-defined or not-covered; null where the case does not say.
    pub posix: Option<String>,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// What it holds for, as `posix` or `linux`.
    pub label: String,
    /// The page, section or address.
    pub text: String,
}

impl TopicSaid {
    /// What is said of the topic that a trial belongs to.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        Self {
            group: row.name.group.clone(),
            topic: row.name.topic.clone(),
            about: row.known.map(|known| known.topic.about.clone()),
            see: row.known.map(|known| Source::list(&known.topic.see)).unwrap_or_default(),
        }
    }

    /// Whether a trial belongs to it.
    #[must_use]
    pub fn is_of(&self, row: &Row) -> bool {
        self.group == row.name.group && self.topic == row.name.topic
    }
}

impl CaseSaid {
    /// What is said of the case that a trial is of; no more than this name where there is no such case here.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        let said = row.known.map(|known| &known.trial.case);
        Self {
            case: row.name.case.clone(),
            about: said.and_then(|case| case.about.clone()),
            see: said.map(|case| Source::list(&case.see)).unwrap_or_default(),
            posix: said.and_then(|case| case.posix).map(|posix| posix.to_string()),
        }
    }

    /// Whether a trial is of it; one of the same topic, that is.
    #[must_use]
    pub fn is_of(&self, row: &Row) -> bool {
        self.case == row.name.case
    }
}

impl Source {
    /// Sources as they stand in a case file.
    #[must_use]
    pub fn list(see: &[(String, String)]) -> Vec<Self> {
        see.iter().map(|(label, text)| Self { label: label.clone(), text: text.clone() }).collect()
    }
}
