//! The table itself.

use super::cell::{Property, Way};
use super::question::{CellKey, questions};
use crate::case::Expectation;
use crate::compat::asked::{Asker, Respondents, asked, told_apart};
use crate::compat::grid::{Grid, GridCell, GridContent, GridPart, GridRow};
use crate::compat::table::Table;

/// Derives what is handed down from a compatibility table: with the answers of these platforms.
#[must_use]
pub fn inheritance(table: &Table, of: &Respondents) -> Grid {
    let word = |_: &CellKey, claim: &Expectation| claim.to_string();
    let mut asked = asked(table, of, &Asker { questions, word });
    let mut content = |property: Property, way| {
        GridContent::of(property.impossible(way), asked.remove(&(property, way)).map(told_apart))
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
    Grid::of("What is handed down", table, of, parts)
}
