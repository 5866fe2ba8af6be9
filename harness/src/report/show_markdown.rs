//! Trials on every platform, as one table in Markdown: what each platform answers in the steps that differ, and what is
//! claimed of platforms that nobody recorded.

use super::cells::Cells;
use super::claims::{OPEN, claim_markdown, named};
use super::markdown::{code, lines_of_code, plain};
use crate::compat::{Cell, ClaimInfo, Claimed, Fold, Row, Step, Subject, Table, align};
use crate::platform::Platform;
use crate::transcript;

/// The steps of some trials or cases that differ between platforms, a line each, as GitHub's Markdown. Platforms of
/// which the same is claimed in all of them share a column.
#[must_use]
pub fn show_markdown(table: &Table, subjects: &[Subject], claimed: &[Platform]) -> String {
    let lines: Vec<Line> = subjects.iter().flat_map(|subject| of_subject(table, subject, claimed)).collect();
    let columns = claimed_columns(&lines, claimed.len());
    let recorded = table.columns.iter().map(|column| plain(&column.name));
    let together = |column: &Vec<usize>| column.iter().map(|index| claimed[*index].to_string()).collect::<Vec<_>>();
    let heads = recorded.chain(columns.iter().map(|column| named(&together(column).join(", "))));
    let heads: Vec<String> = heads.collect();
    let mut text = format!("| Trial | Call | {} |\n|---|---|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for Line { trial, call, recorded, claimed } in &lines {
        let cells = recorded.iter().chain(columns.iter().map(|column| &claimed[column[0]]));
        let cells: Vec<&str> = cells.map(String::as_str).collect();
        text += &format!("| {trial} |{call} | {} |\n", cells.join(" | "));
    }
    text
}

/// A line of the table.
struct Line {
    trial: String,
    /// The call after a blank, or nothing if no step differs.
    call: String,
    recorded: Vec<String>,
    claimed: Vec<String>,
}

/// The claimed platforms, by their indexes, in groups that have the same in every line.
fn claimed_columns(lines: &[Line], platforms: usize) -> Vec<Vec<usize>> {
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for index in 0..platforms {
        let is_same =
            |column: &&mut Vec<usize>| lines.iter().all(|line| line.claimed[column[0]] == line.claimed[index]);
        match columns.iter_mut().find(is_same) {
            Some(column) => column.push(index),
            None => columns.push(vec![index]),
        }
    }
    columns
}

/// A trial, or each way in which the variants of a case come out.
fn of_subject(table: &Table, subject: &Subject, claimed: &[Platform]) -> Vec<Line> {
    let of_way = |way: &Fold<&Row>| {
        let title = if subject.is_case { format!("{}{}", subject.name, way.title()) } else { subject.name.clone() };
        of_trial(table, way.first(), &title, claimed)
    };
    subject.ways.iter().flat_map(of_way).collect()
}

fn of_trial(table: &Table, row: &Row, title: &str, claimed: &[Platform]) -> Vec<Line> {
    let trial = code(title);
    let claims: Vec<Claimed> = claimed.iter().map(|platform| row.claimed(table.columns, *platform)).collect();
    let steps = differing(row, claimed);
    if steps.is_empty() {
        let same = || "the same".to_owned();
        let recorded = row.cells.iter().map(|cell| without_steps(cell).unwrap_or_else(same)).collect();
        let claimed = claims.iter().map(|claims| without_claims(claims).unwrap_or_else(same)).collect();
        return vec![Line { trial, call: String::new(), recorded, claimed }];
    }
    let line = |(index, step): (usize, &Step)| {
        let first_only = |text: String| if index == 0 { text } else { String::new() };
        let cells = Cells::of(step);
        let mut outcomes = cells.outcomes.iter();
        let recorded = row.cells.iter().map(|cell| match without_steps(cell) {
            Some(why) => first_only(why),
            None => outcomes.next().map(|lines| lines_of_code(lines)).unwrap_or_default(),
        });
        let recorded = recorded.collect();
        let claimed = claims.iter().map(|claims| match without_claims(claims) {
            Some(why) => first_only(why),
            None => claim_of(row, claims, step.number - 1).unwrap_or_default(),
        });
        let call = format!(" {}", code(&cells.call));
        Line { trial: first_only(trial.clone()), call, recorded, claimed: claimed.collect() }
    };
    steps.iter().enumerate().map(line).collect()
}

/// The steps in which recordings differ from each other or from what is claimed of a platform.
fn differing(row: &Row, claimed: &[Platform]) -> Vec<Step> {
    let ran = transcripts(row);
    let contradicted =
        |lines: &&[transcript::Line]| claimed.iter().flat_map(|platform| row.contradicted(lines, *platform)).collect();
    let contradicted: Vec<usize> = ran.iter().flat_map::<Vec<usize>, _>(contradicted).collect();
    let steps = align(&ran).into_iter();
    steps.filter(|step| !step.is_same() || contradicted.contains(&(step.number - 1))).collect()
}

/// What the platforms have that ran the trial.
fn transcripts<'a>(row: &Row<'a>) -> Vec<&'a [transcript::Line]> {
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
