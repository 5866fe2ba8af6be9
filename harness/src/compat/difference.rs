//! Where two recordings differ, as data: what `sockshape diff` prints, and what its JSON is made of.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::about::{CaseInfo, RecordingInfo, TopicInfo};
use super::cell::Cell;
use super::column::Column;
use super::row::Row;
use super::step::{Step, align};
use super::table::Table;
use crate::case::TrialName;

/// Where two recordings differ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// The first recording.
    pub left: RecordingInfo,
    /// The second recording.
    pub right: RecordingInfo,
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

/// How the trials compare, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Both say the same.
    pub same: usize,
    /// They say something different.
    pub different: usize,
    /// The platform of the right one cannot run the trial.
    pub only_left: usize,
    /// The platform of the left one cannot run the trial.
    pub only_right: usize,
    /// The host of at least one could not run the trial.
    pub skipped: usize,
    /// At least one has no record of the trial.
    pub unrecorded: usize,
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
    #[serde(rename = "ways")]
    pub patterns: Vec<Pattern>,
}

/// A way in which one or more trials of a case differ: the same steps differ in all of them, by the same outcomes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Pattern {
    /// The trials, at least one.
    pub variants: Vec<VariantDifference>,
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

/// How a trial differs.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// Steps differ in what came back.
    Steps {
        /// The steps that differ, with the left line before the right one. All but the first may be its consequences.
        steps: Vec<Step>,
    },
    /// The platform of the right recording cannot run the trial.
    OnlyLeft {
        /// What that platform lacks.
        lacks: String,
    },
    /// The platform of the left recording cannot run the trial.
    OnlyRight {
        /// What that platform lacks.
        lacks: String,
    },
    /// Neither platform can run the trial, and the reasons differ.
    Neither {
        /// What the left platform lacks.
        left: String,
        /// What the right platform lacks.
        right: String,
    },
}

/// Why some trials could not be compared.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NotCompared {
    /// The name of the recording that has no result of them.
    pub side: String,
    /// Why its host could not run them; null if they are not recorded.
    pub skipped: Option<String>,
    /// The number of trials.
    pub trials: usize,
}

impl Difference {
    /// Compares two recordings of a table, given by their indexes, in the trials that are selected.
    #[must_use]
    pub fn between(table: &Table, indexes: [usize; 2], is_selected: impl Fn(&TrialName) -> bool) -> Self {
        let columns = indexes.map(|index| &table.columns[index]);
        let mut difference = Self {
            left: RecordingInfo::of(columns[0]),
            right: RecordingInfo::of(columns[1]),
            notes: notes(table, columns),
            counts: Counts::default(),
            topics: Vec::new(),
            not_compared: Vec::new(),
        };
        let mut gaps = BTreeMap::new();
        for row in table.rows.iter().filter(|row| is_selected(row.name)) {
            let cells = indexes.map(|index| row.cells[index]);
            difference.add(row, cells);
            for (column, gap) in columns.iter().zip(cells).filter_map(|(column, cell)| Some((column, gap(cell)?))) {
                *gaps.entry((column.name.clone(), gap)).or_default() += 1;
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

    /// Adds a trial: to the counts, and to the differences if it differs.
    fn add(&mut self, row: &Row, cells: [&Cell; 2]) {
        *self.counts.of(cells) += 1;
        if let Some(finding) = Finding::of(cells) {
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

impl Counts {
    /// The number that a trial with these results belongs to.
    fn of(&mut self, cells: [&Cell; 2]) -> &mut usize {
        match cells {
            [Cell::Skipped(_), _] | [_, Cell::Skipped(_)] => &mut self.skipped,
            [Cell::Unrecorded, _] | [_, Cell::Unrecorded] => &mut self.unrecorded,
            [left, right] if left == right => &mut self.same,
            [Cell::Ran(_), Cell::PlatformCannot(_)] => &mut self.only_left,
            [Cell::PlatformCannot(_), Cell::Ran(_)] => &mut self.only_right,
            [Cell::Ran(_), Cell::Ran(_)] | [Cell::PlatformCannot(_), Cell::PlatformCannot(_)] => &mut self.different,
        }
    }
}

impl TopicDifference {
    fn add(&mut self, row: &Row, finding: Finding) {
        let index = self.cases.iter().position(|case| case.info.includes(row)).unwrap_or_else(|| {
            self.cases.push(CaseDifference { info: CaseInfo::of(row), patterns: Vec::new() });
            self.cases.len() - 1
        });
        self.cases[index].add(row.name, finding);
    }
}

impl CaseDifference {
    fn add(&mut self, name: &TrialName, finding: Finding) {
        let variant = VariantDifference { name: name.to_string(), variant: name.variant.clone(), finding };
        match self.patterns.iter_mut().find(|pattern| pattern.variants[0].finding.is_like(&variant.finding)) {
            Some(pattern) => pattern.variants.push(variant),
            None => self.patterns.push(Pattern { variants: vec![variant] }),
        }
    }
}

impl Finding {
    /// How two results of a trial differ. None if they are the same, or if one of them says nothing about its platform.
    fn of(cells: [&Cell; 2]) -> Option<Self> {
        match cells {
            [Cell::Skipped(_) | Cell::Unrecorded, _] | [_, Cell::Skipped(_) | Cell::Unrecorded] => None,
            [left, right] if left == right => None,
            [Cell::Ran(left), Cell::Ran(right)] => {
                let steps = align(&[left, right]).into_iter().filter(|step| !step.is_same()).collect();
                Some(Self::Steps { steps })
            }
            [Cell::Ran(_), Cell::PlatformCannot(lacks)] => Some(Self::OnlyLeft { lacks: lacks.clone() }),
            [Cell::PlatformCannot(lacks), Cell::Ran(_)] => Some(Self::OnlyRight { lacks: lacks.clone() }),
            [Cell::PlatformCannot(left), Cell::PlatformCannot(right)] => {
                Some(Self::Neither { left: left.clone(), right: right.clone() })
            }
        }
    }

    /// Whether another variant differs in the same way: in the same steps, by the same outcomes. Arguments do not
    /// count, because they are what makes the two variants.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Steps { steps }, Self::Steps { steps: others }) => {
                let alike =
                    |(one, other): (&Step, &Step)| one.number == other.number && one.outcomes().eq(other.outcomes());
                steps.len() == others.len() && steps.iter().zip(others).all(alike)
            }
            (Self::OnlyLeft { lacks }, Self::OnlyLeft { lacks: others })
            | (Self::OnlyRight { lacks }, Self::OnlyRight { lacks: others }) => lacks == others,
            (Self::Neither { left, right }, Self::Neither { left: lefts, right: rights }) => {
                left == lefts && right == rights
            }
            _ => false,
        }
    }
}

/// Why a recording says nothing about a trial: the reason for skipping it, or nothing if it is not recorded. None
/// if it says something.
fn gap(cell: &Cell) -> Option<Option<String>> {
    match cell {
        Cell::Ran(_) | Cell::PlatformCannot(_) => None,
        Cell::Skipped(why) => Some(Some(why.clone())),
        Cell::Unrecorded => Some(None),
    }
}

fn notes(table: &Table, columns: [&Column; 2]) -> Vec<String> {
    let [left, right] = columns;
    let differ = left.recording.cases != right.recording.cases;
    let notes = differ.then(|| {
        format!("{} and {} were recorded from different cases; what both have is compared", left.name, right.name)
    });
    notes.into_iter().chain(columns.iter().flat_map(|column| table.notes(column))).collect()
}
