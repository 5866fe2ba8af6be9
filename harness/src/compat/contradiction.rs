//! What the case files say of platforms, held against what was recorded of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cell::Cell;
use super::column::Column;
use super::reading::restore_hint;
use super::row::{CorpusTrial, Row};
use super::table::Table;
use crate::case::Trial;
use crate::fault::Fault;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::recording::Recording;
use crate::source::{Location, SourceFile};
use crate::transcript::{Line, ReadBack, one_line};
use crate::verdict::{Judgement, Mismatch, judge};
use crate::workers;

/// What [`problem::list`](crate::problem::list) says of problems that recordings show.
pub const AGAINST_RECORDS: &str = "where recordings contradict the case files";

/// What to do about a claim that a record contradicts.
const CORRECT: &str = "correct the claim, give the platform its own under `expect_on`, or say under `deviates` why it \
                       is at fault";

/// What to do about a known fault that the record does not show.
const REMOVE: &str = "remove the entry, or use `where` to limit it to the combinations that fail";

/// What to do about a step that could not be begun.
const BEGIN: &str = "correct the case, or expect `any`";

/// Something in a case file that a record contradicts.
#[derive(Clone)]
struct Contradiction<'t> {
    source: &'t Arc<SourceFile>,
    location: Option<Location>,
    what: String,
    platform: Platform,
    /// The place of the record.
    record: String,
    hint: String,
}

/// Everything in the case files that a recording contradicts: a claim that does not hold of a record, or a fault of a
/// platform under `deviates` that its record does not show. Records that contradict the same place in the same way are
/// one problem.
///
/// Of a recording that was made from other cases, only the steps are judged that have not changed. One of a platform
/// with a name of somebody's own is not judged at all: a file of known failures says what fails there, and a run holds
/// it against that.
#[must_use]
pub fn contradictions(table: &Table) -> Vec<Problem> {
    grouped(&workers::map(&table.rows, workers::available(), |row| of_row(table, row)).concat())
}

/// What the records of a trial contradict. Records that say the same are read back once.
fn of_row<'t>(table: &Table<'t>, row: &Row<'t>) -> Vec<Contradiction<'t>> {
    let Some(CorpusTrial { trial, .. }) = row.in_corpus else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let is_judged = |column: &usize| table.columns[*column].recording.platform.own_name().is_none();
    for group in row.groups() {
        let group: Vec<usize> = group.into_iter().filter(is_judged).collect();
        if group.is_empty() {
            continue;
        }
        if let Cell::Ran(lines) = row.cells[group[0]] {
            let mut read = ReadBack::of(&trial.program, lines);
            let records = group.iter().map(|column| Record { trial, column: &table.columns[*column], lines });
            found.extend(records.flat_map(|record| match &mut read {
                Ok(read) => record.judged(read),
                Err(step) => vec![record.unreadable(step.index)],
            }));
        }
    }
    found
}

/// What a recording has of a trial.
struct Record<'t> {
    trial: &'t Trial,
    column: &'t Column,
    lines: &'t [Line],
}

impl<'t> Record<'t> {
    fn judged(&self, read: &mut ReadBack) -> Vec<Contradiction<'t>> {
        let Recording { platform, release, .. } = &self.column.recording;
        let (platform, deviation) = (*platform, self.trial.deviation(*platform, release.as_ref()));
        let is_whole = read.transcript.0.len() == self.trial.program.actions.len();
        let judgement = judge(self.trial, &read.transcript, &mut read.rendering, platform);
        match (judgement, deviation) {
            (Judgement::Holds, Some(deviation)) if is_whole => {
                let what = "the platform is said to deviate, and every claim holds of its record".to_owned();
                vec![self.contradiction(deviation.place.location(&self.trial.source), what, 0, REMOVE)]
            }
            (Judgement::Fails(mismatches), None) => mismatches.iter().map(|found| self.mismatch(found)).collect(),
            (Judgement::Broken { fault, location }, _) => vec![self.contradiction(location, fault, 0, BEGIN)],
            (Judgement::Holds | Judgement::Fails(_) | Judgement::Undecidable(_), _) => Vec::new(),
        }
    }

    fn mismatch(&self, mismatch: &Mismatch) -> Contradiction<'t> {
        let Mismatch { step, location, call, expected, observed } = mismatch;
        let what = format!("`{call}`: expected {expected}, recorded {}", one_line(observed));
        self.contradiction(*location, what, step - 1, CORRECT)
    }

    fn contradiction(
        &self,
        location: Option<Location>,
        what: String,
        step: usize,
        hint: impl Into<String>,
    ) -> Contradiction<'t> {
        let Column { records, recording, .. } = self.column;
        let before: usize = self.lines[..step].iter().map(|line| 1 + line.outcome.matches('\n').count()).sum();
        let record = records.place(&self.trial.name, before + 1);
        Contradiction {
            source: &self.trial.source,
            location,
            what,
            platform: recording.platform,
            record,
            hint: hint.into(),
        }
    }

    fn unreadable(&self, step: usize) -> Contradiction<'t> {
        let Line { call, outcome } = &self.lines[step];
        let what = format!("`{call}`: the operation cannot end in `{}`, as is recorded", one_line(outcome));
        let location = self.trial.claims[step].step.location(&self.trial.source);
        self.contradiction(location, what, step, restore_hint(&self.trial.name))
    }
}

/// A problem for each place and each way in which it is contradicted, in the order of the files.
fn grouped(contradictions: &[Contradiction]) -> Vec<Problem> {
    let mut groups: BTreeMap<_, Vec<&Contradiction>> = BTreeMap::new();
    for found in contradictions {
        groups.entry((&found.source.path, found.location, &found.what)).or_default().push(found);
    }
    groups.values().map(|group| problem(group[0], group)).collect()
}

fn problem(first: &Contradiction, group: &[&Contradiction]) -> Problem {
    let platforms: BTreeSet<Platform> = group.iter().map(|found| found.platform).collect();
    let platforms: Vec<String> = platforms.iter().map(Platform::to_string).collect();
    let others = match group.len() - 1 {
        0 => String::new(),
        1 => " and 1 other record".to_owned(),
        others => format!(" and {others} other records"),
    };
    let fault = Fault::new(format!("{}: {}", platforms.join(", "), first.what));
    let fault = fault.hint(format!("see {}{others}; {}", first.record, first.hint));
    Problem::new(first.source, first.location, fault)
}
