//! The recordings that were taken in, for a terminal.

use anstyle::Style;

use super::diff::recorded;
use crate::case::TrialName;
use crate::compat::RecordingInfo;
use crate::merge::{IncomingRecording, first_names};
use crate::terminal::{NAME, STRONG, columns, paragraph};

/// What is said of trials whose earlier record was not kept.
const GONE: &str =
    "skipped now, and their earlier record is gone, because it was of other cases or another version, or edited";

/// What each recording changes, in lines of at most `width` columns.
#[must_use]
pub fn merged(recordings: &[IncomingRecording], width: usize) -> String {
    let name = |incoming: &IncomingRecording| incoming.place.edition.to_string();
    let longest = recordings.iter().map(|incoming| columns(&name(incoming))).max().unwrap_or_default();
    let made = |incoming: &IncomingRecording| recorded(&RecordingInfo::of(&incoming.column));
    let texts = recordings.iter().map(|incoming| {
        let label = format!("{:longest$}  ", name(incoming));
        paragraph(0, &label, &made(incoming), NAME, width) + &changes(incoming, longest + 2, width)
    });
    texts.collect::<String>() + "next: look at git status, git diff and sockshape check, then commit snapshots\n"
}

fn changes(incoming: &IncomingRecording, indent: usize, width: usize) -> String {
    let changes = &incoming.changes;
    let counts = format!(
        "{} added, {} removed, {} changed, {} the same, {} skipped",
        changes.added.len(),
        changes.removed.len(),
        changes.changed.len(),
        changes.same.len(),
        incoming.column.recording.skipped.len(),
    );
    // Without an earlier recording all trials are new, and their names say nothing.
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
        let text = format!("{} {what}: {}", names.len(), first_names(&names));
        if names.is_empty() { String::new() } else { paragraph(indent, "", &text, Style::new(), width) }
    };
    paragraph(indent, "", &counts, STRONG, width) + &lists.map(list).concat()
}
