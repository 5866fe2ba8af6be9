//! Which trials ask the questions of a table, and what came back.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::cell::Cell;
use super::row::Row;
use super::table::Table;
use crate::operation::Program;
use crate::transcript::Line;

/// What trials answer that ask the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answers {
    /// The simplest trial that asks: the one with the fewest steps before it does.
    pub trial: String,
    /// The number of the step, from 1.
    pub step: usize,
    /// How many trials ask.
    pub trials: usize,
    /// What came back, in the order of the platforms.
    pub answers: Vec<Answer>,
}

/// What came back on a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answer {
    /// The platform.
    pub platform: String,
    /// What it has of the step.
    #[serde(flatten)]
    pub reply: Reply,
}

/// What a recording has of a step that asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Reply {
    /// It was run.
    Ran {
        /// What came back, as in a record, or what of it the table is about.
        outcome: String,
        /// Whether the step asked the same there. If not, an earlier step went another way than on other platforms.
        reached: bool,
    },
    /// The platform cannot run the trial on any host.
    Cannot {
        /// What the platform lacks.
        lacks: String,
    },
    /// Nothing: the trial was not run there, or with other steps.
    Unrecorded,
}

/// A question of a program.
pub(super) struct Question<K> {
    /// What it is about.
    pub(super) cell: K,
    /// The number of its step, from 0.
    pub(super) step: usize,
    /// What came back, or what of it the table is about.
    pub(super) answer: String,
}

/// A step that asks a question.
pub(super) struct Hit<'t> {
    row: &'t Row<'t>,
    step: usize,
    /// What came back in each recording that asks the same, by what it says of the steps before.
    told: Vec<Option<String>>,
}

/// The steps that ask each question, those with the fewest steps before them first. What a step asks is taken from the
/// first recording that ran its trial.
pub(super) fn asked<'t, K: Ord + Clone>(
    table: &'t Table<'t>,
    questions: impl Fn(&Program, &[Line]) -> Vec<Question<K>>,
) -> BTreeMap<K, Vec<Hit<'t>>> {
    let mut asked: BTreeMap<K, Vec<Hit>> = BTreeMap::new();
    for row in &table.rows {
        let Some(known) = row.in_corpus else {
            continue;
        };
        let of_cell = |cell: &&Cell| match cell {
            Cell::Ran(lines) => questions(&known.trial.program, lines),
            Cell::PlatformCannot(_) | Cell::Skipped(_) | Cell::Unrecorded => Vec::new(),
        };
        let by_column: Vec<Vec<Question<K>>> = row.cells.iter().map(of_cell).collect();
        let first = row.cells.iter().position(|cell| matches!(cell, Cell::Ran(_)));
        for question in first.map_or(&[][..], |column| &by_column[column]) {
            let is_same = |other: &&Question<K>| other.cell == question.cell && other.step == question.step;
            let told = by_column.iter().map(|all| Some(all.iter().find(is_same)?.answer.clone())).collect();
            asked.entry(question.cell.clone()).or_default().push(Hit { row, step: question.step, told });
        }
    }
    for hits in asked.values_mut() {
        hits.sort_by_key(|hit| hit.step);
    }
    asked
}

/// What the simplest of these steps answers.
pub(super) fn simplest(table: &Table, hits: &[Hit], columns: &[usize]) -> Answers {
    let answers = hits[0].answers(table, columns);
    told(hits, answers)
}

/// What these steps answer, each answer once. Platforms that did not run a step leave its answer open, so that it goes
/// with the first other one that it does not contradict.
pub(super) fn told_apart(table: &Table, hits: Vec<Hit>, columns: &[usize]) -> Vec<Answers> {
    let mut hits: Vec<(Vec<Answer>, Hit)> = hits.into_iter().map(|hit| (hit.answers(table, columns), hit)).collect();
    hits.sort_by_key(|(answers, _)| answers.iter().filter(|answer| answer.told().is_none()).count());
    let mut groups: Vec<(Vec<Answer>, Vec<Hit>)> = Vec::new();
    for (answers, hit) in hits {
        match groups.iter_mut().find(|(others, _)| agree(others, &answers)) {
            Some((_, hits)) => hits.push(hit),
            None => groups.push((answers, vec![hit])),
        }
    }
    groups.sort_by_key(|(_, hits)| hits[0].step);
    groups.into_iter().map(|(answers, hits)| told(&hits, answers)).collect()
}

/// Whether all platforms that ran both steps answered the same.
fn agree(some: &[Answer], others: &[Answer]) -> bool {
    let same = |(one, other): (&Answer, &Answer)| match (one.told(), other.told()) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    some.iter().zip(others).all(same)
}

impl Answer {
    /// What came back, if the platform was asked.
    fn told(&self) -> Option<&str> {
        match &self.reply {
            Reply::Ran { outcome, reached: true } => Some(outcome),
            Reply::Ran { reached: false, .. } | Reply::Cannot { .. } | Reply::Unrecorded => None,
        }
    }
}

/// These answers, of steps the first of which is the simplest.
fn told(hits: &[Hit], answers: Vec<Answer>) -> Answers {
    // A trial that asks the same again counts once.
    let trials: BTreeSet<_> = hits.iter().map(|hit| hit.row.name).collect();
    Answers { trial: hits[0].row.name.to_string(), step: hits[0].step + 1, trials: trials.len(), answers }
}

impl Hit<'_> {
    fn answers(&self, table: &Table, columns: &[usize]) -> Vec<Answer> {
        let answer = |column: &usize| {
            let reply = match (self.row.cells[*column], &self.told[*column]) {
                (Cell::Ran(_), Some(told)) => Reply::Ran { outcome: told.clone(), reached: true },
                (Cell::Ran(lines), None) => lines
                    .get(self.step)
                    .map_or(Reply::Unrecorded, |line| Reply::Ran { outcome: line.outcome.clone(), reached: false }),
                (Cell::PlatformCannot(lacks), _) => Reply::Cannot { lacks: lacks.clone() },
                (Cell::Skipped(_) | Cell::Unrecorded, _) => Reply::Unrecorded,
            };
            Answer { platform: table.columns[*column].name.clone(), reply }
        };
        columns.iter().map(answer).collect()
    }
}
