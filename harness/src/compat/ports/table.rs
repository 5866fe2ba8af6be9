//! The table itself.

use super::cell::{PortAddress, PortState, PortType, Sharing};
use super::question::{CellKey, questions};
use crate::case::Expectation;
use crate::compat::asked::{Asker, Respondents, asked, told_apart};
use crate::compat::grid::{Grid, GridCell, GridContent, GridPart, GridRow};
use crate::compat::table::Table;

/// Derives who shares a port with whom from a compatibility table: with the answers of these platforms.
#[must_use]
pub fn ports(table: &Table, of: &Respondents) -> Grid {
    let word = |_: &CellKey, claim: &Expectation| claim.to_string();
    let mut asked = asked(table, of, &Asker { questions, word });
    let mut content = |key: CellKey| GridContent::of(impossible(key.0, key.1), asked.remove(&key).map(told_apart));
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
    Grid::of("Who shares a port with whom", table, of, parts)
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
