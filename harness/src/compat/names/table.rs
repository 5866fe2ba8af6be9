//! The table itself, as data: what `sockshape table names` prints in each of its forms.

use schemars::JsonSchema;
use serde::Serialize;

use super::cell::Call;
use super::question::questions;
use crate::compat::asked::{Answers, asked, simplest};
use crate::compat::follow::{NameKind, SocketState, SocketType, impossible};
use crate::compat::table::Table;
use crate::platform::Platform;

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

impl NameTable {
    /// Derives the table from a compatibility table: with the answers of these platforms, and the rows whose label is
    /// selected. What became of a socket is taken from the first recording that ran the trial.
    #[must_use]
    pub fn of(table: &Table, platforms: &[Platform], is_selected: impl Fn(&str) -> bool) -> Self {
        let asked = asked(table, questions);
        let columns: Vec<usize> = (0..table.columns.len())
            .filter(|column| platforms.contains(&table.columns[*column].recording.platform))
            .collect();
        let mut rows = Vec::new();
        for (name, kind, state) in sockets() {
            let cell = |call| {
                let key = (call, name, kind, state);
                match (impossible(name, kind, state), asked.get(&key)) {
                    (Some(why), _) => NameCell::Impossible { why: why.to_owned() },
                    (None, Some(hits)) => NameCell::Asked(simplest(table, hits, &columns)),
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
