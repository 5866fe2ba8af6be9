//! The table itself.

use super::cell::{PortAddress, PortState, PortType, Sharing};
use super::question::{CellKey, questions};
use crate::compat::asked::{asked, told_apart};
use crate::compat::grid::{Grid, GridCell, GridContent, GridPart, GridRow, columns};
use crate::compat::table::Table;
use crate::platform::Platform;

/// Derives who shares a port with whom from a compatibility table: with the answers of these platforms, and the cells
/// whose label is selected.
#[must_use]
pub fn ports(table: &Table, platforms: &[Platform], is_selected: impl Fn(&str) -> bool) -> Grid {
    let mut asked = asked(table, questions);
    let (columns, names) = columns(table, platforms);
    let mut content = |key: CellKey| match (impossible(key.0, key.1), asked.remove(&key)) {
        (Some(why), _) => GridContent::Impossible { why: why.to_owned() },
        (None, Some(hits)) => GridContent::Asked { answers: told_apart(table, hits, &columns) },
        (None, None) => GridContent::NotAsked,
    };
    let mut parts = Vec::new();
    for (kind, state) in kinds() {
        let mut row = |(sharing, first): (Sharing, PortAddress)| {
            let cell = |second: &PortAddress| GridCell {
                question: format!("then {second}"),
                content: content((kind, state, sharing, first, *second)),
            };
            GridRow { row: format!("{sharing}, {first}"), cells: PortAddress::ALL.iter().map(cell).collect() }
        };
        parts.push(GridPart { part: format!("{kind} {state}"), rows: firsts().map(&mut row).collect() });
    }
    Grid::of("Who shares a port with whom", names, parts, is_selected)
}

fn kinds() -> impl Iterator<Item = (PortType, PortState)> {
    PortType::ALL.iter().flat_map(|kind| PortState::ALL.iter().map(|state| (*kind, *state)))
}

fn firsts() -> impl Iterator<Item = (Sharing, PortAddress)> {
    Sharing::ALL.iter().flat_map(|sharing| PortAddress::ALL.iter().map(|first| (*sharing, *first)))
}

/// Why a socket cannot be the first. None if it can.
fn impossible(kind: PortType, state: PortState) -> Option<&'static str> {
    // POSIX.1-2024, listen(), EOPNOTSUPP.
    ((kind, state) == (PortType::Dgram, PortState::Listening)).then_some("a datagram socket does not listen")
}
