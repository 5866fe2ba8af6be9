//! Where two recordings differ, as data: what `sockshape diff` prints, and what its JSON is made of.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{CaseSaid, Cell, Column, Matrix, Row, Step, TopicSaid, align};
use crate::case::TrialName;
use crate::platform::Description;

/// Where two recordings differ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Difference {
    /// The one.
    pub left: Side,
    /// The other.
    pub right: Side,
    /// What is to be known before anything is concluded, in sentences.
    pub notes: Vec<String>,
    /// How many trials came to what.
    pub counts: Counts,
    /// The topics in which they differ.
    pub topics: Vec<TopicDifference>,
    /// Why trials could not be compared.
    pub silent: Vec<Silence>,
}

/// One of the two recordings.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Side {
    /// The platform, or the folder as it was given.
    pub name: String,
    /// The day it was made, in UTC.
    pub date: String,
    /// What it was made on.
    pub made_on: Description,
}

/// How many trials came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Both say the same.
    pub same: usize,
    /// They say something different.
    pub different: usize,
    /// The platform of the right one cannot run it.
    pub only_left: usize,
    /// The platform of the left one cannot run it.
    pub only_right: usize,
    /// The host of at least one could not run it.
    pub skipped: usize,
    /// At least one has no record of it.
    pub unrecorded: usize,
}

/// The cases of one file that differ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TopicDifference {
    /// What the file says.
    #[serde(flatten)]
    pub said: TopicSaid,
    /// The cases.
    pub cases: Vec<CaseDifference>,
}

/// A case some of whose trials differ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CaseDifference {
    /// What the case says.
    #[serde(flatten)]
    pub said: CaseSaid,
    /// The ways in which they differ.
    pub ways: Vec<Way>,
}

/// A way in which trials of one case differ.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Way {
    /// The trials, of which there is one at least. The same steps of all of them differ, by the same outcomes.
    pub variants: Vec<Variant>,
}

/// One trial that differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// The values of the matrix, joined by commas; empty without one.
    pub variant: String,
    /// In what it differs.
    pub finding: Finding,
}

/// In what a trial differs.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// In what came back.
    Steps {
        /// The steps that differ, the line of the left recording before that of the right one. What differs behind the first of them may follow from it.
        steps: Vec<Step>,
    },
    /// The platform of the right recording cannot run it.
    OnlyLeft {
        /// What that platform lacks.
        lacks: String,
    },
    /// The platform of the left recording cannot run it.
    OnlyRight {
        /// What that platform lacks.
        lacks: String,
    },
    /// Neither platform can run it, and the reasons differ.
    Neither {
        /// What the left one lacks.
        left: String,
        /// What the right one lacks.
        right: String,
    },
}

/// Why some trials could not be compared.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Silence {
    /// The name of the recording that says nothing of them.
    pub side: String,
    /// Why its host could not run them; null where they are not recorded.
    pub skipped: Option<String>,
    /// How many trials.
    pub trials: usize,
}

impl Difference {
    /// Compares the two recordings of a matrix with these indexes, in the trials that are meant.
    #[must_use]
    pub fn between(matrix: &Matrix, [left, right]: [usize; 2], is_meant: impl Fn(&TrialName) -> bool) -> Self {
        let columns = [&matrix.columns[left], &matrix.columns[right]];
        let mut difference = Self {
            left: Side::of(columns[0]),
            right: Side::of(columns[1]),
            notes: notes(matrix, columns),
            counts: Counts::default(),
            topics: Vec::new(),
            silent: Vec::new(),
        };
        let mut silent = BTreeMap::new();
        for row in matrix.rows.iter().filter(|row| is_meant(row.name)) {
            let cells = [row.cells[left], row.cells[right]];
            difference.add(row, cells);
            for (column, cell) in columns.iter().zip(cells) {
                if let Some(reason) = reason(cell) {
                    *silent.entry((column.name.clone(), reason)).or_default() += 1;
                }
            }
        }
        let silence = |((side, skipped), trials)| Silence { side, skipped, trials };
        difference.silent = silent.into_iter().map(silence).collect();
        difference
    }

    /// Whether the two say the same, as far as both say anything.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.topics.is_empty()
    }

    /// Counts a trial, and tells in what it differs.
    fn add(&mut self, row: &Row, cells: [&Cell; 2]) {
        let counts = &mut self.counts;
        let finding = match cells {
            [Cell::Skipped(_), _] | [_, Cell::Skipped(_)] => {
                counts.skipped += 1;
                return;
            }
            [Cell::Unrecorded, _] | [_, Cell::Unrecorded] => {
                counts.unrecorded += 1;
                return;
            }
            [left, right] if left == right => {
                counts.same += 1;
                return;
            }
            [Cell::Ran(left), Cell::Ran(right)] => {
                counts.different += 1;
                let steps = align(&[left, right]).into_iter().filter(|step| !step.is_same()).collect();
                Finding::Steps { steps }
            }
            [Cell::Ran(_), Cell::PlatformCannot(lacks)] => {
                counts.only_left += 1;
                Finding::OnlyLeft { lacks: lacks.clone() }
            }
            [Cell::PlatformCannot(lacks), Cell::Ran(_)] => {
                counts.only_right += 1;
                Finding::OnlyRight { lacks: lacks.clone() }
            }
            [Cell::PlatformCannot(left), Cell::PlatformCannot(right)] => {
                counts.different += 1;
                Finding::Neither { left: left.clone(), right: right.clone() }
            }
        };
        self.topic(row).add(row, finding);
    }

    /// The topic that a trial belongs to.
    fn topic(&mut self, row: &Row) -> &mut TopicDifference {
        let index = self.topics.iter().position(|topic| topic.said.is_of(row)).unwrap_or_else(|| {
            self.topics.push(TopicDifference { said: TopicSaid::of(row), cases: Vec::new() });
            self.topics.len() - 1
        });
        &mut self.topics[index]
    }
}

impl Side {
    /// What is said of a recording.
    #[must_use]
    pub fn of(column: &Column) -> Self {
        let recording = &column.recording;
        Self { name: column.name.clone(), date: recording.date.clone(), made_on: recording.made_on.clone() }
    }
}

impl TopicDifference {
    fn add(&mut self, row: &Row, finding: Finding) {
        let index = self.cases.iter().position(|case| case.said.is_of(row)).unwrap_or_else(|| {
            self.cases.push(CaseDifference { said: CaseSaid::of(row), ways: Vec::new() });
            self.cases.len() - 1
        });
        self.cases[index].add(row.name, finding);
    }
}

impl CaseDifference {
    fn add(&mut self, name: &TrialName, finding: Finding) {
        let variant = Variant { name: name.to_string(), variant: name.variant.clone(), finding };
        match self.ways.iter_mut().find(|way| way.variants[0].finding.is_like(&variant.finding)) {
            Some(way) => way.variants.push(variant),
            None => self.ways.push(Way { variants: vec![variant] }),
        }
    }
}

impl Finding {
    /// Whether another variant differs in the same way: in the same steps, by the same outcomes. Their arguments are what makes them variants.
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

/// Why a recording says nothing of a trial, and whether it was skipped; none where it says something.
fn reason(cell: &Cell) -> Option<Option<String>> {
    match cell {
        Cell::Ran(_) | Cell::PlatformCannot(_) => None,
        Cell::Skipped(why) => Some(Some(why.clone())),
        Cell::Unrecorded => Some(None),
    }
}

fn notes(matrix: &Matrix, columns: [&Column; 2]) -> Vec<String> {
    let [left, right] = columns;
    let differ = left.recording.cases != right.recording.cases;
    let notes = differ.then(|| {
        format!("{} and {} were recorded from different cases; what both have is compared", left.name, right.name)
    });
    notes.into_iter().chain(columns.iter().flat_map(|column| matrix.notes(column))).collect()
}
