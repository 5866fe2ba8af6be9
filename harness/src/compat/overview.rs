//! The whole matrix as data: what `sockshape report` prints in each of its forms.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::{CaseSaid, Cell, Column, Excerpt, Matrix, Row, Side, Step, TopicSaid, align};
use crate::case::TrialName;
use crate::transcript::Line;

/// The letters of the kinds of result, by size; all kinds beyond share the last.
const LETTERS: [&str; 6] = ["A", "B", "C", "D", "E", "X"];

/// Every trial against every recording.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Overview {
    /// The recordings.
    pub platforms: Vec<Recorded>,
    /// How many trials came to what.
    pub counts: Tally,
    /// The topics, in the order of their files.
    pub topics: Vec<TopicOverview>,
}

/// A recording, and how much it says.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Recorded {
    /// What it is called and was made on.
    #[serde(flatten)]
    pub side: Side,
    /// The version of the harness that made it.
    pub harness: String,
    /// How many trials were run.
    pub ran: usize,
    /// How many the platform cannot run on any host.
    pub cannot: usize,
    /// How many its host could not run.
    pub skipped: usize,
    /// In how many of its trials it has a known fault.
    pub deviations: usize,
    /// What is to be known before anything is concluded, in sentences.
    pub notes: Vec<String>,
}

/// How many trials came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tally {
    /// All there are.
    pub trials: usize,
    /// At least two recordings say something, and all that do say the same.
    pub same: usize,
    /// Recordings say something different, or a platform cannot run what another can.
    pub different: usize,
    /// Fewer than two recordings say something.
    pub alone: usize,
}

/// The cases of one file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TopicOverview {
    /// What the file says.
    #[serde(flatten)]
    pub said: TopicSaid,
    /// The cases.
    pub cases: Vec<CaseOverview>,
}

/// One case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CaseOverview {
    /// What the case says.
    #[serde(flatten)]
    pub said: CaseSaid,
    /// Its steps as they stand in its file, claims and all; null where there is no such case here.
    pub source: Option<Excerpt>,
    /// One for each combination of its matrix.
    pub trials: Vec<TrialOverview>,
}

/// One trial.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TrialOverview {
    /// Its name.
    pub name: String,
    /// The values of the matrix, joined by commas; empty without one.
    pub variant: String,
    /// The address families that it names.
    pub families: BTreeSet<String>,
    /// The kinds of result, those with most platforms first.
    pub kinds: Vec<Kind>,
    /// What each recording has of it, in the order of the recordings.
    pub cells: Vec<CellOverview>,
    /// The transcripts beside each other, one of each kind, in the order of the kinds.
    pub steps: Vec<Step>,
}

/// Platforms with the same result.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Kind {
    /// `A` to `E`, and `X` for every kind beyond.
    pub letter: String,
    /// Whether more platforms show it than any other.
    pub majority: bool,
    /// The names of the recordings.
    pub platforms: Vec<String>,
}

/// What a recording has of a trial.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CellOverview {
    /// How it ended.
    #[serde(flatten)]
    pub state: State,
    /// Why the result is the platform's fault, where that is known.
    pub fault: Option<String>,
}

/// How a trial ended on a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It was run.
    Ran {
        /// The index of its kind of result.
        kind: usize,
    },
    /// The platform cannot run it on any host.
    Cannot {
        /// What it lacks.
        lacks: String,
    },
    /// The host that was recorded could not run it.
    Skipped {
        /// Why.
        why: String,
    },
    /// There is no record of it.
    Unrecorded,
}

impl Overview {
    /// The trials of a matrix that are meant, against all its recordings.
    #[must_use]
    pub fn of(matrix: &Matrix, is_meant: impl Fn(&TrialName) -> bool) -> Self {
        let mut overview = Self { platforms: Vec::new(), counts: Tally::default(), topics: Vec::new() };
        let rows: Vec<&Row> = matrix.rows.iter().filter(|row| is_meant(row.name)).collect();
        for row in &rows {
            overview.counts.add(row);
            overview.topic(row).case(row).trials.push(TrialOverview::of(matrix, row));
        }
        let recorded = |(index, column)| Recorded::of(matrix, column, &rows, index);
        overview.platforms = matrix.columns.iter().enumerate().map(recorded).collect();
        overview
    }

    /// The topic that a trial belongs to.
    fn topic(&mut self, row: &Row) -> &mut TopicOverview {
        let index = self.topics.iter().position(|topic| topic.said.is_of(row)).unwrap_or_else(|| {
            self.topics.push(TopicOverview { said: TopicSaid::of(row), cases: Vec::new() });
            self.topics.len() - 1
        });
        &mut self.topics[index]
    }
}

impl Recorded {
    fn of(matrix: &Matrix, column: &Column, rows: &[&Row], index: usize) -> Self {
        let count = |is_such: fn(&Cell) -> bool| rows.iter().filter(|row| is_such(row.cells[index])).count();
        Self {
            side: Side::of(column),
            harness: column.recording.harness.clone(),
            ran: count(|cell| matches!(cell, Cell::Ran(_))),
            cannot: count(|cell| matches!(cell, Cell::PlatformCannot(_))),
            skipped: count(|cell| matches!(cell, Cell::Skipped(_))),
            deviations: rows.iter().filter(|row| row.fault(column, row.cells[index]).is_some()).count(),
            notes: matrix.notes(column),
        }
    }
}

impl Tally {
    fn add(&mut self, row: &Row) {
        self.trials += 1;
        let recorded = row.cells.iter().filter(|cell| cell.is_recorded()).count();
        match row.voices().len() {
            _ if recorded < 2 => self.alone += 1,
            1 => self.same += 1,
            _ => self.different += 1,
        }
    }
}

impl TopicOverview {
    /// The case that a trial is of.
    fn case(&mut self, row: &Row) -> &mut CaseOverview {
        let index = self.cases.iter().position(|case| case.said.is_of(row)).unwrap_or_else(|| {
            let source = row.known.and_then(|known| known.steps());
            self.cases.push(CaseOverview { said: CaseSaid::of(row), source, trials: Vec::new() });
            self.cases.len() - 1
        });
        &mut self.cases[index]
    }
}

impl TrialOverview {
    fn of(matrix: &Matrix, row: &Row) -> Self {
        let kinds = kinds(row);
        let transcripts: Vec<&[Line]> = kinds.iter().map(|(_, lines)| *lines).collect();
        let kind_of = |column| kinds.iter().position(|(columns, _)| columns.contains(&column)).unwrap_or_default();
        let cell = |(index, cell): (usize, &&Cell)| CellOverview {
            state: State::of(cell, || kind_of(index)),
            fault: row.fault(&matrix.columns[index], cell).map(str::to_owned),
        };
        let name = |column: &usize| matrix.columns[*column].name.clone();
        let second = kinds.get(1).map_or(0, |(columns, _)| columns.len());
        let kind = |(index, (columns, _)): (usize, &(Vec<usize>, &[Line]))| Kind {
            letter: LETTERS[index.min(LETTERS.len() - 1)].to_owned(),
            majority: index == 0 && columns.len() > second,
            platforms: columns.iter().map(name).collect(),
        };
        Self {
            name: row.name.to_string(),
            variant: row.name.variant.clone(),
            families: families(row.name, &transcripts),
            kinds: kinds.iter().enumerate().map(kind).collect(),
            cells: row.cells.iter().enumerate().map(cell).collect(),
            steps: align(&transcripts),
        }
    }

    /// Whether recordings say something different of it.
    #[must_use]
    pub fn differs(&self) -> bool {
        let mut said = self.cells.iter().map(|cell| &cell.state).filter(|state| state.is_recorded());
        let first = said.next();
        said.any(|state| Some(state) != first)
    }
}

impl State {
    fn of(cell: &Cell, kind: impl FnOnce() -> usize) -> Self {
        match cell {
            Cell::Ran(_) => Self::Ran { kind: kind() },
            Cell::PlatformCannot(lacks) => Self::Cannot { lacks: lacks.clone() },
            Cell::Skipped(why) => Self::Skipped { why: why.clone() },
            Cell::Unrecorded => Self::Unrecorded,
        }
    }

    /// Whether it says something of the platform.
    fn is_recorded(&self) -> bool {
        matches!(self, Self::Ran { .. } | Self::Cannot { .. })
    }
}

/// The columns with the same transcript, and the transcript.
fn kinds<'a>(row: &Row<'a>) -> Vec<(Vec<usize>, &'a [Line])> {
    let kind = |columns: Vec<usize>| match row.cells[columns[0]] {
        Cell::Ran(lines) => Some((columns, lines.as_slice())),
        Cell::PlatformCannot(_) | Cell::Skipped(_) | Cell::Unrecorded => None,
    };
    row.voices().into_iter().filter_map(kind).collect()
}

/// The names of address families in what a trial is called and what it calls.
fn families(name: &TrialName, transcripts: &[&[Line]]) -> BTreeSet<String> {
    let calls = transcripts.iter().flat_map(|lines| lines.iter().map(|line| line.call.as_str()));
    let words = [name.variant.as_str()].into_iter().chain(calls).flat_map(|text| text.split([' ', ',', '"']));
    let is_family = |word: &&str| {
        word.strip_prefix("AF_")
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
    };
    words.filter(is_family).map(str::to_owned).collect()
}
