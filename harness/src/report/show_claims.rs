//! What a case claims of platforms on which its trial was not run: beside what came back on others, and with its place
//! and sources.

use anstyle::Style;

use super::claims::{NOT_RUN, OPEN, claim, named};
use super::diff::see;
use super::steps::{Head, StepCell, Steps};
use crate::compat::{ClaimGroup, Claimed, Row, SharedClaim, StepClaims};
use crate::platform::Platform;
use crate::terminal::{FAINT, NAME, paragraph};
use crate::transcript::{Line, not_on_this_platform};

/// Adds what is claimed to the steps of these transcripts of the row. Steps in which a transcript contradicts a claim
/// are no longer the same everywhere. If transcripts are of another version of the case, the claims are not of their
/// steps.
pub(super) fn add_claims(steps: &mut Steps, row: &Row, columns: &[ClaimGroup], transcripts: &[&[Line]]) {
    let is_of = |column: &&ClaimGroup| transcripts.iter().all(|lines| lines.len() == column.steps.len());
    for column in columns.iter().filter(is_of) {
        let platforms = column.platforms.iter();
        let pairs = platforms.flat_map(|platform| transcripts.iter().map(move |lines| (*platform, *lines)));
        let contradicted: Vec<usize> = pairs.flat_map(|(platform, lines)| row.contradicted(lines, platform)).collect();
        steps.heads.push(Head::claimed(column.names().join(", ")));
        for (step, said) in steps.rows.iter_mut().zip(&column.steps) {
            step.cells.push(StepCell::claimed(&claim(said), said.grade));
            if contradicted.contains(&(step.number - 1)) {
                step.same = None;
            }
        }
    }
}

/// The platforms of which nothing is claimed, because they cannot run the trial, or because any outcome will do.
pub(super) fn without_claims(row: &Row, claimed: &[Platform], width: usize) -> String {
    let line = |platform: &Platform| {
        let name = format!("{}: ", named(&platform.to_string()));
        match row.claimed(*platform) {
            Claimed::Steps(_) => String::new(),
            Claimed::Cannot(lacks) => paragraph(0, &name, &not_on_this_platform(&lacks), NAME, width),
            Claimed::Nothing => paragraph(0, &format!("{platform}: "), &format!("not recorded, {OPEN}"), FAINT, width),
        }
    };
    claimed.iter().map(line).collect()
}

/// The claims, each with its place and sources.
pub(super) fn claims(row: &Row, columns: &[ClaimGroup], width: usize) -> String {
    let actions = row.in_corpus.map(|known| known.trial.program.actions.as_slice()).unwrap_or_default();
    let digits = actions.len().to_string().len();
    let mut text = String::new();
    for StepClaims { number, claims } in StepClaims::all(columns) {
        let operation = actions.get(number - 1).map_or("", |action| action.operation.name());
        let mut label = format!("  {number:digits$}  {operation}  ");
        for shared in claims.iter().filter(|shared| shared.claim.claim.is_some()) {
            text += &of_claim(&label, shared, width);
            label = " ".repeat(label.len());
        }
    }
    if text.is_empty() { text } else { format!("\n{NOT_RUN}:\n{text}") }
}

fn of_claim(label: &str, shared: &SharedClaim, width: usize) -> String {
    let SharedClaim { claim: said, platforms } = shared;
    let text = paragraph(0, label, &format!("{}: {}", claim(said), platforms.join(", ")), Style::new(), width);
    // On a narrow terminal they would have no room below the claim.
    let indent = label.len().min(width / 4);
    text + &paragraph(indent, "", &said.place, FAINT, width) + &see(indent, &said.sources, width)
}
