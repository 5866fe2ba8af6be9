//! A table with a question in each cell, for a terminal.

use anstyle::Style;

use super::claims::{NOT_RUN, OPEN};
use crate::compat::{Answer, Answers, ClaimedAnswer, Grid, GridCell, GridContent, GridPart, GridRow, Reply, Said};
use crate::terminal::{FAINT, NAME, STRONG, paragraph};
use crate::transcript::not_on_this_platform;

/// The table in lines of at most `width` columns: its parts, in each its rows, and in each of these its questions.
#[must_use]
pub fn grid(table: &Grid, width: usize) -> String {
    let text: String = table.parts.iter().map(|part| of_part(part, width)).collect();
    text + &paragraph(0, "", &summary(table), STRONG, width)
}

/// What came back on some platforms, or is claimed of them.
pub(super) struct Outcome {
    /// The outcome, as in a record, or the claim.
    pub(super) text: String,
    /// The platforms, with what has to be known of them.
    pub(super) platforms: String,
}

/// What came back and what is claimed, each outcome with its platforms, in the order of the first of them. What is
/// claimed never stands with what came back.
pub(super) fn outcomes(answers: &Answers) -> Vec<Outcome> {
    let mut outcomes: Vec<(String, String, Vec<String>)> = Vec::new();
    let claims = answers.claims.iter().map(claimed);
    for (text, platform, remark) in answers.answers.iter().map(replied).chain(claims) {
        match outcomes.iter_mut().find(|(other, mark, _)| *other == text && *mark == remark) {
            Some((.., platforms)) => platforms.push(platform),
            None => outcomes.push((text, remark, vec![platform])),
        }
    }
    let outcome = |(text, remark, platforms): (String, String, Vec<String>)| Outcome {
        text,
        platforms: format!("{}{remark}", platforms.join(", ")),
    };
    outcomes.into_iter().map(outcome).collect()
}

const ELSEWHERE: &str = "not in this state";

/// What came back, the platform, and what has to be known of it.
fn replied(Answer { platform, reply }: &Answer) -> (String, String, String) {
    let (text, remark) = match reply {
        Reply::Ran { reached, .. } => {
            let remark = if *reached { String::new() } else { format!(" ({ELSEWHERE})") };
            (reply.whole().unwrap_or_default().to_owned(), remark)
        }
        Reply::Cannot { lacks } => (not_on_this_platform(lacks), String::new()),
        Reply::Unrecorded => ("not recorded".to_owned(), String::new()),
    };
    (text, platform.clone(), remark)
}

/// What is claimed, the platform, and what has to be known of it.
fn claimed(ClaimedAnswer { platform, said }: &ClaimedAnswer) -> (String, String, String) {
    let (text, remark) = match said {
        Said::Claimed { claim, grade, reached: true } => (claim.clone(), format!(" ({NOT_RUN}, {grade})")),
        Said::Claimed { claim, grade, reached: false } => {
            (claim.clone(), format!(" ({NOT_RUN}, {grade}; {ELSEWHERE})"))
        }
        Said::Cannot { lacks } => (not_on_this_platform(lacks), format!(" ({NOT_RUN})")),
        Said::Open => (OPEN.to_owned(), String::new()),
    };
    (text, platform.clone(), remark)
}

/// The trial, and how many others ask the same.
pub(super) fn more(answers: &Answers) -> String {
    match answers.trials - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    }
}

/// How many cells there are of each kind.
pub(super) fn summary(table: &Grid) -> String {
    let counts = table.counts;
    format!("{} cells asked, {} not asked, {} impossible", counts.asked, counts.not_asked, counts.impossible)
}

/// The reason that all cells share, if none of them can be.
pub(super) fn shared_reason<'c>(cells: impl IntoIterator<Item = &'c GridCell>) -> Option<&'c str> {
    let mut reasons = cells.into_iter().map(|cell| match &cell.content {
        GridContent::Impossible { why } => Some(why.as_str()),
        GridContent::NotAsked | GridContent::Asked { .. } => None,
    });
    let first = reasons.next()??;
    reasons.all(|reason| reason == Some(first)).then_some(first)
}

/// The questions of a row that no trial asks.
pub(super) fn not_asked(row: &GridRow) -> Vec<&str> {
    let cells = row.cells.iter().filter(|cell| cell.content == GridContent::NotAsked);
    cells.map(|cell| cell.question.as_str()).collect()
}

fn of_part(part: &GridPart, width: usize) -> String {
    let mut text = paragraph(0, "", &part.part, STRONG, width);
    match shared_reason(part.rows.iter().flat_map(|row| &row.cells)) {
        Some(why) => text += &paragraph(2, "cannot be: ", why, FAINT, width),
        None => text.extend(part.rows.iter().map(|row| of_row(row, width))),
    }
    text + "\n"
}

fn of_row(row: &GridRow, width: usize) -> String {
    if let Some(why) = shared_reason(&row.cells) {
        return paragraph(2, "", &format!("{}, cannot be: {why}", row.row), FAINT, width);
    }
    let mut text = paragraph(2, "", &row.row, NAME, width);
    text.extend(row.cells.iter().map(|cell| of_cell(cell, width)));
    let not_asked = not_asked(row);
    if !not_asked.is_empty() {
        text += &paragraph(4, "not asked: ", &not_asked.join("; "), FAINT, width);
    }
    text
}

fn of_cell(cell: &GridCell, width: usize) -> String {
    let label = format!("{}  ", cell.question);
    let answers = match &cell.content {
        GridContent::Impossible { why } => return paragraph(4, &label, &format!("cannot be: {why}"), FAINT, width),
        GridContent::NotAsked => return String::new(),
        GridContent::Asked { answers } => answers,
    };
    let mut text = String::new();
    for (index, answers) in answers.iter().enumerate() {
        let label = if index == 0 { label.clone() } else { " ".repeat(label.len()) };
        text += &of_answers(&label, answers, width);
    }
    text
}

/// What trials answered, each outcome with the platforms that it came back on, and the simplest of these trials.
fn of_answers(label: &str, answers: &Answers, width: usize) -> String {
    let outcomes = outcomes(answers);
    let widest = outcomes.iter().map(|outcome| outcome.text.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (index, Outcome { text: outcome, platforms }) in outcomes.iter().enumerate() {
        let label = if index == 0 { label.to_owned() } else { " ".repeat(label.len()) };
        text += &paragraph(4, &label, &format!("{outcome:widest$}  {platforms}"), Style::new(), width);
    }
    text + &paragraph(4 + label.len(), "", &format!("{}{}", answers.trial, more(answers)), FAINT, width)
}
