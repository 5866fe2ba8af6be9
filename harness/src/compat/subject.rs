//! What somebody wants to see as one: a trial, or a case whose variants come out in one or more ways.

use super::cell::Cell;
use super::fold::{Fold, variants};
use super::overview::TrialOverview;
use super::row::Row;
use super::table::Table;
use crate::platform::Platform;

/// A trial, or a case.
#[derive(Debug)]
pub struct Subject<'t, 'a> {
    /// The name of the trial or of the case.
    pub name: String,
    /// Whether it is a case with variants.
    pub is_case: bool,
    /// The ways in which its variants come out, at least one. Of a trial, that is itself.
    pub ways: Vec<Fold<&'t Row<'a>>>,
}

impl<'t, 'a> Subject<'t, 'a> {
    /// A trial.
    #[must_use]
    pub fn trial(row: &'t Row<'a>) -> Self {
        Self { name: row.name.to_string(), is_case: false, ways: vec![Fold { variants: vec![row] }] }
    }

    /// The variants of a case, at least one, in all recordings of a table and with what is claimed of other platforms.
    #[must_use]
    pub fn case(table: &Table, rows: &[&'t Row<'a>], claimed: &[Platform]) -> Self {
        let mut folds: Vec<Fold<(&'t Row<'a>, TrialOverview)>> = Vec::new();
        for row in rows {
            let variant = (*row, TrialOverview::of(table, claimed, row));
            Fold::add(&mut folds, variant, |(_, one), (_, other)| one.is_like(other));
        }
        let rows_of =
            |fold: Fold<(&'t Row<'a>, _)>| Fold { variants: fold.variants.into_iter().map(|(row, _)| row).collect() };
        let ways: Vec<Fold<&Row>> = folds.into_iter().map(rows_of).collect();
        let name = ways.first().map(|way| way.first().name.case_name()).unwrap_or_default();
        Self { name, is_case: true, ways }
    }
}

impl Fold<&Row<'_>> {
    /// The name of the first variant, and the number of the others; see [`variants`].
    #[must_use]
    pub fn title(&self) -> String {
        variants(&self.first().name.variant, self.variants.len())
    }

    /// In how many of these variants a recording has no result, although it has one of the first.
    #[must_use]
    pub fn gaps(&self, column: usize) -> usize {
        let ran = |row: &&&Row| matches!(row.cells[column], Cell::Ran(_));
        if ran(&self.first()) { self.variants.iter().filter(|row| !ran(row)).count() } else { 0 }
    }

    /// Why a recording has no result of these variants: each reason once.
    #[must_use]
    pub fn reasons(&self, column: usize) -> Vec<&str> {
        let mut reasons: Vec<&str> = Vec::new();
        for row in &self.variants {
            if let Cell::PlatformCannot(why) | Cell::Skipped(why) = row.cells[column]
                && !reasons.contains(&why.as_str())
            {
                reasons.push(why);
            }
        }
        reasons
    }
}
