//! Where two recordings differ, for a terminal.

use anstyle::Style;

use super::claims::{NOT_RUN, claim, named};
use super::gap::gap;
use super::steps::{Head, StepCell, StepRow, Steps};
use crate::compat::{
    Answered, CaseDifference, ClaimedStep, Counts, Difference, Finding, Fold, NotCompared, RecordingInfo, SideInfo,
    Source, TopicDifference, VariantDifference, variants,
};
use crate::terminal::{FAINT, NAME, STRONG, columns, lines, paragraph, printable, styled};

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
    let named = sides.iter().map(|side| columns(side.name())).max().unwrap_or_default();
    let side = |side: &&SideInfo| paragraph(0, &format!("{:named$}  ", side.name()), &basis(side), NAME, width);
    let notes = difference.notes.iter().map(|note| paragraph(0, "note: ", note, STRONG, width));
    sides.iter().map(side).chain(notes).collect()
}

/// What is known of a side.
pub(super) fn basis(side: &SideInfo) -> String {
    match side {
        SideInfo::Recorded(recording) => recorded(recording),
        SideInfo::Claimed { .. } => format!("{NOT_RUN}: what the case files say of it"),
    }
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
    case.ways.iter().fold(text, |text, way| text + &of_way(way, difference, width))
}

fn of_way(way: &Fold<VariantDifference>, difference: &Difference, width: usize) -> String {
    let sides = [&difference.left, &difference.right];
    let text = paragraph(4, "", &variants(&way.first().variant, way.variants.len()), NAME, width);
    let [here, there] = sides.map(labelled);
    let finding = match &way.first().finding {
        Finding::Steps { steps } => {
            let rows = steps.iter().map(StepRow::of).collect();
            return text + &Steps { heads: sides.map(head).into(), rows }.text(6, width);
        }
        Finding::Claims { steps } => {
            let rows = steps.iter().map(of_claimed_step).collect();
            let places = steps.first().map(|step| places(sides, step, width)).unwrap_or_default();
            return text + &Steps { heads: sides.map(head).into(), rows }.text(6, width) + &places;
        }
        Finding::OnlyLeft { lacks } => format!("only {} can run it; {there}: {lacks}", sides[0].name()),
        Finding::OnlyRight { lacks } => format!("only {} can run it; {here}: {lacks}", sides[1].name()),
        Finding::Neither { left, right } => format!("neither can run it; {here}: {left}; {there}: {right}"),
    };
    text + &paragraph(6, "> ", &finding, STRONG, width)
}

fn head(side: &SideInfo) -> Head {
    if side.is_claimed() { Head::claimed(side.name()) } else { Head::recorded(side.name()) }
}

fn of_claimed_step(step: &ClaimedStep) -> StepRow {
    let cell = |answered: &Answered| match answered {
        Answered::Recorded { outcome } => StepCell::plain(lines(outcome, usize::MAX)),
        Answered::Claimed(said) => StepCell::claimed(&claim(said), said.grade),
    };
    let cells = [&step.left, &step.right].map(cell).into();
    StepRow { number: step.number, call: printable(&step.call), cells, same: None }
}

/// Where the claims about a step stand.
fn places(sides: [&SideInfo; 2], step: &ClaimedStep, width: usize) -> String {
    let place = |(side, answered): (&SideInfo, &Answered)| match answered {
        Answered::Claimed(said) => paragraph(8, &format!("{}: ", labelled(side)), &said.place, FAINT, width),
        Answered::Recorded { .. } => String::new(),
    };
    sides.into_iter().zip([&step.left, &step.right]).map(place).collect()
}

/// The name of a side, with what is said of one that was not run.
pub(super) fn labelled(side: &SideInfo) -> String {
    if side.is_claimed() { named(side.name()) } else { side.name().to_owned() }
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
        let is_claimed = [&difference.left, &difference.right].iter().any(|one| one.is_claimed() && one.name() == side);
        let why = if is_claimed { "nothing is claimed".to_owned() } else { gap(skipped.as_deref()) };
        text += &paragraph(2, &format!("{trials:>5}  "), &format!("{side}: {why}"), FAINT, width);
    }
    text
}

/// How the trials compare, in one sentence.
pub(super) fn counts(difference: &Difference) -> String {
    let Counts { same, different, only_left, only_right, neither, skipped, unrecorded, assumed } = difference.counts;
    let (left, right) = (difference.left.name(), difference.right.name());
    let is_claimed = difference.left.is_claimed() || difference.right.is_claimed();
    let assumed = if is_claimed { format!(" ({assumed} of them assumed)") } else { String::new() };
    // A claim that nothing contradicts may be as loose as that a step succeeds.
    let alike = if is_claimed { "where no claim is contradicted" } else { "the same" };
    let unrecorded = format!("{unrecorded} not recorded{}", if is_claimed { " or claimed" } else { "" });
    format!(
        "{same} {alike}, {different} different{assumed}; {only_left} only on {left}, {only_right} only on {right}, \
         {neither} on neither; {skipped} skipped, {unrecorded}"
    )
}
