//! Recordings from other machines, on their way into `snapshots/`: found, judged, and put in place, all of them or none.
//!
//! ```text
//! folders ─ find ─► Column ─ judge ─► Incoming ─ stage ─► Staged ─ place ─► snapshots/<platform>/…
//! ```
//!
//! Nothing of a folder is written before everything of all folders was read and found good.

mod change;
mod find;
mod judge;
mod stage;

pub use change::Changes;
pub use judge::{Incoming, judge};
pub use stage::Staged;

use crate::case::TrialName;

/// The most names that stand in a message.
const MOST_NAMED: usize = 5;

/// The names, or the first of them and how many more there are.
#[must_use]
pub fn named(names: &[&TrialName]) -> String {
    let shown: Vec<String> = names.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    match names.len().saturating_sub(MOST_NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
