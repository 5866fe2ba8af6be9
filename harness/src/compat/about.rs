//! What there is to say about a topic, a case or a recording, before any result of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::column::Column;
use super::row::Row;
use crate::platform::Description;

/// What a case file says about its cases as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicInfo {
    /// The folder of the case file.
    pub group: String,
    /// The name of the case file, without its extension.
    pub topic: String,
    /// What the file says it is about; null if there is no such file here.
    pub about: Option<String>,
    /// The sources that the file gives.
    pub see: Vec<Source>,
}

/// What a case file says about one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CaseInfo {
    /// The name of the case.
    pub case: String,
    /// What it is about, if it says so.
    pub about: Option<String>,
    /// The sources that it gives beyond those of its file.
    pub see: Vec<Source>,
    /// POSIX's word on it: required, unspecified, implementation-defined or not-covered; null if the case has none.
    pub posix: Option<String>,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// What the source speaks for, such as `posix` or `linux`.
    pub label: String,
    /// The page, section or address.
    pub text: String,
}

/// When and on what a recording was made.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecordingInfo {
    /// The name of the platform, or the folder as the user wrote it.
    pub name: String,
    /// The day it was made, in UTC.
    pub date: String,
    /// What it was made on.
    pub made_on: Description,
    /// The release of what was recorded; null if nobody said which it is.
    pub release: Option<String>,
}

impl TopicInfo {
    /// What is known about the topic that a trial belongs to.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        Self {
            group: row.name.group.clone(),
            topic: row.name.topic.clone(),
            about: row.in_corpus.map(|known| known.topic.about.clone()),
            see: row.in_corpus.map(|known| Source::list(&known.topic.see)).unwrap_or_default(),
        }
    }

    /// Whether a trial belongs to it.
    #[must_use]
    pub fn includes(&self, row: &Row) -> bool {
        self.group == row.name.group && self.topic == row.name.topic
    }
}

impl CaseInfo {
    /// What is known about the case that a trial belongs to: its name alone if there is no such case here.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        let case = row.in_corpus.map(|known| &known.trial.case);
        Self {
            case: row.name.case.clone(),
            about: case.and_then(|case| case.about.clone()),
            see: case.map(|case| Source::list(&case.see)).unwrap_or_default(),
            posix: case.and_then(|case| case.posix).map(|posix| posix.to_string()),
        }
    }

    /// Whether a trial of the same topic belongs to it.
    #[must_use]
    pub fn includes(&self, row: &Row) -> bool {
        self.case == row.name.case
    }
}

impl Source {
    /// The sources as a case file lists them: label and text.
    #[must_use]
    pub fn list(see: &[(String, String)]) -> Vec<Self> {
        see.iter().map(|(label, text)| Self { label: label.clone(), text: text.clone() }).collect()
    }
}

impl RecordingInfo {
    /// What is known about a recording.
    #[must_use]
    pub fn of(column: &Column) -> Self {
        let recording = &column.recording;
        Self {
            name: column.name.clone(),
            date: recording.date.clone(),
            made_on: recording.made_on.clone(),
            release: recording.release.as_ref().map(ToString::to_string),
        }
    }

    /// What it was made on, in a line.
    #[must_use]
    pub fn on(&self) -> String {
        let release = self.release.as_ref().map(|release| format!("; release {release}"));
        format!("{}{}", self.made_on, release.unwrap_or_default())
    }
}
