//! The table itself.

use super::call::SocketCall;
use super::question::{CellKey, questions};
use crate::case::Expectation;
use crate::compat::asked::{Asker, Respondents, asked, told_apart};
use crate::compat::follow::{SocketFamily, SocketState, SocketType, impossible_in_family};
use crate::compat::grid::{Grid, GridCell, GridContent, GridPart, GridRow};
use crate::compat::table::Table;

/// Derives what each call answers from a compatibility table: with the answers of these platforms.
#[must_use]
pub fn errors(table: &Table, of: &Respondents) -> Grid {
    let word = |(.., call): &CellKey, claim: &Expectation| call.claimed_word(claim);
    let mut asked = asked(table, of, &Asker { questions, word });
    let mut content =
        |key: CellKey| GridContent::of(impossible_in_family(key.0, key.1, key.2), asked.remove(&key).map(told_apart));
    let mut parts = Vec::new();
    for (family, kind) in kinds() {
        let mut row = |state: &SocketState| GridRow {
            row: state.to_string(),
            cells: SocketCall::ALL.iter().map(|call| cell(*call, content((family, kind, *state, *call)))).collect(),
        };
        let rows = SocketState::ALL.iter().map(&mut row).collect();
        parts.push(GridPart { part: format!("{family} {kind}"), rows });
    }
    Grid::of("What calls answer, by the kind and the state of the socket", table, of, parts)
}

fn kinds() -> impl Iterator<Item = (SocketFamily, SocketType)> {
    SocketFamily::ALL.iter().flat_map(|family| SocketType::ALL.iter().map(|kind| (*family, *kind)))
}

fn cell(call: SocketCall, content: GridContent) -> GridCell {
    GridCell { question: call.to_string(), content }
}
