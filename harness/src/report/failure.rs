//! The message of a trial that needs attention. It says everything that is needed to act on it: the place, what was
//! expected and observed, what changed in the record, and what to type.

use std::fmt::Write;

use anstyle::Style;

use crate::case::Trial;
use crate::session::{Session, TrialResult};
use crate::snapshot::Comparison;
use crate::source::{Location, shown};
use crate::terminal::{FAINT, NEW, STRONG, WRONG, hanging, paragraph, printable, styled, wrapped};
use crate::transcript::{SnapshotText, one_line};
use crate::verdict::{Mismatch, Objection, Unfit, Verdict};

/// What stands before a command that accepts records.
const ACCEPT: &str = "INSTA_UPDATE=always ";

/// The message of a trial, in lines of at most `width` columns; commands are not wrapped. None if the trial agrees, or
/// deviates as expected.
#[must_use]
pub fn explain(trial: &Trial, result: &TrialResult, session: &Session, width: usize) -> Option<String> {
    let platform = session.platform();
    let sentence = |text: &str| paragraph(0, "", text, Style::new(), width);
    let text = match &result.verdict {
        Verdict::Agrees | Verdict::Deviates { .. } => return None,
        Verdict::Skipped { reason } => return Some(reason.clone()),
        Verdict::Unsettled { mismatches } => {
            return Some(sentence(&unsettled(trial, mismatches)).trim_end().to_owned());
        }
        Verdict::Healed { why } => {
            let path = &trial.source.path;
            sentence(&format!("every claim holds, but {path} says that {platform} deviates: {why}"))
                + &sentence(&format!(
                    "remove {platform} from `deviates` of the case, or say `until` which release it was so"
                ))
        }
        Verdict::Broken { fault, location } => {
            let error = styled(WRONG, "error in the case: ");
            hanging(0, &error, &fault.to_string(), STRONG, width) + &arrow(&place(trial, *location))
        }
        Verdict::Crashed { how } => sentence(how),
        Verdict::Refused { objection } => return Some(refused(trial, objection, width)),
        Verdict::Unclear { what } => sentence(&format!("cannot tell whether this host can run the trial: {what}")),
        Verdict::Differs { mismatches, comparison } => {
            Differs { trial, session, mismatches, width }.text(result, comparison)
        }
    };
    Some(format!("{text}\n{}", to_do("to run it again:", trial, "")))
}

/// A trial that differs, and what its message needs.
struct Differs<'a> {
    trial: &'a Trial,
    session: &'a Session,
    mismatches: &'a [Mismatch],
    width: usize,
}

impl Differs<'_> {
    fn text(&self, result: &TrialResult, comparison: &Comparison) -> String {
        let mut text = String::new();
        for mismatch in self.mismatches {
            text += &self.describe(mismatch);
            text.push('\n');
        }
        match comparison {
            Comparison::Same => text += &self.marked(result.found.as_ref()),
            Comparison::New { .. } => text += "there is no record of this trial yet:\n",
            Comparison::Unreadable { why } => {
                let _ = writeln!(text, "the record cannot be read:\n{why}");
            }
            Comparison::Unwritten { why } => {
                let _ = writeln!(text, "the record cannot be written:\n{why}");
            }
            Comparison::Changed { .. } => text += "the record changed (- as recorded, + in this run):\n",
        }
        text + &self.change(comparison)
    }

    /// A failing claim as a paragraph.
    fn describe(&self, mismatch: &Mismatch) -> String {
        let Mismatch { step, location, call, expected, observed } = mismatch;
        paragraph(0, &format!("step {step}: "), call, STRONG, self.width)
            + &arrow(&place(self.trial, *location))
            + &hanging(2, "expected: ", expected, NEW, self.width)
            + &hanging(2, "observed: ", observed, WRONG, self.width)
    }

    /// The whole transcript, with a mark at the steps whose claims fail.
    fn marked(&self, record: Option<&SnapshotText>) -> String {
        let mut marked = "the whole run:\n".to_owned();
        if let Some(SnapshotText::Ran(steps)) = record {
            for (index, step) in steps.iter().enumerate() {
                let fails = self.mismatches.iter().any(|mismatch| mismatch.step == index + 1);
                step.to_string().lines().for_each(|line| marked += &self.line(line, fails));
            }
        }
        marked
    }

    fn line(&self, line: &str, fails: bool) -> String {
        let (mark, style) = if fails { ("> ", STRONG) } else { ("  ", Style::new()) };
        let mut text = wrapped(&format!("  {}", printable(line)), self.width).join("\n");
        text.replace_range(..mark.len(), mark);
        format!("{}\n", styled(style, &text))
    }

    /// What changed in the record, in which file, and how to accept it. Empty if nothing changed.
    fn change(&self, comparison: &Comparison) -> String {
        let diff = comparison.diff();
        if diff.is_empty() {
            return diff;
        }
        let file = self.session.file_of_record(&self.trial.name);
        let line = |line: &str| {
            let style = match line.as_bytes().first() {
                Some(b'-') => WRONG,
                Some(b'+') => NEW,
                Some(b'@') => FAINT,
                _ => Style::new(),
            };
            let (mark, rest) = line.split_at(line.len().min(1));
            paragraph(0, mark, rest, style, self.width)
        };
        let lines: String = diff.lines().map(line).collect();
        format!("{}{lines}\n{}", arrow(&shown(&file)), to_do("to accept the record:", self.trial, ACCEPT))
    }
}

/// What no record may hold, and what to do about it.
fn refused(trial: &Trial, objection: &Objection, width: usize) -> String {
    let line = |mark: &str, line: &str| hanging(2, mark, line, STRONG, width);
    let (what, lines, hint) = match &objection.unfit {
        Unfit::Differs { earlier, later } => (
            "two runs differ, so this is not recorded".to_owned(),
            line("once:  ", earlier) + &line("again: ", later),
            "let the case ask for what is the same each time; see if other programs use the same ports or memory",
        ),
        Unfit::HostFact { fact, line: holds } => (
            format!("this holds {fact}, so it is not recorded"),
            line("observed: ", holds),
            "let the case ask for what is the same on every host",
        ),
    };
    let heading = hanging(0, &format!("step {}: ", objection.step), &what, STRONG, width);
    let help = hanging(0, "help: ", hint, Style::new(), width);
    let again = to_do("to try it again:", trial, ACCEPT);
    format!("{heading}{}{lines}{help}\n{again}", arrow(&place(trial, objection.location)))
}

fn arrow(place: &str) -> String {
    format!("{} {place}\n", styled(FAINT, " -->"))
}

/// A command on a line of its own. It is not wrapped, so that it can be copied.
fn to_do(what: &str, trial: &Trial, before: &str) -> String {
    format!("{what}\n  {before}cargo test --test conformance -- --exact '{}'\n", trial.name)
}

/// The claims that fail, on one line: the reason that is given for ignoring the trial.
fn unsettled(trial: &Trial, mismatches: &[Mismatch]) -> String {
    let claims = mismatches.iter().map(|mismatch| {
        let place = place(trial, mismatch.location);
        let (call, expected, observed) = (&mismatch.call, &mismatch.expected, &mismatch.observed);
        let observed = one_line(observed);
        format!("{place}: {call}: expected {expected}, observed {observed}")
    });
    let claims: Vec<String> = claims.collect();
    format!("unsettled, no recording of this platform: {}", claims.join("; "))
}

fn place(trial: &Trial, location: Option<Location>) -> String {
    let file = &trial.source.path;
    location.map_or_else(|| file.clone(), |location| format!("{file}:{location}"))
}
