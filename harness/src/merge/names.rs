//! Lists of trials in messages.

use crate::case::TrialName;

/// The most names that a message lists.
const MOST_LISTED: usize = 5;

/// The names, separated by commas. If there are many, only the first of them, and the number of the others.
#[must_use]
pub fn first_names(names: &[&TrialName]) -> String {
    let first: Vec<String> = names.iter().take(MOST_LISTED).map(ToString::to_string).collect();
    match names.len().saturating_sub(MOST_LISTED) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
