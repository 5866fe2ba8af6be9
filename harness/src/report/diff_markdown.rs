//! Where two recordings differ, as Markdown for an issue or a pull request.

use super::cells::Cells;
use super::diff::{counts, variants};
use super::markdown::{code, lines_of_code, plain};
use crate::compat::{CaseDifference, Difference, Finding, Pattern, Source, Step, TopicDifference};

/// The difference as GitHub's Markdown: its tables are an extension of CommonMark.
#[must_use]
pub fn diff_markdown(difference: &Difference) -> String {
    let (left, right) = (&difference.left, &difference.right);
    let mut text = format!("## {} and {}\n\n", plain(&left.name), plain(&right.name));
    for side in [left, right] {
        text += &format!("- **{}** recorded {} on {}\n", plain(&side.name), plain(&side.date), plain(&side.on()));
    }
    text += &format!("\n{}.\n", plain(&counts(difference)));
    for note in &difference.notes {
        text += &format!("\n> {}\n", plain(note));
    }
    difference.topics.iter().fold(text, |text, topic| text + &of_topic(topic, difference))
}

fn of_topic(topic: &TopicDifference, difference: &Difference) -> String {
    let mut text = format!("\n### {}\n", code(&format!("{}::{}", topic.info.group, topic.info.topic)));
    if let Some(about) = &topic.info.about {
        text += &format!("\n{}\n", plain(about));
    }
    text += &see(&topic.info.see);
    topic.cases.iter().fold(text, |text, case| text + &of_case(case, difference))
}

fn of_case(case: &CaseDifference, difference: &Difference) -> String {
    let mut text = format!("\n#### {}\n", code(&case.info.case));
    let posix = case.info.posix.as_ref().map(|word| format!("POSIX: {word}."));
    for text_of_case in [&case.info.about, &posix].into_iter().flatten() {
        text += &format!("\n{}\n", plain(text_of_case));
    }
    text += &see(&case.info.see);
    case.patterns.iter().fold(text, |text, pattern| text + &of_pattern(pattern, difference))
}

fn of_pattern(pattern: &Pattern, difference: &Difference) -> String {
    let (left, right) = (plain(&difference.left.name), plain(&difference.right.name));
    let variants = variants(pattern);
    let text = if variants.is_empty() { variants } else { format!("\n{}\n", code(&variants)) };
    let only = |here: &str, there: &str, lacks: &str| format!("\nOnly {here} can run it; {there}: {}\n", plain(lacks));
    text + &match &pattern.variants[0].finding {
        Finding::Steps { steps } => table(&left, &right, steps),
        Finding::OnlyLeft { lacks } => only(&left, &right, lacks),
        Finding::OnlyRight { lacks } => only(&right, &left, lacks),
        Finding::Neither { left: here, right: there } => {
            format!("\nNeither can run it; {left}: {}; {right}: {}\n", plain(here), plain(there))
        }
    }
}

/// The steps that differ. The first is in bold, because the others may follow from it.
fn table(left: &str, right: &str, steps: &[Step]) -> String {
    let mut text = format!("\n| Step | Call | {left} | {right} |\n|---:|---|---|---|\n");
    for (index, step) in steps.iter().enumerate() {
        let number = if index == 0 { format!("**{}**", step.number) } else { step.number.to_string() };
        let cells = Cells::of(step);
        let call = code(&cells.call);
        let outcomes: Vec<String> = cells.outcomes.iter().map(|lines| lines_of_code(lines)).collect();
        text += &format!("| {number} | {call} | {} |\n", outcomes.join(" | "));
    }
    text
}

fn see(see: &[Source]) -> String {
    let sources: String =
        see.iter().map(|source| format!("- {}: {}\n", plain(&source.label), plain(&source.text))).collect();
    if sources.is_empty() { sources } else { format!("\n{sources}") }
}
