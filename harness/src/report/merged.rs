//! What was taken in, for a terminal.

use anstyle::Style;

use super::diff::recorded;
use crate::case::TrialName;
use crate::merge::{Incoming, named};
use crate::terminal::{NAME, STRONG, columns, paragraph};

/// Why the records of what is skipped now were not kept.
const GONE: &str =
    "skipped now, and their earlier record is gone, since it is of other cases or another version, or was edited";

/// What becomes different by each recording, in lines of `width` columns at most.
#[must_use]
pub fn merged(recordings: &[Incoming], width: usize) -> String {
    let name = |incoming: &Incoming| incoming.column.recording.platform.to_string();
    let longest = recordings.iter().map(|incoming| columns(&name(incoming))).max().unwrap_or_default();
    let made = |incoming: &Incoming| recorded(&incoming.column.recording.date, &incoming.column.recording.made_on);
    let texts = recordings.iter().map(|incoming| {
        let label = format!("{:longest$}  ", name(incoming));
        paragraph(0, &label, &made(incoming), NAME, width) + &changes(incoming, longest + 2, width)
    });
    texts.collect::<String>() + "next: look at git status and git diff, then commit snapshots\n"
}

fn changes(incoming: &Incoming, indent: usize, width: usize) -> String {
    let changes = &incoming.changes;
    let counts = format!(
        "{} added, {} removed, {} changed, {} the same, {} skipped",
        changes.added.len(),
        changes.removed.len(),
        changes.changed.len(),
        changes.same.len(),
        incoming.column.recording.skipped.len(),
    );
    // All are new where nothing was recorded before, and then no name says anything.
    let added: &[TrialName] = if incoming.earlier.is_some() { &changes.added } else { &[] };
    let lists = [
        ("added", added),
        ("removed", &changes.removed),
        ("changed", &changes.changed),
        ("skipped now, and their earlier record is kept", &changes.kept),
        (GONE, &changes.lost),
    ];
    let list = |(what, names): (&str, &[TrialName])| {
        let names: Vec<&TrialName> = names.iter().collect();
        let text = format!("{} {what}: {}", names.len(), named(&names));
        if names.is_empty() { String::new() } else { paragraph(indent, "", &text, Style::new(), width) }
    };
    paragraph(indent, "", &counts, STRONG, width) + &lists.map(list).concat()
}
