//! The compatibility table: all trials against some recordings.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::cell::Cell;
use super::column::Column;
use super::reading::restore_hint;
use super::row::{CorpusTrial, Row};
use crate::case::{Corpus, TrialName};
use crate::fault::Fault;
use crate::recording::digest;

/// All trials against some recordings.
#[derive(Debug)]
pub struct Table<'a> {
    /// The recordings.
    pub columns: &'a [Column],
    /// The trials of the cases, in the order of the files. After them, by name, the trials that only a recording has.
    pub rows: Vec<Row<'a>>,
    /// The cases, for which a digest is made once somebody asks whose they are.
    corpus: &'a Corpus,
    digest: OnceLock<String>,
}

impl<'a> Table<'a> {
    /// Puts recordings and the cases of this checkout into one table. The recordings may have been made
    /// from other cases.
    ///
    /// # Errors
    /// When a recording was made from these very cases and a record of it has too few or too many steps: a fault for
    /// each such record.
    pub fn new(corpus: &'a Corpus, columns: &'a [Column]) -> Result<Self, Vec<Fault>> {
        let trials: Vec<CorpusTrial> = CorpusTrial::all(corpus).collect();
        let listed: BTreeSet<&'a TrialName> = trials.iter().map(|known| &known.trial.name).collect();
        let names: BTreeSet<&'a TrialName> = columns.iter().flat_map(Column::names).collect();
        let row = |name: &'a TrialName, in_corpus| Row {
            name,
            in_corpus,
            cells: columns.iter().map(|column| column.cell(name)).collect(),
        };
        let others = names.difference(&listed).map(|name| row(name, None));
        let rows = trials.iter().map(|known| row(&known.trial.name, Some(*known))).chain(others).collect();
        let table = Self { columns, rows, corpus, digest: OnceLock::new() };
        let faults = table.faults();
        if faults.is_empty() { Ok(table) } else { Err(faults) }
    }

    /// Whether a recording was made from the cases of this checkout.
    #[must_use]
    pub fn is_of_these_cases(&self, column: &Column) -> bool {
        column.recording.cases == *self.digest.get_or_init(|| digest(self.corpus))
    }

    /// What a reader has to know before drawing conclusions from a recording, in sentences.
    #[must_use]
    pub fn notes(&self, column: &Column) -> Vec<String> {
        let name = &column.name;
        let other = (!self.is_of_these_cases(column)).then(|| {
            format!(
                "{name} was recorded from other cases than those of this checkout; record it again, or look at it \
                 where its cases are"
            )
        });
        let changed =
            column.change().map(|change| format!("{change}; take them from version control, or record it again"));
        other.into_iter().chain(changed).collect()
    }

    /// The records whose number of steps is not that of the program they are of.
    fn faults(&self) -> Vec<Fault> {
        let of_row = |row: &Row| -> Vec<Fault> {
            let columns = self.columns.iter().zip(&row.cells);
            columns.filter_map(|(column, cell)| self.fault(row, column, cell)).collect()
        };
        self.rows.iter().flat_map(of_row).collect()
    }

    fn fault(&self, row: &Row, column: &Column, cell: &Cell) -> Option<Fault> {
        let steps = row.in_corpus?.trial.program.actions.len();
        let Cell::Ran(lines) = cell else {
            return None;
        };
        let fault = || {
            let file = column.records.file(row.name);
            Fault::new(format!("{}: it has {} of the {steps} steps of its case", file.display(), lines.len()))
                .hint(restore_hint(row.name))
        };
        (lines.len() != steps && self.is_of_these_cases(column)).then(fault)
    }
}
