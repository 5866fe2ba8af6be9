//! What getsockname and getpeername answer, as GitHub's Markdown.

use super::markdown::{code, plain};
use super::names::{Outcome, more, outcomes, parts, reason, shared_reason};
use crate::compat::{NameCell, NameRow, NameTable};

/// The table as a part for each name and type, with a line for each state.
#[must_use]
pub fn names_markdown(table: &NameTable) -> String {
    let counts = table.counts;
    let head = format!(
        "# What getsockname and getpeername answer\n\n{} cells asked, {} not asked, {} impossible.\n",
        counts.asked, counts.not_asked, counts.impossible
    );
    parts(&table.rows).fold(head, |text, part| text + &of_part(part))
}

fn of_part(part: &[NameRow]) -> String {
    let title = format!("\n## {}, {}\n\n", plain(&part[0].name), plain(&part[0].kind));
    if let Some(why) = shared_reason(part) {
        return format!("{title}Cannot be: {}.\n", plain(why));
    }
    let rows: String = part.iter().map(of_row).collect();
    format!("{title}| State | getsockname | getpeername |\n|---|---|---|\n{rows}")
}

fn of_row(row: &NameRow) -> String {
    if let Some(why) = reason(row) {
        return format!("| {} | cannot be: {} | |\n", plain(&row.state), plain(why));
    }
    format!("| {} | {} | {} |\n", plain(&row.state), of_cell(&row.getsockname), of_cell(&row.getpeername))
}

fn of_cell(cell: &NameCell) -> String {
    let answers = match cell {
        NameCell::Impossible { why } => return format!("cannot be: {}", plain(why)),
        NameCell::NotAsked => return "not asked".to_owned(),
        NameCell::Asked(answers) => answers,
    };
    let outcomes = outcomes(answers);
    let line = |outcome: &Outcome| format!("{} {}", code(&outcome.text), plain(&outcome.platforms));
    let mut lines: Vec<String> = outcomes.iter().map(line).collect();
    lines.push(format!("{}{}", code(&answers.trial), more(answers)));
    lines.join("<br>")
}
