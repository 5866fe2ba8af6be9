//! The table itself.

use super::cell::{Property, Way};
use super::question::questions;
use crate::compat::asked::{asked, told_apart};
use crate::compat::grid::{Grid, GridCell, GridContent, GridPart, GridRow, columns};
use crate::compat::table::Table;
use crate::platform::Platform;

/// Derives what is handed down from a compatibility table: with the answers of these platforms, and the cells whose
/// label is selected.
#[must_use]
pub fn inheritance(table: &Table, platforms: &[Platform], is_selected: impl Fn(&str) -> bool) -> Grid {
    let mut asked = asked(table, questions);
    let (columns, names) = columns(table, platforms);
    let mut content = |property: Property, way| match (property.impossible(way), asked.remove(&(property, way))) {
        (Some(why), _) => GridContent::Impossible { why: why.to_owned() },
        (None, Some(hits)) => GridContent::Asked { answers: told_apart(table, hits, &columns) },
        (None, None) => GridContent::NotAsked,
    };
    let mut parts: Vec<GridPart> = Vec::new();
    for property in Property::all() {
        let cell = |way: &Way| GridCell { question: way.to_string(), content: content(property, *way) };
        let row = GridRow { row: property.to_string(), cells: Way::ALL.iter().map(cell).collect() };
        match parts.iter_mut().find(|part| part.part == property.level()) {
            Some(part) => part.rows.push(row),
            None => parts.push(GridPart { part: property.level().to_owned(), rows: vec![row] }),
        }
    }
    Grid::of("What is handed down", names, parts, is_selected)
}
