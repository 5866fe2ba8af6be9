//! Trials on every platform, as one table in Markdown: what each platform answers in the steps that differ, and what is
//! claimed of platforms that nobody recorded.

use super::cells::Cells;
use super::claims::{OPEN, claim_markdown, named};
use super::markdown::{code, lines_of_code, plain};
use crate::compat::{Cell, ClaimInfo, Claimed, Fold, Row, Step, Subject, Table, align};
use crate::operation::Action;
use crate::platform::Platform;
use crate::transcript;

/// The steps of some trials or cases that differ between platforms, a line each, as GitHub's Markdown. Platforms of
/// which the same is claimed in all of them share a column.
#[must_use]
pub fn show_markdown(table: &Table, subjects: &[Subject], claimed: &[Platform]) -> String {
    let lines: Vec<Line> = subjects.iter().flat_map(|subject| of_subject(subject, claimed)).collect();
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
fn of_subject(subject: &Subject, claimed: &[Platform]) -> Vec<Line> {
    let of_way = |way: &Fold<&Row>| {
        let title = if subject.is_case { format!("{}{}", subject.name, way.title()) } else { subject.name.clone() };
        of_trial(way, &title, claimed)
    };
    subject.ways.iter().flat_map(of_way).collect()
}

fn of_trial(way: &Fold<&Row>, title: &str, claimed: &[Platform]) -> Vec<Line> {
    let (row, gaps) = (way.first(), without_steps(way));
    let trial = code(title);
    let claims: Vec<Claimed> = claimed.iter().map(|platform| row.claimed(*platform)).collect();
    let steps = differing(row, claimed);
    if steps.is_empty() {
        let of_claims =
            if transcripts(row).is_empty() { claimed_lines(row, &gaps, &trial, &claims) } else { Vec::new() };
        return if of_claims.is_empty() { vec![undisputed(way, trial, &claims)] } else { of_claims };
    }
    let line = |(index, step): (usize, &Step)| {
        let first_only = |text: String| if index == 0 { text } else { String::new() };
        let cells = Cells::of(step);
        let mut outcomes = cells.outcomes.iter();
        let recorded = gaps.iter().enumerate().map(|(column, gap)| match gap {
            Some(why) => first_only(why.clone()),
            None => {
                let outcome = outcomes.next().map(|lines| lines_of_code(lines)).unwrap_or_default();
                outcome + &first_only(not_everywhere(way, column))
            }
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

/// A trial of which all that was run is the same, and no claim contradicts it.
fn undisputed(way: &Fold<&Row>, trial: String, claims: &[Claimed]) -> Line {
    let same = |column| format!("the same{}", not_everywhere(way, column));
    let gaps = without_steps(way).into_iter().enumerate();
    let recorded = gaps.map(|(column, gap)| gap.unwrap_or_else(|| same(column))).collect();
    let claimed = claims.iter().map(|claims| match claims {
        Claimed::Steps(steps) => {
            let grades = steps.iter().filter(|said| said.is_claim()).map(|said| said.grade);
            grades.max().map_or_else(|| OPEN.to_owned(), |weakest| format!("the same ({weakest})"))
        }
        Claimed::Cannot(_) | Claimed::Nothing => without_claims(claims).unwrap_or_default(),
    });
    Line { trial, call: String::new(), recorded, claimed: claimed.collect() }
}

/// What is claimed of a trial that nobody ran, a line for each step of which more is claimed than that it succeeds.
fn claimed_lines(row: &Row, gaps: &[Option<String>], trial: &str, claims: &[Claimed]) -> Vec<Line> {
    let actions = row.in_corpus.iter().flat_map(|known| &known.trial.program.actions);
    let is_said = |step: usize| {
        let said = |claims: &Claimed| matches!(claims, Claimed::Steps(steps) if steps[step].says_something());
        claims.iter().any(said)
    };
    let steps = actions.enumerate().filter(|(step, _)| is_said(*step));
    let line = |(index, (step, action)): (usize, (usize, &Action))| {
        let first_only = |text: String| if index == 0 { text } else { String::new() };
        let recorded = gaps.iter().map(|gap| first_only(gap.clone().unwrap_or_default()));
        let claimed = claims.iter().map(|claims| match without_claims(claims) {
            Some(why) => first_only(why),
            None => claim_of(row, claims, step).unwrap_or_default(),
        });
        let call = format!(" {}", code(action.operation.name()));
        Line { trial: first_only(trial.to_owned()), call, recorded: recorded.collect(), claimed: claimed.collect() }
    };
    steps.enumerate().map(line).collect()
}

/// The steps in which recordings differ from each other or from what is claimed of a platform.
fn differing(row: &Row, claimed: &[Platform]) -> Vec<Step> {
    let ran = transcripts(row);
    let claimed: Vec<Platform> =
        claimed.iter().copied().filter(|platform| matches!(row.claimed(*platform), Claimed::Steps(_))).collect();
    let contradicted =
        |lines: &&[transcript::Line]| claimed.iter().flat_map(|platform| row.contradicted(lines, *platform)).collect();
    let contradicted: Vec<usize> = ran.iter().flat_map::<Vec<usize>, _>(contradicted).collect();
    let steps = align(&ran).into_iter();
    steps.filter(|step| step.shared().is_none() || contradicted.contains(&(step.number - 1))).collect()
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

/// What is added to the result of a platform that has none of some variants.
fn not_everywhere(way: &Fold<&Row>, column: usize) -> String {
    match way.gaps(column) {
        0 => String::new(),
        gaps => format!(" (no result of {gaps} of {})", way.variants.len()),
    }
}

/// What is said of each platform that did not run these variants.
fn without_steps(way: &Fold<&Row>) -> Vec<Option<String>> {
    let reasons = |column| plain(&way.reasons(column).join("; "));
    let gap = |(column, cell): (usize, &&Cell)| match cell {
        Cell::Ran(_) => None,
        Cell::PlatformCannot(_) => Some(reasons(column)),
        Cell::Skipped(_) => Some(format!("skipped: {}", reasons(column))),
        Cell::Unrecorded => Some("not recorded".to_owned()),
    };
    way.first().cells.iter().enumerate().map(gap).collect()
}
