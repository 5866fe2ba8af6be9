//! The message of a trial that needs somebody's attention. It is all they get, so it says all: where, what was expected and observed,
//! what changed in the record, and what to type.

use std::fmt::Write;

use crate::case::Trial;
use crate::session::{Examined, Session};
use crate::snapshot::Comparison;
use crate::source::{Location, shown};
use crate::transcript::INDENT;
use crate::verdict::{Mismatch, Verdict};

/// What there is to say of a trial; nothing where it agrees or deviates as it is known to.
#[must_use]
pub fn explain(trial: &Trial, examined: &Examined, session: &Session) -> Option<String> {
    let platform = session.detected.platform;
    let text = match &examined.verdict {
        Verdict::Agrees | Verdict::Deviates { .. } => return None,
        Verdict::Skipped { reason } => return Some(reason.clone()),
        Verdict::Unsettled { mismatches } => return Some(unsettled(trial, mismatches)),
        Verdict::Healed { why } => format!(
            "every claim holds, but {} says of {platform} that they do not: {why}\n\
             remove {platform} from `deviates` of the case\n",
            trial.source.path
        ),
        Verdict::Broken { fault, location } => {
            format!("error in the case: {fault}\n --> {}\n", place(trial, *location))
        }
        Verdict::Unclear { what } => format!("cannot tell whether this host can run the trial: {what}\n"),
        Verdict::Differs { mismatches, comparison } => differs(trial, examined, session, mismatches, comparison),
    };
    Some(format!("{text}\nto run it again:\n  {}\n", command(trial, "")))
}

fn differs(
    trial: &Trial,
    examined: &Examined,
    session: &Session,
    mismatches: &[Mismatch],
    comparison: &Comparison,
) -> String {
    let mut text = String::new();
    for mismatch in mismatches {
        text += &describe(trial, mismatch);
        text.push('\n');
    }
    match comparison {
        Comparison::Same => text += &marked(examined.text.as_deref().unwrap_or_default(), mismatches),
        Comparison::New { .. } => text += "there is no record of this trial yet:\n",
        Comparison::Unreadable { why } => {
            let _ = writeln!(text, "the record cannot be read:\n{why}");
        }
        Comparison::Changed { .. } => text += "the record changed (- as recorded, + in this run):\n",
    }
    let diff = comparison.diff();
    if !diff.is_empty() {
        let file = session.records.file(&trial.name);
        let file = file.strip_prefix(&session.root).unwrap_or(&file);
        let _ = write!(text, " --> {}\n{diff}", shown(file));
        let _ = write!(text, "\nto accept the record:\n  {}\n", command(trial, "INSTA_UPDATE=always "));
    }
    text
}

/// A failing claim as a paragraph.
fn describe(trial: &Trial, mismatch: &Mismatch) -> String {
    let Mismatch { step, location, call, expected, observed } = mismatch;
    let place = place(trial, *location);
    format!("step {step}: {call}\n --> {place}\n  expected: {expected}\n  observed: {observed}\n")
}

/// The transcript, the steps whose claims fail marked.
fn marked(text: &str, mismatches: &[Mismatch]) -> String {
    let mut marked = "the whole run:\n".to_owned();
    let mut step = 0;
    for line in text.lines() {
        step += usize::from(!line.starts_with(INDENT));
        let mark = if mismatches.iter().any(|mismatch| mismatch.step == step) { '>' } else { ' ' };
        let _ = writeln!(marked, "{mark} {line}");
    }
    marked
}

/// On one line: it becomes the reason for which a trial is ignored.
fn unsettled(trial: &Trial, mismatches: &[Mismatch]) -> String {
    let claims = mismatches.iter().map(|mismatch| {
        let place = place(trial, mismatch.location);
        let (call, expected, observed) = (&mismatch.call, &mismatch.expected, &mismatch.observed);
        let observed = observed.replace(&format!("\n{INDENT}"), " ");
        format!("{place}: {call}: expected {expected}, observed {observed}")
    });
    let claims: Vec<String> = claims.collect();
    format!("unsettled, no recording of this platform: {}", claims.join("; "))
}

fn place(trial: &Trial, location: Option<Location>) -> String {
    let file = &trial.source.path;
    location.map_or_else(|| file.clone(), |location| format!("{file}:{location}"))
}

fn command(trial: &Trial, before: &str) -> String {
    format!("{before}cargo test --test conformance -- --exact '{}'", trial.name)
}
