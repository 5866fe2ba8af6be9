//! The table itself.

use super::cell::Call;
use super::question::{CellKey, questions};
use crate::case::Expectation;
use crate::compat::asked::{Asker, Respondents, asked, simplest};
use crate::compat::follow::{NameKind, SocketState, SocketType, impossible};
use crate::compat::grid::{Grid, GridCell, GridContent, GridPart, GridRow};
use crate::compat::table::Table;

/// Derives what getsockname and getpeername answer from a compatibility table: with the answers of these platforms.
/// What became of a socket is taken from the first recording that ran the trial.
#[must_use]
pub fn names(table: &Table, of: &Respondents) -> Grid {
    let word = |_: &CellKey, claim: &Expectation| claim.to_string();
    let asked = asked(table, of, &Asker { questions, word });
    let content = |key: CellKey| {
        let (_, name, kind, state) = key;
        GridContent::of(impossible(name, kind, state), asked.get(&key).map(|all| vec![simplest(all)]))
    };
    let mut parts = Vec::new();
    for (name, kind) in sockets() {
        let row = |state: &SocketState| {
            let cell =
                |call: &Call| GridCell { question: call.to_string(), content: content((*call, name, kind, *state)) };
            GridRow { row: state.to_string(), cells: Call::ALL.iter().map(cell).collect() }
        };
        parts.push(GridPart { part: format!("{name} {kind}"), rows: SocketState::ALL.iter().map(row).collect() });
    }
    Grid::of("What getsockname and getpeername answer", table, of, parts)
}

/// Every kind of socket that the table has a part for.
fn sockets() -> impl Iterator<Item = (NameKind, SocketType)> {
    NameKind::ALL.iter().flat_map(|name| SocketType::ALL.iter().map(|kind| (*name, *kind)))
}
