//! Trials on every platform, as one table in Markdown: what each platform answers in the steps that differ.

use super::cells::Cells;
use super::markdown::{code, lines_of_code, plain};
use crate::compat::{Cell, Row, Step, Table, align};

/// The steps of some trials that differ between platforms, a line each, as GitHub's Markdown.
#[must_use]
pub fn show_markdown(table: &Table, rows: &[&Row]) -> String {
    let names: Vec<String> = table.columns.iter().map(|column| plain(&column.name)).collect();
    let head = format!("| Trial | Call | {} |\n|---|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    rows.iter().fold(head, |text, row| text + &of_trial(row))
}

fn of_trial(row: &Row) -> String {
    let name = code(&row.name.to_string());
    let steps: Vec<Step> = steps(row).into_iter().filter(|step| !step.is_same()).collect();
    if steps.is_empty() {
        let cells: Vec<String> =
            row.cells.iter().map(|cell| without_steps(cell).unwrap_or("the same".into())).collect();
        return format!("| {name} | | {} |\n", cells.join(" | "));
    }
    let mut text = String::new();
    for (index, step) in steps.iter().enumerate() {
        let name = if index == 0 { name.as_str() } else { "" };
        let step = Cells::of(step);
        let mut outcomes = step.outcomes.iter();
        let cells = row.cells.iter().map(|cell| match without_steps(cell) {
            Some(_) if index > 0 => String::new(),
            Some(why) => why,
            None => outcomes.next().map(|lines| lines_of_code(lines)).unwrap_or_default(),
        });
        let cells: Vec<String> = cells.collect();
        text += &format!("| {name} | {} | {} |\n", code(&step.call), cells.join(" | "));
    }
    text
}

/// The steps of the platforms that ran the trial, side by side.
fn steps(row: &Row) -> Vec<Step> {
    let ran = row.cells.iter().filter_map(|cell| match cell {
        Cell::Ran(lines) => Some(lines.as_slice()),
        Cell::PlatformCannot(_) | Cell::Skipped(_) | Cell::Unrecorded => None,
    });
    align(&ran.collect::<Vec<_>>())
}

/// What is said of a platform that did not run the trial.
fn without_steps(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Ran(_) => None,
        Cell::PlatformCannot(why) => Some(plain(why)),
        Cell::Skipped(why) => Some(format!("skipped: {}", plain(why))),
        Cell::Unrecorded => Some("not recorded".to_owned()),
    }
}
