//! What a command works on: the cases, the recordings, and the trials that the command line selects.

use std::path::Path;

use super::output::Failure;
use super::shown::ShownPlatforms;
use crate::case::{Corpus, TrialName, load};
use crate::compat::{Column, Overview, Table};
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

/// The recordings beside the cases and what these claim, in the trials that the filters select.
pub(super) fn overview(root: &Path, shown: &ShownPlatforms, filters: &[String]) -> Result<Overview, Failure> {
    let (corpus, mut recordings) = (corpus(root)?, recordings(root)?);
    let claimed = shown.choose(&mut recordings)?;
    Ok(Overview::of(&table(&corpus, &recordings)?, &claimed, |name| is_selected(name, filters)))
}

/// Whether the filters select a trial: its name contains one of them, or there are none.
pub(super) fn is_selected(name: &TrialName, filters: &[String]) -> bool {
    let name = name.to_string();
    filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str()))
}
