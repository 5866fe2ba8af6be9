//! What a command works on: the cases and the recordings.

use std::path::Path;

use super::output::Failure;
use crate::case::{Corpus, load};
use crate::compat::{Column, Table};
use crate::snapshot::editions;

/// All cases.
pub(super) fn corpus(root: &Path) -> Result<Corpus, Failure> {
    load(root).map_err(|problems| Failure::broken(&problems))
}

/// All recordings: the current ones, and those of other releases.
pub(super) fn recordings_and_releases(root: &Path) -> Result<Vec<Column>, Failure> {
    let editions = editions(root).map_err(|fault| Failure::recordings(&[fault]))?;
    Column::of_editions(root, editions.into_iter()).map_err(|faults| Failure::recordings(&faults))
}

/// The current recordings of all platforms.
pub(super) fn recordings(root: &Path) -> Result<Vec<Column>, Failure> {
    Column::all(root).map_err(|faults| Failure::recordings(&faults))
}

/// Recordings beside the cases.
pub(super) fn table<'a>(corpus: &'a Corpus, recordings: &'a [Column]) -> Result<Table<'a>, Failure> {
    Table::new(corpus, recordings).map_err(|faults| Failure::recordings(&faults))
}
