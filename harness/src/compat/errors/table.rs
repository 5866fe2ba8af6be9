//! The table itself.

use super::call::SocketCall;
use super::question::{CellKey, questions};
use crate::compat::asked::{asked, told_apart};
use crate::compat::follow::{SocketFamily, SocketState, SocketType, impossible_in_family};
use crate::compat::grid::{Grid, GridCell, GridContent, GridPart, GridRow, columns};
use crate::compat::table::Table;
use crate::platform::Platform;

/// Derives what each call answers from a compatibility table: with the answers of these platforms, and the cells whose
/// label is selected.
#[must_use]
pub fn errors(table: &Table, platforms: &[Platform], is_selected: impl Fn(&str) -> bool) -> Grid {
    let mut asked = asked(table, questions);
    let (columns, names) = columns(table, platforms);
    let mut content = |key: CellKey| match (impossible_in_family(key.0, key.1, key.2), asked.remove(&key)) {
        (Some(why), _) => GridContent::Impossible { why: why.to_owned() },
        (None, Some(hits)) => GridContent::Asked { answers: told_apart(table, hits, &columns) },
        (None, None) => GridContent::NotAsked,
    };
    let mut parts = Vec::new();
    for (family, kind) in kinds() {
        let mut row = |state: &SocketState| GridRow {
            row: state.to_string(),
            cells: SocketCall::ALL.iter().map(|call| cell(*call, content((family, kind, *state, *call)))).collect(),
        };
        let rows = SocketState::ALL.iter().map(&mut row).collect();
        parts.push(GridPart { part: format!("{family} {kind}"), rows });
    }
    Grid::of("What calls answer, by the kind and the state of the socket", names, parts, is_selected)
}

fn kinds() -> impl Iterator<Item = (SocketFamily, SocketType)> {
    SocketFamily::ALL.iter().flat_map(|family| SocketType::ALL.iter().map(|kind| (*family, *kind)))
}

fn cell(call: SocketCall, content: GridContent) -> GridCell {
    GridCell { question: call.to_string(), content }
}
