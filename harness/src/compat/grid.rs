//! A table with a question in each cell, as data: what `sockshape table` prints in each of its forms.

use schemars::JsonSchema;
use serde::Serialize;

use super::asked::Answers;
use super::table::Table;
use crate::platform::Platform;

/// A table with a question in each cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Grid {
    /// What it tells.
    pub title: String,
    /// The recordings whose answers it has.
    pub platforms: Vec<String>,
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

impl Grid {
    /// A table of these parts, with the cells whose label is selected: part, row and question.
    pub(super) fn of(
        title: &str,
        platforms: Vec<String>,
        parts: Vec<GridPart>,
        is_selected: impl Fn(&str) -> bool,
    ) -> Self {
        let mut parts = parts;
        for part in &mut parts {
            for row in &mut part.rows {
                let label = |cell: &GridCell| format!("{} {} {}", part.part, row.row, cell.question);
                row.cells.retain(|cell| is_selected(&label(cell)));
            }
            part.rows.retain(|row| !row.cells.is_empty());
        }
        parts.retain(|part| !part.rows.is_empty());
        Self { title: title.to_owned(), platforms, counts: GridCounts::of(&parts), parts }
    }

    /// The cells that no trial answers, by part, row and question.
    #[must_use]
    pub fn not_asked(&self) -> Vec<String> {
        let of_row = |part: &GridPart, row: &GridRow| -> Vec<String> {
            let empty = row.cells.iter().filter(|cell| cell.content == GridContent::NotAsked);
            empty.map(|cell| format!("{} {} {}", part.part, row.row, cell.question)).collect()
        };
        self.parts.iter().flat_map(|part| part.rows.iter().flat_map(|row| of_row(part, row))).collect()
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

/// The recordings of these platforms: their columns and their names.
pub(super) fn columns(table: &Table, platforms: &[Platform]) -> (Vec<usize>, Vec<String>) {
    let chosen = |column: &usize| platforms.contains(&table.columns[*column].recording.platform);
    let columns: Vec<usize> = (0..table.columns.len()).filter(chosen).collect();
    let names = columns.iter().map(|column| table.columns[*column].name.clone()).collect();
    (columns, names)
}
