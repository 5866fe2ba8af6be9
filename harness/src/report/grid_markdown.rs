//! A table with a question in each cell, as GitHub's Markdown.

use super::grid::{Outcome, more, not_asked, outcomes, shared_reason, summary};
use super::markdown::{code, plain};
use crate::compat::{Answers, Grid, GridCell, GridContent, GridPart, GridRow};

/// The table as a part for each part of it, with a line for each question that is asked.
#[must_use]
pub fn grid_markdown(table: &Grid) -> String {
    let head = format!("# {}\n\n{}.\n", plain(&table.title), summary(table));
    table.parts.iter().fold(head, |text, part| text + &of_part(part))
}

fn of_part(part: &GridPart) -> String {
    let title = format!("\n## {}\n\n", plain(&part.part));
    if let Some(why) = shared_reason(part.rows.iter().flat_map(|row| &row.cells)) {
        return format!("{title}Cannot be: {}.\n", plain(why));
    }
    let rows: String = part.rows.iter().map(of_row).collect();
    format!("{title}| | | |\n|---|---|---|\n{rows}")
}

fn of_row(row: &GridRow) -> String {
    let label = plain(&row.row);
    if let Some(why) = shared_reason(&row.cells) {
        return format!("| {label} | | cannot be: {} |\n", plain(why));
    }
    let mut text: String = row.cells.iter().map(|cell| of_cell(&label, cell)).collect();
    let not_asked = not_asked(row);
    if !not_asked.is_empty() {
        text += &format!("| {label} | {} | not asked |\n", plain(&not_asked.join("; ")));
    }
    text
}

fn of_cell(row: &str, cell: &GridCell) -> String {
    let content = match &cell.content {
        GridContent::Impossible { why } => format!("cannot be: {}", plain(why)),
        GridContent::NotAsked => return String::new(),
        GridContent::Asked { answers } => answers.iter().map(of_answers).collect::<Vec<_>>().join("<br>"),
    };
    format!("| {row} | {} | {content} |\n", plain(&cell.question))
}

fn of_answers(answers: &Answers) -> String {
    let line = |outcome: &Outcome| format!("{} {}", code(&outcome.text), plain(&outcome.platforms));
    let mut lines: Vec<String> = outcomes(answers).iter().map(line).collect();
    lines.push(format!("{}{}", code(&answers.trial), more(answers)));
    lines.join("<br>")
}
