//! What getsockname and getpeername answer, for a terminal.

use anstyle::Style;

use crate::compat::{Answers, Call, NameCell, NameRow, NameTable};
use crate::terminal::{FAINT, NAME, STRONG, paragraph};

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

/// What came back, each outcome with the platforms that it came back on, in the order of the first of them.
pub(super) fn outcomes(answers: &Answers) -> Vec<(&str, Vec<&str>)> {
    let mut outcomes: Vec<(&str, Vec<&str>)> = Vec::new();
    for answer in &answers.answers {
        let outcome = answer.outcome.as_deref().unwrap_or("not recorded");
        match outcomes.iter_mut().find(|(other, _)| *other == outcome) {
            Some((_, platforms)) => platforms.push(&answer.platform),
            None => outcomes.push((outcome, vec![&answer.platform])),
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
    let widest = outcomes.iter().map(|(outcome, _)| outcome.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (index, (outcome, platforms)) in outcomes.iter().enumerate() {
        let label = if index == 0 { label.clone() } else { " ".repeat(label.len()) };
        let line = format!("{outcome:widest$}  {}", platforms.join(", "));
        text += &paragraph(4, &label, &line, Style::new(), width);
    }
    text + &paragraph(4 + label.len(), "", &format!("{}{}", answers.trial, more(answers)), FAINT, width)
}
