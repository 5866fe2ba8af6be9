//! What follows the first two lines of a message: what was expected where, what the case is about, the whole run or
//! what changed in the record, and what to type.

use anstyle::Style;

use super::Complaint;
use crate::compat::Source;
use crate::problem::pointed;
use crate::report::diff::see;
use crate::root;
use crate::snapshot::Comparison;
use crate::source::{Location, shown};
use crate::terminal::{FAINT, NEW, STRONG, WRONG, hanging, paragraph, printable, styled, wrapped};
use crate::transcript::SnapshotText;
use crate::verdict::{Mismatch, Objection, Unfit, Verdict};

impl Complaint<'_> {
    pub(super) fn details(&self, width: usize) -> String {
        let again = || self.to_do("to run it again:", Aim::Again);
        match &self.result.verdict {
            Verdict::Differs { comparison, .. } => {
                format!("\n{}{}\n{}", self.claims(width), self.record(comparison.as_ref(), width), again())
            }
            Verdict::New { text, .. } => self.new_record(text, width),
            Verdict::Unsettled { .. } => format!("\n{}{}\n{}", self.claims(width), self.whole_run(width), again()),
            Verdict::Healed { listed, .. } => {
                let platform = self.session.platform();
                let help = match listed {
                    Some(_) => "remove it there, or renew the file with `sockshape run --write-known`".to_owned(),
                    None => {
                        format!("remove {platform} from `deviates` of the case, or say `until` which release it was so")
                    }
                };
                format!("{}\n{}", paragraph(0, "", &help, Style::new(), width), again())
            }
            Verdict::Broken { location, .. } => format!("{}\n{}", self.pointed(*location, width), again()),
            Verdict::Refused { objection } => self.refused(objection, width),
            Verdict::Unclear { .. } | Verdict::Crashed { .. } => format!("\n{}", again()),
            Verdict::Agrees | Verdict::Deviates { .. } | Verdict::Skipped { .. } => String::new(),
        }
    }

    /// The claims that fail, and what the case is about.
    fn claims(&self, width: usize) -> String {
        let claims: String = self.mismatches().iter().map(|mismatch| self.claim(mismatch, width) + "\n").collect();
        claims + &self.about(width) + "\n"
    }

    /// A failing claim as a paragraph.
    fn claim(&self, mismatch: &Mismatch, width: usize) -> String {
        let Mismatch { step, location, call, expected, observed } = mismatch;
        paragraph(0, &format!("step {step}: "), call, STRONG, width)
            + &self.pointed(*location, width)
            + &hanging(2, "expected: ", expected, NEW, width)
            + &hanging(2, "observed: ", observed, WRONG, width)
    }

    fn pointed(&self, location: Option<Location>, width: usize) -> String {
        pointed(&self.trial().source, location, width)
    }

    /// What the case is about, or else its topic, and where the facts come from.
    fn about(&self, width: usize) -> String {
        let (topic, case) = (self.known.topic, &self.known.trial.case);
        let about = case.about.as_ref().unwrap_or(&topic.about);
        let sources = [&topic.see, &case.see].map(|sources| see(2, &Source::list(sources), width)).concat();
        paragraph(0, "about: ", about, Style::new(), width) + &sources
    }

    /// The whole run if it is as recorded, or what changed.
    fn record(&self, comparison: Option<&Comparison>, width: usize) -> String {
        match comparison {
            None | Some(Comparison::Same) => self.whole_run(width),
            Some(Comparison::New { text }) => {
                format!("there is no record of this trial yet:\n{}", self.added(text, width))
            }
            Some(Comparison::Unreadable { why }) => format!("the record cannot be read:\n{why}\n"),
            Some(Comparison::Unwritten { why }) => format!("the record cannot be written:\n{why}\n"),
            Some(changed @ Comparison::Changed { .. }) => {
                let heading = "the record changed (- as recorded, + in this run):\n";
                format!("{heading}{}", self.change(&changed.diff(), width))
            }
        }
    }

    /// The first record of a trial that nothing contradicts.
    fn new_record(&self, text: &str, width: usize) -> String {
        format!("\n{}\n{}", self.about(width), self.added(text, width))
    }

    fn added(&self, text: &str, width: usize) -> String {
        self.change(&Comparison::New { text: text.to_owned() }.diff(), width)
    }

    /// What changed in the record, in which file, and how to accept it.
    fn change(&self, diff: &str, width: usize) -> String {
        let file = self.session.file_of_record(&self.trial().name);
        let line = |line: &str| {
            let style = match line.as_bytes().first() {
                Some(b'-') => WRONG,
                Some(b'+') => NEW,
                Some(b'@') => FAINT,
                _ => Style::new(),
            };
            let (mark, rest) = line.split_at(line.len().min(1));
            paragraph(0, mark, rest, style, width)
        };
        let lines: String = diff.lines().map(line).collect();
        let arrow = styled(FAINT, " -->");
        format!("{arrow} {}\n{lines}\n{}", shown(&file), self.to_do("to accept the record:", Aim::Accept))
    }

    /// The whole transcript, with a mark at the steps whose claims fail.
    fn whole_run(&self, width: usize) -> String {
        let mut marked = "the whole run:\n".to_owned();
        if let Some(SnapshotText::Ran(steps)) = &self.result.found {
            for (index, step) in steps.iter().enumerate() {
                let fails = self.mismatches().iter().any(|mismatch| mismatch.step == index + 1);
                step.to_string().lines().for_each(|text| marked += &line(text, fails, width));
            }
        }
        marked
    }

    /// What no record may hold, and what to do about it.
    fn refused(&self, objection: &Objection, width: usize) -> String {
        let line = |mark: &str, line: &str| hanging(2, mark, line, STRONG, width);
        let (lines, hint) = match &objection.unfit {
            Unfit::Differs { earlier, later } => (
                line("once:  ", earlier) + &line("again: ", later),
                "let the case ask for what is the same each time; see if other programs use the same ports or memory",
            ),
            Unfit::HostFact { line: holds, .. } => {
                (line("observed: ", holds), "let the case ask for what is the same on every host")
            }
        };
        let help = hanging(0, "help: ", hint, Style::new(), width);
        let place = self.pointed(objection.location, width);
        format!("{place}{lines}{help}\n{}", self.to_do("to try it again:", Aim::Accept))
    }

    /// A command on a line of its own. It is not wrapped, so that it can be copied.
    fn to_do(&self, what: &str, aim: Aim) -> String {
        let (platform, known) = (self.session.platform(), self.session.known.as_ref());
        let quoted = |text: String| shlex::try_quote(&text).ok().map(|text| text.into_owned());
        let driver = self.session.executor.driver().and_then(quoted);
        let name = platform.own_name().map(|_| platform.to_string());
        let known = known.and_then(|known| quoted(known.path.display().to_string()));
        let settings = [
            ("SOCKSHAPE_DRIVER=", "--driver ", driver),
            ("SOCKSHAPE_PLATFORM=", "--as ", name),
            ("SOCKSHAPE_KNOWN=", "--known ", known),
        ];
        // Cargo has a project to test only where there is a checkout.
        let is_checkout = root::to_write(&self.session.root).is_ok();
        let given = settings.into_iter().filter_map(|(variable, option, value)| {
            let setting = if is_checkout { variable } else { option };
            value.map(|value| format!("{setting}{value} "))
        });
        let (given, trial) = (given.collect::<String>(), &self.trial().name);
        let again = |accept: &str| format!("{accept}{given}cargo test --test conformance -- --exact '{trial}'");
        let (what, command) = match (is_checkout, aim) {
            (true, Aim::Again) => (what, again("")),
            (true, Aim::Accept) => (what, again("INSTA_UPDATE=always ")),
            (false, Aim::Again) => (what, format!("sockshape run {given}--exact '{trial}'")),
            (false, Aim::Accept) => {
                ("to record all trials in a folder:", format!("sockshape run {given}--record=FOLDER"))
            }
        };
        format!("{what}\n  {command}\n")
    }
}

/// What a trial is to be run again for.
#[derive(Clone, Copy)]
enum Aim {
    /// To see it again.
    Again,
    /// To have its record accepted.
    Accept,
}

/// A line of a transcript, with a mark if its claim fails.
fn line(line: &str, fails: bool, width: usize) -> String {
    let (mark, style) = if fails { ("> ", STRONG) } else { ("  ", Style::new()) };
    let mut text = wrapped(&format!("  {}", printable(line)), width).join("\n");
    text.replace_range(..mark.len(), mark);
    format!("{}\n", styled(style, &text))
}
