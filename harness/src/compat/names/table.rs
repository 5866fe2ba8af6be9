//! The table itself, as data: what `sockshape table names` prints in each of its forms.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::cell::Call;
use super::question::{CellKey, Question, questions};
use crate::compat::cell::Cell;
use crate::compat::follow::{NameKind, SocketState, SocketType, impossible};
use crate::compat::row::Row;
use crate::compat::table::Table;
use crate::platform::Platform;
use crate::transcript::Line;

/// What getsockname and getpeername answer of every kind of socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NameTable {
    /// The recordings whose answers it has.
    pub platforms: Vec<String>,
    /// How many cells there are of each kind.
    pub counts: NameCounts,
    /// The sockets.
    pub rows: Vec<NameRow>,
}

/// How many cells there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NameCounts {
    /// Cells that some trial answers.
    pub asked: usize,
    /// Cells that no trial answers yet.
    pub not_asked: usize,
    /// Cells of sockets that cannot be.
    pub impossible: usize,
}

/// A socket, and the answers about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NameRow {
    /// The kind of name that it has of its own.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// What has become of it.
    pub state: String,
    /// What getsockname answers.
    pub getsockname: NameCell,
    /// What getpeername answers.
    pub getpeername: NameCell,
}

/// What is known of a question about a socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "cell", rename_all = "snake_case")]
pub enum NameCell {
    /// There is no such socket.
    Impossible {
        /// Why not.
        why: String,
    },
    /// No trial asks it.
    NotAsked,
    /// Trials ask it.
    Asked(Answers),
}

/// What a trial answers.
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
        /// What came back, as in a record.
        outcome: String,
        /// Whether the socket was of this row there. If not, an earlier step went another way than on other platforms.
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

/// The trials that ask a question, the simplest first.
type Asked<'t> = BTreeMap<CellKey, Vec<(&'t Row<'t>, usize)>>;

impl NameTable {
    /// Derives the table from a compatibility table: with the answers of these platforms, and the rows whose label is
    /// selected. What became of a socket is taken from the first recording that ran the trial.
    #[must_use]
    pub fn of(table: &Table, platforms: &[Platform], is_selected: impl Fn(&str) -> bool) -> Self {
        let asked = asked(table);
        let columns: Vec<usize> = (0..table.columns.len())
            .filter(|column| platforms.contains(&table.columns[*column].recording.platform))
            .collect();
        let mut rows = Vec::new();
        for (name, kind, state) in sockets() {
            let cell = |call| {
                let key = (call, name, kind, state);
                match (impossible(name, kind, state), asked.get(&key)) {
                    (Some(why), _) => NameCell::Impossible { why: why.to_owned() },
                    (None, Some(trials)) => NameCell::Asked(answers(table, key, trials, &columns)),
                    (None, None) => NameCell::NotAsked,
                }
            };
            rows.push(NameRow {
                name: name.to_string(),
                kind: kind.to_string(),
                state: state.to_string(),
                getsockname: cell(Call::Getsockname),
                getpeername: cell(Call::Getpeername),
            });
        }
        rows.retain(|row| is_selected(&row.label()));
        let platforms = columns.iter().map(|column| table.columns[*column].name.clone()).collect();
        Self { platforms, counts: NameCounts::of(&rows), rows }
    }
}

impl NameRow {
    /// What it is called: name, type and state.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} {} {}", self.name, self.kind, self.state)
    }

    /// Its cells, with their calls.
    #[must_use]
    pub fn cells(&self) -> [(Call, &NameCell); 2] {
        [(Call::Getsockname, &self.getsockname), (Call::Getpeername, &self.getpeername)]
    }
}

impl NameCounts {
    fn of(rows: &[NameRow]) -> Self {
        let mut counts = Self::default();
        for (_, cell) in rows.iter().flat_map(NameRow::cells) {
            match cell {
                NameCell::Asked(_) => counts.asked += 1,
                NameCell::NotAsked => counts.not_asked += 1,
                NameCell::Impossible { .. } => counts.impossible += 1,
            }
        }
        counts
    }
}

/// Every socket that the table has a row for.
fn sockets() -> impl Iterator<Item = (NameKind, SocketType, SocketState)> {
    let of_name = |name: &'static NameKind| SocketType::ALL.iter().map(move |kind| (*name, *kind));
    let of_kind = |(name, kind)| SocketState::ALL.iter().map(move |state| (name, kind, *state));
    NameKind::ALL.iter().flat_map(of_name).flat_map(of_kind)
}

/// The trials that ask each question.
fn asked<'t>(table: &'t Table<'t>) -> Asked<'t> {
    let mut asked: Asked = BTreeMap::new();
    for row in &table.rows {
        for Question { cell, step } in of_trial(row) {
            let trials = asked.entry(cell).or_default();
            // A trial that asks the same again counts once.
            if trials.last().is_none_or(|(last, _)| last.name != row.name) {
                trials.push((row, step));
            }
        }
    }
    for trials in asked.values_mut() {
        trials.sort_by_key(|(_, step)| *step);
    }
    asked
}

/// The questions of a trial, if some platform ran it.
fn of_trial(row: &Row) -> Vec<Question> {
    let ran = row.cells.iter().find_map(|cell| match cell {
        Cell::Ran(lines) => Some(lines),
        Cell::PlatformCannot(_) | Cell::Skipped(_) | Cell::Unrecorded => None,
    });
    match (row.in_corpus, ran) {
        (Some(known), Some(lines)) => questions(&known.trial.program, lines),
        _ => Vec::new(),
    }
}

fn answers(table: &Table, cell: CellKey, trials: &[(&Row, usize)], columns: &[usize]) -> Answers {
    let (row, step) = trials[0];
    let answer = |column: &usize| {
        let reply = match row.cells[*column] {
            Cell::Ran(lines) => lines.get(step).map_or(Reply::Unrecorded, |line| Reply::Ran {
                outcome: line.outcome.clone(),
                reached: reaches(row, lines, cell, step),
            }),
            Cell::PlatformCannot(lacks) => Reply::Cannot { lacks: lacks.clone() },
            Cell::Skipped(_) | Cell::Unrecorded => Reply::Unrecorded,
        };
        Answer { platform: table.columns[*column].name.clone(), reply }
    };
    let answers = columns.iter().map(answer).collect();
    Answers { trial: row.name.to_string(), step: step + 1, trials: trials.len(), answers }
}

/// Whether a step asks about such a socket, by what a recording says of the steps before it.
fn reaches(row: &Row, lines: &[Line], cell: CellKey, step: usize) -> bool {
    let questions = row.in_corpus.map(|known| questions(&known.trial.program, lines)).unwrap_or_default();
    questions.contains(&Question { cell, step })
}
