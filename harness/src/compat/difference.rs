//! Where two recordings differ, as data: what `sockshape diff` prints, and what its JSON is made of.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::about::{CaseInfo, RecordingInfo, TopicInfo};
use super::column::Column;
use super::finding::{Finding, Side, Told};
use super::fold::Fold;
use super::row::Row;
use super::table::Table;
use crate::case::TrialName;
use crate::workers;

/// Where two recordings differ, or a recording and what the cases claim of a platform that nobody recorded.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// The first side.
    pub left: SideInfo,
    /// The second side.
    pub right: SideInfo,
    /// What a reader has to know before drawing conclusions, in sentences.
    pub notes: Vec<String>,
    /// How the trials compare, in numbers.
    pub counts: Counts,
    /// The topics in which they differ.
    pub topics: Vec<TopicDifference>,
    /// Why trials could not be compared.
    #[serde(rename = "silent")]
    pub not_compared: Vec<NotCompared>,
}

/// What there is to say about a side.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum SideInfo {
    /// It is a recording.
    Recorded(RecordingInfo),
    /// It is what the cases claim of a platform, which was not run.
    Claimed {
        /// The name of the platform.
        name: String,
    },
}

/// How the trials compare, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Both say the same, or what was recorded of one is what is claimed of the other.
    pub same: usize,
    /// They say something different.
    pub different: usize,
    /// The platform of the right one cannot run the trial.
    pub only_left: usize,
    /// The platform of the left one cannot run the trial.
    pub only_right: usize,
    /// Neither platform can run the trial.
    pub neither: usize,
    /// The host of at least one could not run the trial.
    pub skipped: usize,
    /// At least one has no record of the trial, or nothing is claimed of it.
    pub unrecorded: usize,
    /// Of the different ones, those in which nothing but a claim for other platforms speaks for the difference.
    pub assumed: usize,
}

/// The cases of one file that differ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TopicDifference {
    /// What the file says.
    #[serde(flatten)]
    pub info: TopicInfo,
    /// The cases.
    pub cases: Vec<CaseDifference>,
}

/// A case with trials that differ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CaseDifference {
    /// What the case says.
    #[serde(flatten)]
    pub info: CaseInfo,
    /// The ways in which its trials differ.
    pub ways: Vec<Fold<VariantDifference>>,
}

/// One trial that differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VariantDifference {
    /// The name of the trial.
    pub name: String,
    /// The values of the case's matrix, joined by commas; empty if the case has no matrix.
    pub variant: String,
    /// How it differs.
    pub finding: Finding,
}

/// Why some trials could not be compared.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NotCompared {
    /// The name of the recording that has no result of them, or of the platform of which nothing is claimed.
    pub side: String,
    /// Why its host could not run them; null if they are not recorded or claimed.
    pub skipped: Option<String>,
    /// The number of trials.
    pub trials: usize,
}

impl Difference {
    /// Compares two sides in the trials that are selected.
    #[must_use]
    pub fn between(table: &Table, sides: [Side; 2], is_selected: impl Fn(&TrialName) -> bool) -> Self {
        let [left, right] = sides.map(|side| SideInfo::of(table, side));
        let names = [left.name().to_owned(), right.name().to_owned()];
        let mut difference = Self {
            left,
            right,
            notes: notes(table, sides),
            counts: Counts::default(),
            topics: Vec::new(),
            not_compared: Vec::new(),
        };
        let mut gaps = BTreeMap::new();
        let rows: Vec<&Row> = table.rows.iter().filter(|row| is_selected(row.name)).collect();
        let found = workers::map(&rows, workers::available(), |row| {
            let told = sides.map(|side| Told::of(row, side));
            let finding = Finding::of(row, told.each_ref());
            (told, finding)
        });
        for (row, (told, finding)) in rows.into_iter().zip(found) {
            difference.add(row, told.each_ref(), finding);
            for (name, gap) in names.iter().zip(&told).filter_map(|(name, told)| Some((name, told.gap()?))) {
                *gaps.entry((name.clone(), gap)).or_default() += 1;
            }
        }
        let not_compared = |((side, skipped), trials)| NotCompared { side, skipped, trials };
        difference.not_compared = gaps.into_iter().map(not_compared).collect();
        difference
    }

    /// Whether no trial differs, of those that both have a result of.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.topics.is_empty()
    }

    /// Adds a trial of which the sides have this: to the counts, and to the differences if it differs.
    fn add(&mut self, row: &Row, told: [&Told; 2], finding: Option<Finding>) {
        self.counts.add(told, finding.as_ref());
        if let Some(finding) = finding {
            self.topic(row).add(row, finding);
        }
    }

    /// The topic that a trial belongs to.
    fn topic(&mut self, row: &Row) -> &mut TopicDifference {
        let index = self.topics.iter().position(|topic| topic.info.includes(row)).unwrap_or_else(|| {
            self.topics.push(TopicDifference { info: TopicInfo::of(row), cases: Vec::new() });
            self.topics.len() - 1
        });
        &mut self.topics[index]
    }
}

impl SideInfo {
    fn of(table: &Table, side: Side) -> Self {
        match side {
            Side::Recorded(index) => Self::Recorded(RecordingInfo::of(&table.columns[index])),
            Side::Claimed(platform) => Self::Claimed { name: platform.to_string() },
        }
    }

    /// The name of the platform, or the folder as the user wrote it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Recorded(recording) => &recording.name,
            Self::Claimed { name } => name,
        }
    }

    /// Whether it was not run.
    #[must_use]
    pub fn is_claimed(&self) -> bool {
        matches!(self, Self::Claimed { .. })
    }
}

impl Counts {
    /// Adds a trial of which the sides have this, and how they have it differently.
    fn add(&mut self, told: [&Told; 2], finding: Option<&Finding>) {
        self.assumed += usize::from(finding.is_some_and(Finding::is_assumed));
        let number = match (told, finding) {
            ([Told::Skipped(_), _] | [_, Told::Skipped(_)], _) => &mut self.skipped,
            ([Told::Nothing, _] | [_, Told::Nothing], _) => &mut self.unrecorded,
            ([left, right], None) if left.lacks().is_some() && right.lacks().is_some() => &mut self.neither,
            (_, None) => &mut self.same,
            (_, Some(Finding::OnlyLeft { .. })) => &mut self.only_left,
            (_, Some(Finding::OnlyRight { .. })) => &mut self.only_right,
            (_, Some(Finding::Neither { .. })) => &mut self.neither,
            (_, Some(Finding::Steps { .. } | Finding::Claims { .. })) => &mut self.different,
        };
        *number += 1;
    }
}

impl TopicDifference {
    fn add(&mut self, row: &Row, finding: Finding) {
        let index = self.cases.iter().position(|case| case.info.includes(row)).unwrap_or_else(|| {
            self.cases.push(CaseDifference { info: CaseInfo::of(row), ways: Vec::new() });
            self.cases.len() - 1
        });
        self.cases[index].add(row.name, finding);
    }
}

impl CaseDifference {
    fn add(&mut self, name: &TrialName, finding: Finding) {
        let variant = VariantDifference { name: name.to_string(), variant: name.variant.clone(), finding };
        Fold::add(&mut self.ways, variant, |one, other| one.finding.is_like(&other.finding));
    }
}

fn notes(table: &Table, sides: [Side; 2]) -> Vec<String> {
    let column = |side: &Side| match side {
        Side::Recorded(index) => Some(&table.columns[*index]),
        Side::Claimed(_) => None,
    };
    let columns: Vec<&Column> = sides.iter().filter_map(column).collect();
    let different = match columns[..] {
        [left, right] if left.recording.cases != right.recording.cases => {
            let (left, right) = (&left.name, &right.name);
            Some(format!("{left} and {right} were recorded from different cases; what both have is compared"))
        }
        _ => None,
    };
    different.into_iter().chain(columns.into_iter().flat_map(|column| table.notes(column))).collect()
}
