//! One trial, across all recordings.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Cell, Column};
use crate::case::{Topic, Trial, TrialName};

/// What the case files say of a trial.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The topic it belongs to.
    pub topic: &'a Topic,
    /// The trial itself.
    pub trial: &'a Trial,
}

/// A part of a case file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Excerpt {
    /// The file, below the root of the project, and the number of the first line.
    pub place: String,
    /// The lines, no further indented than they have to be.
    pub text: String,
}

impl Known<'_> {
    /// The steps as they stand in the case file, claims and all.
    #[must_use]
    pub fn steps(&self) -> Option<Excerpt> {
        let source = &self.trial.source;
        let first = self.trial.claims.first().and_then(|claim| claim.step.location(source))?;
        let depth = |line: &str| line.chars().take_while(|c| *c == ' ').count();
        let indent = depth(source.line(first.line));
        let belongs = |line: &&str| {
            line.trim().is_empty()
                || depth(line) > indent
                || (depth(line) == indent && line.trim_start().starts_with('-'))
        };
        let written = source.text.lines().skip(first.line - 1).take_while(belongs);
        let lines: Vec<&str> = written.map(|line| line.get(indent..).unwrap_or_default()).collect();
        let place = format!("{}:{}", source.path, first.line);
        Some(Excerpt { place, text: lines.join("\n").trim_end().to_owned() })
    }
}

/// A trial and what each recording has of it.
#[derive(Debug)]
pub struct Row<'a> {
    /// The trial.
    pub name: &'a TrialName,
    /// What its case says; none where only a recording knows it.
    pub known: Option<Known<'a>>,
    /// What each recording has of it, in the order of the columns.
    pub cells: Vec<&'a Cell>,
}

impl Row<'_> {
    /// The columns that have the same record, by their index. The largest group comes first, and among equal ones the
    /// group with the leftmost column. Columns without a record are omitted.
    #[must_use]
    pub fn voices(&self) -> Vec<Vec<usize>> {
        let mut voices: Vec<Vec<usize>> = Vec::new();
        for (column, cell) in self.cells.iter().enumerate().filter(|(_, cell)| cell.is_recorded()) {
            match voices.iter_mut().find(|voice| self.cells[voice[0]] == *cell) {
                Some(voice) => voice.push(column),
                None => voices.push(vec![column]),
            }
        }
        voices.sort_by_key(|voice| Reverse(voice.len()));
        voices
    }

    /// Why what a recording has of it is the platform's fault, where the case says so.
    #[must_use]
    pub fn fault(&self, column: &Column, cell: &Cell) -> Option<&str> {
        let deviates = &self.known.filter(|_| cell.is_recorded())?.trial.deviates;
        deviates.get(&column.recording.platform).map(String::as_str)
    }
}
