//! What getsockname and getpeername answer, for a terminal.

use anstyle::Style;

use crate::compat::{Answer, Answers, Call, NameCell, NameRow, NameTable, Reply};
use crate::terminal::{FAINT, NAME, STRONG, paragraph};
use crate::transcript::not_on_this_platform;

/// The table in lines of at most `width` columns: a part for each name and type, and in it, one for each state.
#[must_use]
pub fn names(table: &NameTable, width: usize) -> String {
    let mut text = String::new();
    for part in parts(&table.rows) {
        text += &of_part(part, width);
    }
    let counts = table.counts;
    let summary =
        format!("{} cells asked, {} not asked, {} impossible", counts.asked, counts.not_asked, counts.impossible);
    text + &paragraph(0, "", &summary, STRONG, width)
}

/// The rows in parts that share name and type.
pub(super) fn parts(rows: &[NameRow]) -> impl Iterator<Item = &[NameRow]> {
    rows.chunk_by(|one, other| (&one.name, &one.kind) == (&other.name, &other.kind))
}

/// Why a row cannot be, if it cannot.
pub(super) fn reason(row: &NameRow) -> Option<&str> {
    match &row.getsockname {
        NameCell::Impossible { why } => Some(why),
        NameCell::NotAsked | NameCell::Asked(_) => None,
    }
}

/// The reason that all rows of a part share, if none of them can be.
pub(super) fn shared_reason(part: &[NameRow]) -> Option<&str> {
    let first = reason(part.first()?)?;
    part.iter().all(|row| reason(row) == Some(first)).then_some(first)
}

/// What came back on some platforms.
pub(super) struct Outcome {
    /// The outcome, as in a record.
    pub(super) text: String,
    /// The platforms. In brackets, that the socket was not of this row there.
    pub(super) platforms: String,
}

/// What came back, each outcome with the platforms that it came back on, in the order of the first of them.
pub(super) fn outcomes(answers: &Answers) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for Answer { platform, reply } in &answers.answers {
        let (text, remark) = match reply {
            Reply::Ran { outcome, reached: true } => (outcome.clone(), ""),
            Reply::Ran { outcome, reached: false } => (outcome.clone(), " (not in this state)"),
            Reply::Cannot { lacks } => (not_on_this_platform(lacks), ""),
            Reply::Unrecorded => ("not recorded".to_owned(), ""),
        };
        let platforms = format!("{platform}{remark}");
        match outcomes.iter_mut().find(|other| other.text == text) {
            Some(other) => other.platforms += &format!(", {platforms}"),
            None => outcomes.push(Outcome { text, platforms }),
        }
    }
    outcomes
}

/// The trial, and how many others ask the same.
pub(super) fn more(answers: &Answers) -> String {
    match answers.trials - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    }
}

fn of_part(part: &[NameRow], width: usize) -> String {
    let title = format!("{} {}", part[0].name, part[0].kind);
    let mut text = paragraph(0, "", &title, STRONG, width);
    match shared_reason(part) {
        Some(why) => text += &paragraph(2, "cannot be: ", why, FAINT, width),
        None => text.extend(part.iter().map(|row| of_row(row, width))),
    }
    text + "\n"
}

fn of_row(row: &NameRow, width: usize) -> String {
    if let Some(why) = reason(row) {
        return paragraph(2, &format!("{}, cannot be: ", row.state), why, FAINT, width);
    }
    let cells = row.cells().into_iter().map(|(call, cell)| of_cell(call, cell, width));
    paragraph(2, "", &row.state, NAME, width) + &cells.collect::<String>()
}

fn of_cell(call: Call, cell: &NameCell, width: usize) -> String {
    let label = format!("{call}  ");
    let answers = match cell {
        NameCell::Impossible { why } => return paragraph(4, &label, &format!("cannot be: {why}"), FAINT, width),
        NameCell::NotAsked => return paragraph(4, &label, "not asked", FAINT, width),
        NameCell::Asked(answers) => answers,
    };
    let outcomes = outcomes(answers);
    let widest = outcomes.iter().map(|outcome| outcome.text.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (index, Outcome { text: outcome, platforms }) in outcomes.iter().enumerate() {
        let label = if index == 0 { label.clone() } else { " ".repeat(label.len()) };
        let line = format!("{outcome:widest$}  {platforms}");
        text += &paragraph(4, &label, &line, Style::new(), width);
    }
    text + &paragraph(4 + label.len(), "", &format!("{}{}", answers.trial, more(answers)), FAINT, width)
}
