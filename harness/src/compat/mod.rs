//! What was recorded, read whole: every trial of the cases against every recording.
//!
//! A [`Column`] is one recording. A [`Row`] is one trial, with what its case says of it. Where they meet is a [`Cell`].

mod about;
mod column;
mod difference;
mod overview;
mod row;
mod step;

pub use about::{CaseSaid, Source, TopicSaid};
pub use column::{Cell, Column};
pub use difference::{CaseDifference, Counts, Difference, Finding, Side, Silence, TopicDifference, Variant, Way};
pub use overview::{CaseOverview, CellOverview, Kind, Overview, Recorded, State, Tally, TopicOverview, TrialOverview};
pub use row::{Excerpt, Known, Row};
pub use step::{Step, align};

use std::collections::BTreeSet;

use crate::case::{Corpus, TrialName};
use crate::fault::Fault;
use crate::recording::digest;

/// All trials against some recordings.
#[derive(Debug)]
pub struct Matrix<'a> {
    /// The recordings.
    pub columns: &'a [Column],
    /// The trials: those of the cases, in the order of the files, and behind them, by name, those that only a recording has.
    pub rows: Vec<Row<'a>>,
    /// The digest of the cases.
    digest: String,
}

impl<'a> Matrix<'a> {
    /// Holds recordings against the cases of this checkout. They may have been made from others.
    ///
    /// # Errors
    /// When a recording was made from these very cases, and has records of them with too few steps or too many: all of them.
    pub fn new(corpus: &'a Corpus, columns: &'a [Column]) -> Result<Self, Vec<Fault>> {
        let known = known(corpus);
        let listed: BTreeSet<&'a TrialName> = known.iter().map(|known| &known.trial.name).collect();
        let names: BTreeSet<&'a TrialName> = columns.iter().flat_map(Column::names).collect();
        let row = |name: &'a TrialName, known| Row {
            name,
            known,
            cells: columns.iter().map(|column| column.cell(name)).collect(),
        };
        let others = names.difference(&listed).map(|name| row(name, None));
        let rows = known.iter().map(|known| row(&known.trial.name, Some(*known))).chain(others).collect();
        let matrix = Self { columns, rows, digest: digest(corpus) };
        let misfits = matrix.misfits();
        if misfits.is_empty() { Ok(matrix) } else { Err(misfits) }
    }

    /// Whether a recording was made from the cases of this checkout.
    #[must_use]
    pub fn is_of_these_cases(&self, column: &Column) -> bool {
        column.recording.cases == self.digest
    }

    /// What is to be known before anything is concluded from a recording, in sentences.
    #[must_use]
    pub fn notes(&self, column: &Column) -> Vec<String> {
        let Column { name, recording, .. } = column;
        let other = !self.is_of_these_cases(column);
        let other = other.then(|| {
            format!("{name} was recorded from other cases than those of this checkout; record it again, or look at it where its cases are")
        });
        let changed = !column.is_as_recorded;
        let changed = changed.then(|| {
            format!("snapshots of {name} were changed since it was recorded on {}; take them from version control, or record it again", recording.date)
        });
        other.into_iter().chain(changed).collect()
    }

    /// The records that have not as many steps as the program that they are of.
    fn misfits(&self) -> Vec<Fault> {
        let misfits = |row| self.columns.iter().filter_map(move |column| self.misfit(row, column));
        self.rows.iter().flat_map(misfits).collect()
    }

    fn misfit(&self, row: &Row, column: &Column) -> Option<Fault> {
        let steps = row.known.filter(|_| self.is_of_these_cases(column))?.trial.program.actions.len();
        let Cell::Ran(lines) = column.cell(row.name) else {
            return None;
        };
        let misfit = || {
            let file = column.records.file(row.name);
            Fault::new(format!("{}: it has {} of the {steps} steps of its case", file.display(), lines.len()))
                .hint(column::mended(row.name))
        };
        (lines.len() != steps).then(misfit)
    }
}

/// Every trial of the cases with its topic.
fn known(corpus: &Corpus) -> Vec<Known<'_>> {
    let mut known = Vec::new();
    for topic in &corpus.topics {
        known.extend(topic.trials.iter().map(|trial| Known { topic, trial }));
    }
    known
}
