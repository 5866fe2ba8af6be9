//! What a platform is known to do wrong, for its makers: at a terminal, and as a page.

use anstyle::Style;

use super::markdown::{code, plain};
use crate::compat::{BrokenClaim, KnownFault, KnownFaults};
use crate::terminal::{FAINT, STRONG, paragraph};

/// The faults in lines of at most `width` columns.
#[must_use]
pub fn known(known: &KnownFaults, width: usize) -> String {
    let faults: String = known.faults.iter().map(|fault| of_fault(fault, width)).collect();
    faults + &paragraph(0, "", &summary(known), STRONG, width)
}

/// How many faults there are.
fn summary(known: &KnownFaults) -> String {
    let platform = &known.platform;
    let counted = |count, noun| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") };
    match (known.faults.len(), known.trials()) {
        (0, _) => format!("0 faults of {platform} known"),
        (faults, trials) => {
            format!("{} of {platform} known, shown by {}", counted(faults, "fault"), counted(trials, "trial"))
        }
    }
}

fn of_fault(fault: &KnownFault, width: usize) -> String {
    let mut text = paragraph(0, "", &fault.case, STRONG, width);
    if let Some(about) = &fault.about {
        text += &paragraph(2, "", about, Style::new(), width);
    }
    text += &paragraph(2, &format!("{}: ", releases(fault)), &fault.why, Style::new(), width);
    for claim in broken(fault) {
        let BrokenClaim { step, call, expected, recorded } = claim;
        text += &paragraph(2, &format!("> {step}  "), call, Style::new(), width);
        text += &paragraph(7, "expected  ", expected, Style::new(), width);
        text += &paragraph(7, "recorded  ", recorded, Style::new(), width);
    }
    let (first, others) = trials(fault);
    let shown = shown_in(fault).map(|recording| format!(" in {recording}")).unwrap_or_default();
    text + &paragraph(2, "", &format!("{first}{shown}{others}; {}", fault.place), FAINT, width) + "\n"
}

/// The releases at fault.
fn releases(fault: &KnownFault) -> String {
    match (&fault.since, &fault.until) {
        (None, None) => "in every release".to_owned(),
        (None, Some(until)) => format!("until {until}"),
        (Some(since), None) => format!("since {since}"),
        (Some(since), Some(until)) => format!("{since} to {until}"),
    }
}

/// The claims that are known to be broken.
fn broken(fault: &KnownFault) -> &[BrokenClaim] {
    fault.shown.as_ref().map(|shown| shown.broken.as_slice()).unwrap_or_default()
}

/// The recording that shows it.
fn shown_in(fault: &KnownFault) -> Option<&str> {
    fault.shown.as_ref().map(|shown| shown.recording.as_str())
}

/// The first trial, and how many others there are.
fn trials(fault: &KnownFault) -> (&str, String) {
    let others = match fault.trials.len().saturating_sub(1) {
        0 => String::new(),
        1 => " and 1 other".to_owned(),
        others => format!(" and {others} others"),
    };
    (fault.trials.first().map_or("", String::as_str), others)
}

/// The faults as GitHub's Markdown: a part for each, with a table of the claims that do not hold.
#[must_use]
pub fn known_markdown(known: &KnownFaults) -> String {
    let head = format!("# Known faults of {}\n\n{}.\n", plain(&known.platform), summary(known));
    known.faults.iter().fold(head, |text, fault| text + &markdown_of(fault))
}

fn markdown_of(fault: &KnownFault) -> String {
    let mut text = format!("\n## {}\n\n", plain(&fault.case));
    if let Some(about) = &fault.about {
        text += &format!("{}\n\n", plain(about));
    }
    text += &format!("{}: {}\n\n", releases(fault), plain(&fault.why));
    if !broken(fault).is_empty() {
        text += "| Step | Call | Expected | Recorded |\n|---|---|---|---|\n";
    }
    for BrokenClaim { step, call, expected, recorded } in broken(fault) {
        text += &format!("| {step} | {} | {} | {} |\n", code(call), code(expected), code(recorded));
    }
    let (first, others) = trials(fault);
    let shown = shown_in(fault).map(|recording| format!(" in {}", plain(recording))).unwrap_or_default();
    text + &format!("\n{}{shown}{others}; {}\n", code(first), code(&fault.place))
}
