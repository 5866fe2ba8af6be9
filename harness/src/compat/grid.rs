//! A table with a question in each cell, as data: what `sockshape table` prints in each of its forms.

use schemars::JsonSchema;
use serde::Serialize;

use super::asked::{Answers, Respondents};
use super::table::Table;

/// A table with a question in each cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Grid {
    /// What it tells.
    pub title: String,
    /// The recordings whose answers it has.
    pub platforms: Vec<String>,
    /// The platforms that nobody recorded, of which it has what is claimed.
    pub claimed: Vec<String>,
    /// How many cells there are of each kind.
    pub counts: GridCounts,
    /// Its parts.
    pub parts: Vec<GridPart>,
}

/// How many cells there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GridCounts {
    /// Cells that some trial answers.
    pub asked: usize,
    /// Cells that no trial answers yet.
    pub not_asked: usize,
    /// Cells that cannot be asked.
    pub impossible: usize,
}

/// The rows that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GridPart {
    /// What they have in common.
    pub part: String,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GridRow {
    /// What its questions are about.
    pub row: String,
    /// Its questions.
    pub cells: Vec<GridCell>,
}

/// A question, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GridCell {
    /// The question.
    pub question: String,
    /// What is known of it.
    #[serde(flatten)]
    pub content: GridContent,
}

/// What is known of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "cell", rename_all = "snake_case")]
pub enum GridContent {
    /// It cannot be asked.
    Impossible {
        /// Why not.
        why: String,
    },
    /// No trial asks it.
    NotAsked,
    /// Trials ask it.
    Asked {
        /// What they answer: trials that differ are told apart. The one with the fewest steps comes first.
        answers: Vec<Answers>,
    },
}

/// What a cell is called.
fn label(part: &str, row: &str, question: &str) -> String {
    format!("{part} {row} {question}")
}

impl Grid {
    /// A table of these parts.
    pub(super) fn of(title: &str, table: &Table, of: &Respondents, parts: Vec<GridPart>) -> Self {
        Self {
            title: title.to_owned(),
            platforms: of.columns.iter().map(|column| table.columns[*column].name.clone()).collect(),
            claimed: of.claimed.iter().map(ToString::to_string).collect(),
            counts: GridCounts::of(&parts),
            parts,
        }
    }

    /// Leaves out the cells that are not selected, by their labels.
    pub fn retain(&mut self, is_selected: impl Fn(&str) -> bool) {
        for part in &mut self.parts {
            for row in &mut part.rows {
                let label = |cell: &GridCell| label(&part.part, &row.row, &cell.question);
                row.cells.retain(|cell| is_selected(&label(cell)));
            }
            part.rows.retain(|row| !row.cells.is_empty());
        }
        self.parts.retain(|part| !part.rows.is_empty());
        self.counts = GridCounts::of(&self.parts);
    }

    /// Its cells, each with its label: part, row and question.
    pub fn cells(&self) -> impl Iterator<Item = (String, &GridCell)> {
        let rows = self.parts.iter().flat_map(|part| part.rows.iter().map(move |row| (part, row)));
        rows.flat_map(|(part, row)| {
            row.cells.iter().map(move |cell| (label(&part.part, &row.row, &cell.question), cell))
        })
    }

    /// The cells that no trial answers, by their labels.
    #[must_use]
    pub fn not_asked(&self) -> Vec<String> {
        let empty = self.cells().filter(|(_, cell)| cell.content == GridContent::NotAsked);
        empty.map(|(label, _)| label).collect()
    }
}

impl GridContent {
    /// A cell that cannot be asked for this reason, or that trials answer in these ways.
    pub(super) fn of(impossible: Option<&str>, answers: Option<Vec<Answers>>) -> Self {
        match (impossible, answers) {
            (Some(why), _) => Self::Impossible { why: why.to_owned() },
            (None, Some(answers)) => Self::Asked { answers },
            (None, None) => Self::NotAsked,
        }
    }

    /// What trials answer: nothing if none asks.
    #[must_use]
    pub fn answers(&self) -> &[Answers] {
        match self {
            Self::Asked { answers } => answers,
            Self::Impossible { .. } | Self::NotAsked => &[],
        }
    }
}

impl GridCounts {
    fn of(parts: &[GridPart]) -> Self {
        let mut counts = Self::default();
        for cell in parts.iter().flat_map(|part| &part.rows).flat_map(|row| &row.cells) {
            match cell.content {
                GridContent::Asked { .. } => counts.asked += 1,
                GridContent::NotAsked => counts.not_asked += 1,
                GridContent::Impossible { .. } => counts.impossible += 1,
            }
        }
        counts
    }
}
