//! Finds tags. The parser reports those that are not YAML's own, such as `!mine`. Others, such as `!!str`, it obeys or
//! ignores without a word; but the place of a node that has one is that of its tag.

use std::collections::BTreeSet;

use crate::source::Location;

/// The first of these places of nodes at which a tag stands. An anchor may stand before the tag.
pub(super) fn first(text: &str, places: &[Location]) -> Option<Location> {
    let places: BTreeSet<Location> = places.iter().copied().collect();
    let mut at = Location { line: 1, column: 1 };
    for (index, character) in text.char_indices() {
        if matches!(character, '!' | '&') && places.contains(&at) && is_tagged(&text[index..]) {
            return Some(at);
        }
        at = match character {
            '\n' => Location { line: at.line + 1, column: 1 },
            _ => Location { line: at.line, column: at.column + 1 },
        };
    }
    None
}

/// Whether a node that begins with this has a tag.
fn is_tagged(node: &str) -> bool {
    let is_of_a_name = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    let anchor = node.strip_prefix('&').map(|anchor| anchor.trim_start_matches(is_of_a_name).trim_start());
    anchor.unwrap_or(node).starts_with('!')
}
