//! One trial, across all recordings.

use std::cmp::Reverse;

use super::Cell;
use crate::case::{Topic, Trial, TrialName};

/// What the case files say of a trial.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The topic it belongs to.
    pub topic: &'a Topic,
    /// The trial itself.
    pub trial: &'a Trial,
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
    /// The columns that say the same, by their index: the largest set first, and of equal ones that with the first column. Those that have no record of the
    /// trial are in none.
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
}
