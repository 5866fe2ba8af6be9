//! One trial: what its case says, and what every platform answered.

use anstyle::Style;

use super::diff::see;
use super::gap::gap;
use super::steps::Steps;
use crate::case::{Deviation, Expectation};
use crate::compat::{Cell, CorpusTrial, Excerpt, Grade, Row, Source, Statement, Table, align};
use crate::platform::{Need, Platform};
use crate::terminal::{FAINT, NAME, STRONG, paragraph};
use crate::transcript::not_on_this_platform;

/// The trial in lines of at most `width` columns.
#[must_use]
pub fn show(table: &Table, row: &Row, width: usize) -> String {
    let mut text = paragraph(0, "", &row.name.to_string(), STRONG, width);
    if let Some(known) = row.in_corpus {
        text += &of_case(known, width);
    }
    text += &(transcripts(table, row, width) + &without_result(table, row, width) + &claimed(table, row, width));
    let notes = table.columns.iter().flat_map(|column| table.notes(column));
    notes.fold(text, |text, note| text + &paragraph(0, "note: ", &note, STRONG, width))
}

fn of_case(known: CorpusTrial, width: usize) -> String {
    let (topic, trial) = (known.topic, known.trial);
    let case = &trial.case;
    let plain = |text: &str| paragraph(2, "", text, Style::new(), width);
    let mut text = plain(&topic.about) + &case.about.as_deref().map(plain).unwrap_or_default();
    if let Some(posix) = case.posix {
        text += &plain(&format!("POSIX: {posix}."));
    }
    let needs: Vec<String> = trial.needs.iter().map(Need::to_string).collect();
    if !needs.is_empty() {
        text += &plain(&format!("Needs {}.", needs.join(", ")));
    }
    for (platform, deviations) in &trial.deviates {
        for Deviation { releases, why, .. } in deviations {
            text += &paragraph(2, &format!("{platform}{releases} deviates: "), why, Style::new(), width);
        }
    }
    for sources in [&topic.see, &case.see] {
        text += &see(2, &Source::list(sources), width);
    }
    text + &steps(known, width)
}

/// The steps as the case file has them, and their place.
fn steps(known: CorpusTrial, width: usize) -> String {
    let Some(Excerpt { place, text }) = known.steps() else {
        return String::new();
    };
    format!("\n{}{}", paragraph(0, "", &place, FAINT, width), paragraph(2, "", &text, Style::new(), width))
}

/// What came back, with one column for all platforms that say the same.
fn transcripts(table: &Table, row: &Row, width: usize) -> String {
    let mut text = String::new();
    let (mut names, mut transcripts) = (Vec::new(), Vec::new());
    for group in row.groups() {
        let news = group.iter().filter(|column| !row.is_as_current(table.columns, **column));
        let name = news.map(|column| table.columns[*column].name.as_str()).collect::<Vec<_>>().join(", ");
        match row.cells[group[0]] {
            Cell::Ran(lines) => {
                names.push(name);
                transcripts.push(lines.as_slice());
            }
            Cell::PlatformCannot(why) => {
                text += &paragraph(0, &format!("{name}: "), &not_on_this_platform(why), NAME, width)
            }
            Cell::Skipped(_) | Cell::Unrecorded => {}
        }
    }
    if !transcripts.is_empty() {
        text += &Steps { names: &names, steps: &align(&transcripts) }.text(0, width);
    }
    format!("\n{text}")
}

/// What is claimed of platforms that have no result of the trial: of each step that does not just succeed everywhere.
fn claimed(table: &Table, row: &Row, width: usize) -> String {
    let actions = row.in_corpus.map(|known| known.trial.program.actions.as_slice()).unwrap_or_default();
    let mut text = String::new();
    let digits = actions.len().to_string().len();
    for (step, action) in actions.iter().enumerate() {
        let claims = claims_of(table, row, step);
        if claims.iter().any(|(claim, _)| *claim != OK) {
            let mut label = format!("  {:digits$}  {}  ", step + 1, action.operation.name());
            for (claim, platforms) in claims {
                let line = format!("{claim}: {}", platforms.join(", "));
                text += &paragraph(0, &label, &line, Style::new(), width);
                label = " ".repeat(label.len());
            }
        }
    }
    if text.is_empty() { text } else { format!("\nclaimed, not run:\n{text}") }
}

/// A claim that is not worth a line.
const OK: &str = "ok (assumed)";

/// What is claimed of a step, with the grade of the claim, and the platforms of which it is claimed. Where any outcome
/// will do, nothing is claimed.
fn claims_of(table: &Table, row: &Row, step: usize) -> Vec<(String, Vec<String>)> {
    let mut claims: Vec<(String, Vec<String>)> = Vec::new();
    for platform in Platform::all() {
        let statement = row.statement(table.columns, step, platform);
        let claim = statement.filter(|said| said.grade != Grade::Run && *said.expectation != Expectation::Any);
        let Some(Statement { grade, expectation, .. }) = claim else {
            continue;
        };
        let claim = format!("{expectation} ({grade})");
        match claims.iter_mut().find(|(other, _)| *other == claim) {
            Some((_, platforms)) => platforms.push(platform.to_string()),
            None => claims.push((claim, vec![platform.to_string()])),
        }
    }
    claims
}

/// The recordings without a result of the trial.
fn without_result(table: &Table, row: &Row, width: usize) -> String {
    let line = |(index, cell): (usize, &&Cell)| {
        let name = format!("{}: ", table.columns[index].name);
        match cell {
            Cell::Skipped(why) => paragraph(0, &name, &gap(Some(why)), FAINT, width),
            Cell::Unrecorded => paragraph(0, &name, &gap(None), FAINT, width),
            Cell::Ran(_) | Cell::PlatformCannot(_) => String::new(),
        }
    };
    let cells = row.cells.iter().enumerate();
    cells.filter(|(index, _)| !row.is_as_current(table.columns, *index)).map(line).collect()
}
