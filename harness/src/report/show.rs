//! One trial: what its case says, and what every platform answered.

use anstyle::Style;

use super::diff::see;
use super::gap::gap;
use super::show_claims::{add_claims, claims, without_claims};
use super::steps::{Head, StepRow, Steps};
use crate::case::Deviation;
use crate::compat::{Cell, ClaimGroup, CorpusTrial, Excerpt, Row, Source, Table, align};
use crate::platform::{Need, Platform};
use crate::terminal::{FAINT, NAME, STRONG, paragraph};
use crate::transcript::not_on_this_platform;

/// The trial in lines of at most `width` columns, with what is claimed of platforms that nobody recorded.
#[must_use]
pub fn show(table: &Table, row: &Row, claimed: &[Platform], width: usize) -> String {
    let mut text = paragraph(0, "", &row.name.to_string(), STRONG, width);
    if let Some(known) = row.in_corpus {
        text += &of_case(known, width);
    }
    let columns = ClaimGroup::all(table, row, claimed);
    text += &(transcripts(table, row, &columns, width) + &without_result(table, row, width));
    text += &(without_claims(table, row, claimed, width) + &claims(row, &columns, width));
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

/// What came back, with one column for all platforms that say the same, and then what is claimed of others.
fn transcripts(table: &Table, row: &Row, claims: &[ClaimGroup], width: usize) -> String {
    let mut text = String::new();
    let (mut heads, mut transcripts) = (Vec::new(), Vec::new());
    for group in row.groups() {
        let news = group.iter().filter(|column| !row.is_as_current(table.columns, **column));
        let name = news.map(|column| table.columns[*column].name.as_str()).collect::<Vec<_>>().join(", ");
        match row.cells[group[0]] {
            Cell::Ran(lines) => {
                heads.push(Head::recorded(name));
                transcripts.push(lines.as_slice());
            }
            Cell::PlatformCannot(why) => {
                text += &paragraph(0, &format!("{name}: "), &not_on_this_platform(why), NAME, width)
            }
            Cell::Skipped(_) | Cell::Unrecorded => {}
        }
    }
    if !transcripts.is_empty() {
        let mut steps = Steps { heads, rows: align(&transcripts).iter().map(StepRow::of).collect() };
        add_claims(&mut steps, row, claims, &transcripts);
        text += &steps.text(0, width);
    }
    format!("\n{text}")
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
