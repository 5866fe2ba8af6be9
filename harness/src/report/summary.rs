//! The summary of a run: results by group, the reasons for skipping, and how it compares with each recorded platform.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use anstyle::Style;
use schemars::JsonSchema;
use serde::Serialize;

use super::complaint::ComplaintGroup;
use crate::case::Trial;
use crate::platform::Platform;
use crate::session::{Agreement, TrialResult};
use crate::terminal::{NAME, STRONG, WRONG, hanging, paragraph, styled};
use crate::transcript::SnapshotText;
use crate::verdict::Verdict;

/// The number of trials with each kind of verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// All claims hold, and the record is unchanged.
    pub agree: usize,
    /// A claim fails, and the case says that it does on this platform.
    pub deviate: usize,
    /// A claim fails, the record changed, a known fault has gone, the case is broken, or a probe is unclear.
    pub differ: usize,
    /// Nothing contradicts the case, and it has no record yet.
    pub new: usize,
    /// A claim fails on a platform without a recording.
    pub unsettled: usize,
    /// The host lacks a capability.
    pub skipped: usize,
}

/// Which part of the trials that were asked for a run had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Part {
    /// The shard, such as 2/8.
    pub shard: String,
    /// How many trials it has.
    pub trials: usize,
    /// How many all shards have.
    pub of: usize,
}

/// The summary of a run.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct Summary {
    /// The platform.
    pub platform: String,
    /// Which part of the trials that were asked for the run had; null if it had all of them.
    pub part: Option<Part>,
    /// The numbers of each group.
    pub groups: BTreeMap<String, Counts>,
    /// The reasons for skipping trials, and the number of trials for each.
    pub skipped: BTreeMap<String, usize>,
    /// What the platform lacks, and the number of trials that were not run for it. They are also counted by their
    /// verdicts, most of them as `agree`.
    pub lacking: BTreeMap<String, usize>,
    /// How the run compares with each recorded platform.
    pub compared: BTreeMap<String, Agreement>,
}

/// The most things that are listed of those that a platform lacks.
const MOST_LACKING: usize = 8;

fn heading(text: &str, width: usize) -> String {
    hanging(0, "", text, STRONG, width)
}

/// A reason, with the number of its trials before it.
fn counted((reason, count): (&String, &usize), width: usize) -> String {
    hanging(0, &format!("{count:6}  "), reason, Style::new(), width)
}

impl Summary {
    /// The summary of a run of such a part on `platform`, before any trial is counted. `compared` says how it compares
    /// with each recorded platform.
    #[must_use]
    pub fn new(platform: Platform, part: Option<Part>, compared: BTreeMap<String, Agreement>) -> Self {
        Self { platform: platform.to_string(), part, compared, ..Self::default() }
    }

    /// Counts a trial.
    pub fn add(&mut self, trial: &Trial, result: &TrialResult) {
        if let Some(SnapshotText::PlatformCannot(lacks)) = &result.found {
            *self.lacking.entry(lacks.clone()).or_default() += 1;
        }
        let counts = self.groups.entry(trial.name.group.clone()).or_default();
        match &result.verdict {
            Verdict::Agrees => counts.agree += 1,
            Verdict::Deviates { .. } => counts.deviate += 1,
            Verdict::New { .. } => counts.new += 1,
            Verdict::Unsettled { .. } => counts.unsettled += 1,
            Verdict::Skipped { reason } => {
                counts.skipped += 1;
                *self.skipped.entry(reason.clone()).or_default() += 1;
            }
            Verdict::Differs { .. }
            | Verdict::Healed { .. }
            | Verdict::Broken { .. }
            | Verdict::Refused { .. }
            | Verdict::Unclear { .. }
            | Verdict::Crashed { .. } => counts.differ += 1,
        }
    }

    /// The numbers of all groups together.
    #[must_use]
    pub fn total(&self) -> Counts {
        self.groups.values().fold(Counts::default(), |sum, counts| Counts {
            agree: sum.agree + counts.agree,
            deviate: sum.deviate + counts.deviate,
            differ: sum.differ + counts.differ,
            new: sum.new + counts.new,
            unsettled: sum.unsettled + counts.unsettled,
            skipped: sum.skipped + counts.skipped,
        })
    }
}

impl Summary {
    /// What happened, in two lines: how many trials came out in which way, and what most of those that differ have in
    /// common. Nothing if all agree.
    #[must_use]
    pub fn headline(&self, groups: &[ComplaintGroup], width: usize) -> String {
        let Some(first) = groups.first() else {
            return String::new();
        };
        let Counts { agree, deviate, differ, new, unsettled, skipped } = self.total();
        let ways = match groups.iter().filter(|group| !group.is_new()).count() {
            0 | 1 => String::new(),
            ways => format!(" in {ways} ways"),
        };
        let verb = |count: usize, many: &'static str, one: &'static str| if count == 1 { one } else { many };
        let counts = [
            (differ, verb(differ, "differ", "differs")),
            (unsettled, "unsettled"),
            (new, "new"),
            (agree, verb(agree, "agree", "agrees")),
            (deviate, verb(deviate, "deviate as known", "deviates as known")),
            (skipped, "skipped"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0).enumerate();
        let counts: Vec<String> = counts
            .map(|(index, (count, word))| format!("{count} {word}{}", if index == 0 { ways.as_str() } else { "" }))
            .collect();
        let most = format!("{}: {}", first.headline, first.count());
        paragraph(0, &format!("{}: ", self.platform), &counts.join(", "), STRONG, width)
            + &paragraph(0, "", &most, STRONG, width)
            + "\n"
    }

    /// The summary in lines of at most `width` columns; the table may be wider.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        self.which() + &self.table() + &self.lacks(width) + &self.reasons(width) + &self.against(width)
    }

    /// Which part it was of.
    fn which(&self) -> String {
        let line =
            |Part { shard, trials, of }: &Part| styled(STRONG, &format!("shard {shard}: {trials} of {of} trials"));
        self.part.as_ref().map_or_else(String::new, |part| line(part) + "\n")
    }

    fn table(&self) -> String {
        let total = ("total".to_owned(), self.total());
        let name = self.groups.keys().map(String::len).chain([total.0.len()]).max().unwrap_or_default();
        let head = format!("{:name$} agree differ  new deviate unsettled skipped", "");
        let row = |(group, counts): (&String, &Counts), style| {
            let Counts { agree, deviate, differ, new, unsettled, skipped } = counts;
            let differ = styled(if *differ == 0 { style } else { WRONG }, &format!("{differ:6}"));
            let row = format!("{group:name$} {agree:5} {differ} {new:4} {deviate:7} {unsettled:9} {skipped:7}");
            styled(style, &row) + "\n"
        };
        let rows: String = self.groups.iter().map(|group| row(group, Style::new())).collect();
        format!("{}\n{rows}{}", styled(STRONG, &head), row((&total.0, &total.1), STRONG))
    }

    /// The reasons for skipping trials.
    fn reasons(&self, width: usize) -> String {
        if self.skipped.is_empty() {
            return String::new();
        }
        let reasons: String = self.skipped.iter().map(|reason| counted(reason, width)).collect();
        format!("\n{}{reasons}", heading("skipped on this host:", width))
    }

    /// How many trials the platform cannot run, and what it lacks: what most of them need comes first.
    fn lacks(&self, width: usize) -> String {
        if self.lacking.is_empty() {
            return String::new();
        }
        let mut lacking: Vec<(&String, &usize)> = self.lacking.iter().collect();
        lacking.sort_by_key(|(_, count)| Reverse(*count));
        let (most, others) = lacking.split_at(lacking.len().min(MOST_LACKING));
        let most: String = most.iter().map(|lack| counted(*lack, width)).collect();
        let others = match others.iter().map(|(_, count)| **count).sum() {
            0 => String::new(),
            count => counted((&"other things".to_owned(), &count), width),
        };
        let all: usize = self.lacking.values().sum();
        let head = format!("{all} of these trials cannot be run on this platform, for what it lacks:");
        format!("\n{}{most}{others}", heading(&head, width))
    }

    /// How the run compares with each recorded platform, if it has found out something that can be compared.
    fn against(&self, width: usize) -> String {
        if self.compared.is_empty() {
            return "\nno platform has been recorded yet\n".to_owned();
        }
        if self.compared.values().all(|agreement| *agreement == Agreement::default()) {
            return String::new();
        }
        let line = |(platform, agreement): (&String, &Agreement)| {
            let Agreement { same, different, unrecorded } = agreement;
            let counts = format!("{same} the same, {different} different, {unrecorded} unrecorded");
            hanging(2, &styled(NAME, &format!("{platform}: ")), &counts, Style::new(), width)
        };
        let lines: String = self.compared.iter().map(line).collect();
        let head = format!("this machine ({}) against the records:", self.platform);
        format!("\n{}{lines}", heading(&head, width))
    }
}
