//! What changes when a recording is taken in.

use std::collections::BTreeSet;

use crate::case::TrialName;
use crate::compat::{Cell, Column};

/// The trials by what happens to their records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Recorded for the first time.
    pub added: Vec<TrialName>,
    /// No longer made by any case.
    pub removed: Vec<TrialName>,
    /// Recorded before, and different now.
    pub changed: Vec<TrialName>,
    /// Recorded before, and the same now.
    pub same: Vec<TrialName>,
    /// Skipped now, and the old record is kept, as it is when a host records in place and skips a trial.
    pub kept: Vec<TrialName>,
    /// Skipped now, and the old record is dropped because it may be out of date; see `stays_true`.
    pub lost: Vec<TrialName>,
}

impl Changes {
    /// What changes when `now` replaces an earlier recording of its platform, if there is one.
    pub(super) fn between(earlier: Option<&Column>, now: &Column) -> Self {
        let mut changes = Self::default();
        let names: BTreeSet<&TrialName> = earlier.into_iter().chain([now]).flat_map(Column::names).collect();
        let stays_true = earlier.is_some_and(|earlier| stays_true(earlier, now));
        for name in names {
            let before = earlier.map(|earlier| earlier.cell(name)).filter(|cell| cell.is_recorded());
            let list = match (before, now.cell(name)) {
                (None, Cell::Skipped(_) | Cell::Unrecorded) => continue,
                (None, Cell::Ran(_) | Cell::PlatformCannot(_)) => &mut changes.added,
                (Some(_), Cell::Unrecorded) => &mut changes.removed,
                (Some(_), Cell::Skipped(_)) if stays_true => &mut changes.kept,
                (Some(_), Cell::Skipped(_)) => &mut changes.lost,
                (Some(before), cell) if before == cell => &mut changes.same,
                (Some(_), Cell::Ran(_) | Cell::PlatformCannot(_)) => &mut changes.changed,
            };
            list.push(name.clone());
        }
        changes
    }
}

/// Whether the records of an earlier recording can stand among those of a new one: they were not edited, and the same
/// harness recorded them from the same cases.
fn stays_true(earlier: &Column, now: &Column) -> bool {
    let of = |column: &Column| (column.recording.cases.clone(), column.recording.harness.clone());
    earlier.is_as_recorded() && of(earlier) == of(now)
}
