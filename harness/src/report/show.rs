//! One trial, or one case with its variants: what the case says, and what every platform answered.

use anstyle::Style;

use super::diff::see;
use super::gap::gap;
use super::show_claims::{add_claims, claims, without_claims};
use super::steps::{Head, StepRow, Steps};
use crate::case::{Deviation, Trial};
use crate::compat::{Cell, ClaimGroup, CorpusTrial, Excerpt, Fold, Row, Source, Subject, Table, align};
use crate::platform::{Need, Platform};
use crate::terminal::{FAINT, NAME, STRONG, paragraph};
use crate::transcript::not_on_this_platform;

/// A trial, or a case with each way in which its variants come out, in lines of at most `width` columns, with what is
/// claimed of platforms that nobody recorded.
#[must_use]
pub fn show(table: &Table, subject: &Subject, claimed: &[Platform], width: usize) -> String {
    let mut text = paragraph(0, "", &subject.name, STRONG, width);
    let first = subject.ways.first().and_then(|way| way.first().in_corpus);
    if let Some(known) = first {
        let of_trial = if subject.is_case { String::new() } else { of_trial(known.trial, width) };
        text += &(of_case(known, width) + &of_trial + &sources(known, width) + &steps(known, width));
    }
    for way in &subject.ways {
        let row = way.first();
        if subject.is_case {
            text += &format!("\n{}", paragraph(0, "", &way.title(), STRONG, width));
            text += &row.in_corpus.map(|known| of_trial(known.trial, width)).unwrap_or_default();
        }
        text += &answers(table, way, claimed, width);
    }
    let notes = table.columns.iter().flat_map(|column| table.notes(column));
    notes.fold(text, |text, note| text + &paragraph(0, "note: ", &note, STRONG, width))
}

/// What every platform answered, and what is claimed of others.
fn answers(table: &Table, way: &Fold<&Row>, claimed: &[Platform], width: usize) -> String {
    let row = way.first();
    let groups = ClaimGroup::all(row, claimed);
    let recorded = transcripts(table, row, &groups, width) + &without_result(table, way, width);
    let recorded = format!("\n{}{recorded}", lacking(table, way, width));
    recorded + &without_claims(row, claimed, width) + &claims(row, &groups, width)
}

/// What the case is about.
fn of_case(known: CorpusTrial, width: usize) -> String {
    let (about, case) = (&known.topic.about, &known.trial.case);
    let posix = case.posix.map(|posix| format!("POSIX: {posix}."));
    let texts = [Some(about), case.about.as_ref(), posix.as_ref()].into_iter().flatten();
    texts.map(|text| paragraph(2, "", text, Style::new(), width)).collect()
}

/// What a trial needs, and who is at fault in it.
fn of_trial(trial: &Trial, width: usize) -> String {
    let needs: Vec<String> = trial.needs.iter().map(Need::to_string).collect();
    let needs = if needs.is_empty() { String::new() } else { format!("Needs {}.", needs.join(", ")) };
    let mut text = paragraph(2, "", &needs, Style::new(), width);
    for (platform, deviations) in &trial.deviates {
        for Deviation { releases, why, .. } in deviations {
            text += &paragraph(2, &format!("{platform}{releases} deviates: "), why, Style::new(), width);
        }
    }
    text
}

fn sources(known: CorpusTrial, width: usize) -> String {
    [&known.topic.see, &known.trial.case.see].map(|sources| see(2, &Source::list(sources), width)).concat()
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
    let (mut heads, mut transcripts) = (Vec::new(), Vec::new());
    for group in row.groups() {
        let news = group.iter().filter(|column| !row.is_as_current(table.columns, **column));
        let name = news.map(|column| table.columns[*column].name.as_str()).collect::<Vec<_>>().join(", ");
        if let Cell::Ran(lines) = row.cells[group[0]] {
            heads.push(Head::recorded(name));
            transcripts.push(lines.as_slice());
        }
    }
    if transcripts.is_empty() {
        return String::new();
    }
    let mut steps = Steps { heads, rows: align(&transcripts).iter().map(StepRow::of).collect() };
    add_claims(&mut steps, row, claims, &transcripts);
    steps.text(0, width)
}

/// The platforms that cannot run these variants, and what they lack for it.
fn lacking(table: &Table, way: &Fold<&Row>, width: usize) -> String {
    let row = way.first();
    let mut groups: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for (index, column) in table.columns.iter().enumerate() {
        if !matches!(row.cells[index], Cell::PlatformCannot(_)) || is_as_current(table, way, index) {
            continue;
        }
        let reasons = way.reasons(index);
        match groups.iter_mut().find(|(shared, _)| *shared == reasons) {
            Some((_, names)) => names.push(&column.name),
            None => groups.push((reasons, vec![&column.name])),
        }
    }
    let line = |(reasons, names): &(Vec<&str>, Vec<&str>)| {
        paragraph(0, &format!("{}: ", names.join(", ")), &not_on_this_platform(&reasons.join("; ")), NAME, width)
    };
    groups.iter().map(line).collect()
}

/// Whether a column is of a release that says of all of these variants what the current recording says.
fn is_as_current(table: &Table, way: &Fold<&Row>, column: usize) -> bool {
    way.variants.iter().all(|row| row.is_as_current(table.columns, column))
}

/// Of which variants a recording that has a result of the first has none, and why.
fn not_everywhere(way: &Fold<&Row>, column: usize) -> String {
    let (gaps, all) = (way.gaps(column), way.variants.len());
    format!("no result of {gaps} of these {all}: {}", way.reasons(column).join("; "))
}

/// The recordings without a result of these variants, or of some.
fn without_result(table: &Table, way: &Fold<&Row>, width: usize) -> String {
    let row = way.first();
    let line = |(index, cell): (usize, &&Cell)| {
        let name = format!("{}: ", table.columns[index].name);
        match cell {
            Cell::Ran(_) if way.gaps(index) > 0 => paragraph(0, &name, &not_everywhere(way, index), FAINT, width),
            Cell::Skipped(_) => paragraph(0, &name, &gap(Some(&way.reasons(index).join("; "))), FAINT, width),
            Cell::Unrecorded => paragraph(0, &name, &gap(None), FAINT, width),
            Cell::Ran(_) | Cell::PlatformCannot(_) => String::new(),
        }
    };
    let cells = row.cells.iter().enumerate();
    cells.filter(|(index, _)| !is_as_current(table, way, *index)).map(line).collect()
}
