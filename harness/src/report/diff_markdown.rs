//! Where two recordings differ, as Markdown for an issue or a pull request.

use super::diff::{counts, variants};
use crate::matrix::{CaseDifference, Difference, Finding, Source, Step, TopicDifference, Way};
use crate::problem::printable;
use crate::transcript::Line;

/// The difference as GitHub's Markdown: its tables are an extension of CommonMark.
#[must_use]
pub fn diff_markdown(difference: &Difference) -> String {
    let (left, right) = (&difference.left, &difference.right);
    let mut text = format!("## {} and {}\n\n", plain(&left.name), plain(&right.name));
    for side in [left, right] {
        let made_on = &side.made_on;
        let made_on = format!("{}, {}, {}", made_on.system, made_on.architecture, made_on.libc);
        text += &format!("- **{}** recorded {} on {}\n", plain(&side.name), plain(&side.date), plain(&made_on));
    }
    text += &format!("\n{}.\n", plain(&counts(difference)));
    for note in &difference.notes {
        text += &format!("\n> {}\n", plain(note));
    }
    difference.topics.iter().fold(text, |text, topic| text + &of_topic(topic, difference))
}

fn of_topic(topic: &TopicDifference, difference: &Difference) -> String {
    let mut text = format!("\n### {}\n", code(&format!("{}::{}", topic.group, topic.topic)));
    if let Some(about) = &topic.about {
        text += &format!("\n{}\n", plain(about));
    }
    text += &see(&topic.see);
    topic.cases.iter().fold(text, |text, case| text + &of_case(case, difference))
}

fn of_case(case: &CaseDifference, difference: &Difference) -> String {
    let mut text = format!("\n#### {}\n", code(&case.case));
    let posix = case.posix.as_ref().map(|word| format!("POSIX: {word}."));
    for said in [&case.about, &posix].into_iter().flatten() {
        text += &format!("\n{}\n", plain(said));
    }
    text += &see(&case.see);
    case.ways.iter().fold(text, |text, way| text + &of_way(way, difference))
}

fn of_way(way: &Way, difference: &Difference) -> String {
    let (left, right) = (plain(&difference.left.name), plain(&difference.right.name));
    let variants = variants(way);
    let text = if variants.is_empty() { variants } else { format!("\n{}\n", code(&variants)) };
    let only = |here: &str, there: &str, lacks: &str| format!("\nOnly {here} can run it; {there}: {}\n", plain(lacks));
    text + &match &way.variants[0].finding {
        Finding::Steps { steps } => table(&left, &right, steps),
        Finding::OnlyLeft { lacks } => only(&left, &right, lacks),
        Finding::OnlyRight { lacks } => only(&right, &left, lacks),
        Finding::Neither { left: here, right: there } => {
            format!("\nNeither can run it; {left}: {}; {right}: {}\n", plain(here), plain(there))
        }
    }
}

/// The steps, the first of them, on which the others may rest, in bold.
fn table(left: &str, right: &str, steps: &[Step]) -> String {
    let mut text = format!("\n| Step | Call | {left} | {right} |\n|---:|---|---|---|\n");
    for (index, step) in steps.iter().enumerate() {
        let number = if index == 0 { format!("**{}**", step.number) } else { step.number.to_string() };
        let call = step.call().map(code).unwrap_or_default();
        let cell = |line: &Option<_>| match (line, step.call()) {
            (None, _) => "no such step".to_owned(),
            (Some(Line { outcome, .. }), Some(_)) => code(outcome),
            (Some(line), None) => code(&line.to_string()),
        };
        let cells: Vec<String> = step.lines.iter().map(cell).collect();
        text += &format!("| {number} | {call} | {} |\n", cells.join(" | "));
    }
    text
}

fn see(see: &[Source]) -> String {
    let sources: String =
        see.iter().map(|source| format!("- {}: {}\n", plain(&source.label), plain(&source.text))).collect();
    if sources.is_empty() { sources } else { format!("\n{sources}") }
}

/// What may mean something in Markdown, and stands for itself behind a backslash.
const SPECIAL: &str = "\\`*_{}[]<>#|~&";

/// Text that stands for nothing but itself; an address becomes a link.
fn plain(text: &str) -> String {
    let word = |word: &str| {
        let is_address = word.starts_with("https://") || word.starts_with("http://");
        if is_address && !word.contains(['<', '>']) {
            return format!("<{word}>");
        }
        word.chars().map(|c| if SPECIAL.contains(c) { format!("\\{c}") } else { c.to_string() }).collect()
    };
    let words: Vec<String> = printable(text).split(' ').map(word).collect();
    words.join(" ")
}

/// Code in a cell of a table, its lines one below the other.
fn code(text: &str) -> String {
    let span = |line: &str| {
        let line = printable(line).replace('|', "\\|");
        let fence = "`".repeat(1 + longest_run(&line));
        let pad = if line.starts_with('`') || line.ends_with('`') { " " } else { "" };
        format!("{fence}{pad}{line}{pad}{fence}")
    };
    let lines: Vec<String> = text.lines().map(span).collect();
    lines.join("<br>")
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}
