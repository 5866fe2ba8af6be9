//! What becomes different when a recording is taken in.

use std::collections::BTreeSet;

use crate::case::TrialName;
use crate::compat::{Cell, Column};

/// The trials by what becomes of their records.
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
    /// Recorded before, and skipped now: the record stays, as it does where a host that skips a trial is recorded in place.
    pub kept: Vec<TrialName>,
    /// The same, but the record goes, since nobody knows whether it would still come out so; see `holds`.
    pub lost: Vec<TrialName>,
}

impl Changes {
    /// What a recording changes beside an earlier one of its platform.
    pub(super) fn between(earlier: Option<&Column>, now: &Column) -> Self {
        let mut changes = Self::default();
        let names: BTreeSet<&TrialName> = earlier.into_iter().chain([now]).flat_map(Column::names).collect();
        let holds = earlier.is_some_and(|earlier| holds(earlier, now));
        for name in names {
            let before = earlier.map(|earlier| earlier.cell(name)).filter(|cell| cell.is_recorded());
            let list = match (before, now.cell(name)) {
                (None, Cell::Skipped(_) | Cell::Unrecorded) => continue,
                (None, Cell::Ran(_) | Cell::PlatformCannot(_)) => &mut changes.added,
                (Some(_), Cell::Unrecorded) => &mut changes.removed,
                (Some(_), Cell::Skipped(_)) if holds => &mut changes.kept,
                (Some(_), Cell::Skipped(_)) => &mut changes.lost,
                (Some(before), cell) if before == cell => &mut changes.same,
                (Some(_), Cell::Ran(_) | Cell::PlatformCannot(_)) => &mut changes.changed,
            };
            list.push(name.clone());
        }
        changes
    }
}

/// Whether the records of an earlier recording can stand among those of a new one: they are what was recorded, of the same steps, written in the same way.
fn holds(earlier: &Column, now: &Column) -> bool {
    let of = |column: &Column| (column.recording.cases.clone(), column.recording.harness.clone());
    earlier.is_as_recorded && of(earlier) == of(now)
}
