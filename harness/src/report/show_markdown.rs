//! Trials on every platform, as one table in Markdown: what each platform answers in the steps that differ, and what is
//! claimed of platforms that nobody recorded.

use super::cells::Cells;
use super::claims::{OPEN, claim_markdown, named};
use super::markdown::{code, lines_of_code, plain};
use crate::compat::{Cell, ClaimInfo, Claimed, Row, Step, Table, align};
use crate::platform::Platform;
use crate::transcript::Line;

/// The steps of some trials that differ between platforms, a line each, as GitHub's Markdown.
#[must_use]
pub fn show_markdown(table: &Table, rows: &[&Row], claimed: &[Platform]) -> String {
    let recorded = table.columns.iter().map(|column| plain(&column.name));
    let claimed_names = claimed.iter().map(|platform| named(&platform.to_string()));
    let names: Vec<String> = recorded.chain(claimed_names).collect();
    let head = format!("| Trial | Call | {} |\n|---|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    rows.iter().fold(head, |text, row| text + &of_trial(table, row, claimed))
}

fn of_trial(table: &Table, row: &Row, claimed: &[Platform]) -> String {
    let name = code(&row.name.to_string());
    let claims: Vec<Claimed> = claimed.iter().map(|platform| row.claimed(table.columns, *platform)).collect();
    let steps = differing(row, claimed);
    if steps.is_empty() {
        let recorded = row.cells.iter().map(|cell| without_steps(cell).unwrap_or("the same".into()));
        let claims = claims.iter().map(|claims| without_claims(claims).unwrap_or("the same".into()));
        let cells: Vec<String> = recorded.chain(claims).collect();
        return format!("| {name} | | {} |\n", cells.join(" | "));
    }
    let mut text = String::new();
    for (index, step) in steps.iter().enumerate() {
        let name = if index == 0 { name.as_str() } else { "" };
        let first_only = |why: String| if index == 0 { why } else { String::new() };
        let cells = Cells::of(step);
        let mut outcomes = cells.outcomes.iter();
        let recorded = row.cells.iter().map(|cell| match without_steps(cell) {
            Some(why) => first_only(why),
            None => outcomes.next().map(|lines| lines_of_code(lines)).unwrap_or_default(),
        });
        let recorded: Vec<String> = recorded.collect();
        let claims = claims.iter().map(|claims| match claims {
            Claimed::Steps(_) => claim_of(row, claims, step.number - 1).unwrap_or_default(),
            Claimed::Cannot(_) | Claimed::Nothing => first_only(without_claims(claims).unwrap_or_default()),
        });
        let all: Vec<String> = recorded.into_iter().chain(claims).collect();
        text += &format!("| {name} | {} | {} |\n", code(&cells.call), all.join(" | "));
    }
    text
}

/// The steps in which recordings differ from each other or from what is claimed of a platform.
fn differing(row: &Row, claimed: &[Platform]) -> Vec<Step> {
    let ran = transcripts(row);
    let contradicted =
        |lines: &&[Line]| claimed.iter().flat_map(|platform| row.contradicted(lines, *platform)).collect();
    let contradicted: Vec<usize> = ran.iter().flat_map::<Vec<usize>, _>(contradicted).collect();
    let steps = align(&ran).into_iter();
    steps.filter(|step| !step.is_same() || contradicted.contains(&(step.number - 1))).collect()
}

/// What the platforms have that ran the trial.
fn transcripts<'a>(row: &Row<'a>) -> Vec<&'a [Line]> {
    let ran = row.cells.iter().filter_map(|cell| match cell {
        Cell::Ran(lines) => Some(lines.as_slice()),
        Cell::PlatformCannot(_) | Cell::Skipped(_) | Cell::Unrecorded => None,
    });
    ran.collect()
}

/// What is claimed of a step, numbered from 0.
fn claim_of(row: &Row, claims: &Claimed, step: usize) -> Option<String> {
    match claims {
        Claimed::Steps(steps) => Some(claim_markdown(&ClaimInfo::of(row.in_corpus?.trial, steps.get(step)?))),
        Claimed::Cannot(_) | Claimed::Nothing => None,
    }
}

/// What is said of a platform of which nothing is claimed that could differ.
fn without_claims(claims: &Claimed) -> Option<String> {
    match claims {
        Claimed::Steps(_) => None,
        Claimed::Cannot(lacks) => Some(plain(lacks)),
        Claimed::Nothing => Some(OPEN.to_owned()),
    }
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
