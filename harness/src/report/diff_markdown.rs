//! Where two recordings differ, as Markdown for an issue or a pull request.

use super::cells::Cells;
use super::claims::claim_markdown;
use super::diff::{basis, counts, labelled};
use super::markdown::{code, lines_of_code, plain};
use crate::compat::{
    Answered, CaseDifference, ClaimedStep, Difference, Finding, Fold, SideInfo, Source, Step, TopicDifference,
    VariantDifference, variants,
};

/// The difference as GitHub's Markdown: its tables are an extension of CommonMark.
#[must_use]
pub fn diff_markdown(difference: &Difference) -> String {
    let (left, right) = (&difference.left, &difference.right);
    let mut text = format!("## {} and {}\n\n", plain(left.name()), plain(right.name()));
    for side in [left, right] {
        text += &format!("- **{}** {}\n", plain(side.name()), plain(&basis(side)));
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
    case.ways.iter().fold(text, |text, way| text + &of_way(way, difference))
}

fn of_way(way: &Fold<VariantDifference>, difference: &Difference) -> String {
    let sides = [&difference.left, &difference.right];
    let [left, right] = sides.map(|side| plain(&labelled(side)));
    let variants = variants(&way.first().variant, way.variants.len());
    let text = if variants.is_empty() { variants } else { format!("\n{}\n", code(&variants)) };
    let only = |here: &str, there: &str, lacks: &str| format!("\nOnly {here} can run it; {there}: {}\n", plain(lacks));
    text + &match &way.first().finding {
        Finding::Steps { steps } => table(sides, &steps.iter().map(of_step).collect::<Vec<_>>()),
        Finding::Claims { steps } => table(sides, &steps.iter().map(of_claimed_step).collect::<Vec<_>>()),
        Finding::OnlyLeft { lacks } => only(&left, &right, lacks),
        Finding::OnlyRight { lacks } => only(&right, &left, lacks),
        Finding::Neither { left: here, right: there } => {
            format!("\nNeither can run it; {left}: {}; {right}: {}\n", plain(here), plain(there))
        }
    }
}

/// The number of a step, its call, and a cell for each side.
type TableRow = (usize, String, Vec<String>);

fn of_step(step: &Step) -> TableRow {
    let cells = Cells::of(step);
    let outcomes = cells.outcomes.iter().map(|lines| lines_of_code(lines)).collect();
    (step.number, code(&cells.call), outcomes)
}

fn of_claimed_step(step: &ClaimedStep) -> TableRow {
    let cell = |answered: &Answered| match answered {
        Answered::Recorded { outcome } => code(outcome),
        Answered::Claimed(said) => format!("{}<br>{}", claim_markdown(said), plain(&said.place)),
    };
    (step.number, code(&step.call), [&step.left, &step.right].map(cell).into())
}

/// The steps that differ. The first is in bold, because the others may follow from it.
fn table(sides: [&SideInfo; 2], rows: &[TableRow]) -> String {
    let [left, right] = sides.map(|side| plain(&labelled(side)));
    let mut text = format!("\n| Step | Call | {left} | {right} |\n|---:|---|---|---|\n");
    for (index, (number, call, cells)) in rows.iter().enumerate() {
        let number = if index == 0 { format!("**{number}**") } else { number.to_string() };
        text += &format!("| {number} | {call} | {} |\n", cells.join(" | "));
    }
    text
}

fn see(see: &[Source]) -> String {
    let sources: String =
        see.iter().map(|source| format!("- {}: {}\n", plain(&source.label), plain(&source.text))).collect();
    if sources.is_empty() { sources } else { format!("\n{sources}") }
}
