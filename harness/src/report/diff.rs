//! Where two recordings differ, for a terminal.

use anstyle::Style;

use super::gap::gap;
use super::steps::Steps;
use crate::compat::{
    CaseDifference, Counts, Difference, Finding, NotCompared, Pattern, RecordingInfo, Source, TopicDifference,
};
use crate::terminal::{FAINT, NAME, STRONG, columns, paragraph, styled};

/// The difference in lines of at most `width` columns.
#[must_use]
pub fn diff(difference: &Difference, width: usize) -> String {
    let mut text = heading(difference, width);
    let mut group = "";
    for topic in &difference.topics {
        if topic.info.group != group {
            group = &topic.info.group;
            text += &format!("\n{}\n", styled(STRONG.underline(), group));
        }
        text += &of_topic(topic, difference, width);
    }
    text + "\n" + &ending(difference, width)
}

fn heading(difference: &Difference, width: usize) -> String {
    let sides = [&difference.left, &difference.right];
    let named = sides.iter().map(|side| columns(&side.name)).max().unwrap_or_default();
    let side = |side: &&RecordingInfo| paragraph(0, &format!("{:named$}  ", side.name), &recorded(side), NAME, width);
    let notes = difference.notes.iter().map(|note| paragraph(0, "note: ", note, STRONG, width));
    sides.iter().map(side).chain(notes).collect()
}

/// When a recording was made, and on what.
pub(super) fn recorded(recording: &RecordingInfo) -> String {
    format!("recorded {} on {}", recording.date, recording.on())
}

fn of_topic(topic: &TopicDifference, difference: &Difference, width: usize) -> String {
    let name = format!("{}::{}", topic.info.group, topic.info.topic);
    let title = topic.info.about.as_ref().map_or(name.clone(), |about| format!("{name}: {about}"));
    let mut text = format!("\n{}{}", paragraph(0, "", &title, STRONG, width), see(2, &topic.info.see, width));
    for case in &topic.cases {
        text += &format!("\n{}", of_case(case, difference, width));
    }
    text
}

fn of_case(case: &CaseDifference, difference: &Difference, width: usize) -> String {
    let mut text = paragraph(2, "", &case.info.case, STRONG, width);
    let posix = case.info.posix.as_ref().map(|word| format!(" POSIX: {word}."));
    let about = [case.info.about.clone(), posix].into_iter().flatten().collect::<String>();
    text += &paragraph(4, "", about.trim(), Style::new(), width);
    text += &see(4, &case.info.see, width);
    case.patterns.iter().fold(text, |text, pattern| text + &of_pattern(pattern, difference, width))
}

fn of_pattern(pattern: &Pattern, difference: &Difference, width: usize) -> String {
    let [left, right] = [&difference.left.name, &difference.right.name];
    let text = paragraph(4, "", &variants(pattern), NAME, width);
    let only = |here: &str, there: &str, lacks: &str| format!("only {here} can run it; {there}: {lacks}");
    let finding = match &pattern.variants[0].finding {
        Finding::Steps { steps } => {
            return text + &Steps { names: &[left.clone(), right.clone()], steps }.text(6, width);
        }
        Finding::OnlyLeft { lacks } => only(left, right, lacks),
        Finding::OnlyRight { lacks } => only(right, left, lacks),
        Finding::Neither { left: here, right: there } => {
            format!("neither can run it; {left}: {here}; {right}: {there}")
        }
    };
    text + &paragraph(6, "> ", &finding, STRONG, width)
}

/// The name of the first variant, and the number of the others. Empty for a case without a matrix. If arguments differ
/// between variants, those of the first are shown.
pub(super) fn variants(pattern: &Pattern) -> String {
    let first = &pattern.variants[0].variant;
    match pattern.variants.len() - 1 {
        0 if first.is_empty() => String::new(),
        0 => format!("@{first}"),
        more => format!("@{first} and {more} more"),
    }
}

/// The sources, each after its label.
pub(super) fn see(indent: usize, see: &[Source], width: usize) -> String {
    let labelled =
        see.iter().map(|Source { label, text }| paragraph(indent, &format!("{label}: "), text, FAINT, width));
    labelled.collect()
}

fn ending(difference: &Difference, width: usize) -> String {
    let mut text = paragraph(0, "", &counts(difference), STRONG, width);
    for NotCompared { side, skipped, trials } in &difference.not_compared {
        let why = gap(skipped.as_deref());
        text += &paragraph(2, &format!("{trials:>5}  "), &format!("{side}: {why}"), FAINT, width);
    }
    text
}

/// How the trials compare, in one sentence.
pub(super) fn counts(difference: &Difference) -> String {
    let Counts { same, different, only_left, only_right, skipped, unrecorded } = difference.counts;
    let (left, right) = (&difference.left.name, &difference.right.name);
    format!(
        "{same} the same, {different} different, {only_left} only on {left}, {only_right} only on {right}, \
         {skipped} skipped, {unrecorded} not recorded"
    )
}
