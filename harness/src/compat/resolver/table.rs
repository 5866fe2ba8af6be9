//! The table itself.

use super::cell::{FlagSet, HintedFamily, HintedKind, HostForm, ServiceForm};
use super::question::{CellKey, questions};
use crate::case::Expectation;
use crate::compat::asked::{Asker, Respondents, asked, told_apart};
use crate::compat::grid::{Grid, GridCell, GridContent, GridPart, GridRow};
use crate::compat::table::Table;

/// Derives what getaddrinfo answers from a compatibility table: with the answers of these platforms.
#[must_use]
pub fn resolver(table: &Table, of: &Respondents) -> Grid {
    let word = |_: &CellKey, claim: &Expectation| claim.to_string();
    let mut asked = asked(table, of, &Asker { questions, word });
    let mut content = |key: CellKey| GridContent::of(impossible(key), asked.remove(&key).map(told_apart));
    let mut parts = Vec::new();
    for host in HostForm::ALL {
        let mut row = |(family, flags): (HintedFamily, FlagSet)| {
            let cell = |(service, kind): (ServiceForm, HintedKind)| GridCell {
                question: format!("{service}, {kind}"),
                content: content((*host, family, flags, service, kind)),
            };
            GridRow { row: format!("{family}, {flags}"), cells: services().map(cell).collect() }
        };
        parts.push(GridPart { part: host.to_string(), rows: hints().map(&mut row).collect() });
    }
    Grid::of("What getaddrinfo answers", table, of, parts)
}

/// The families and flags of the rows.
fn hints() -> impl Iterator<Item = (HintedFamily, FlagSet)> {
    HintedFamily::ALL.iter().flat_map(|family| FlagSet::ALL.iter().map(|flags| (*family, *flags)))
}

/// The services and types of the cells in a row.
fn services() -> impl Iterator<Item = (ServiceForm, HintedKind)> {
    ServiceForm::ALL.iter().flat_map(|service| HintedKind::ALL.iter().map(|kind| (*service, *kind)))
}

/// Why a question cannot be asked. None if it can.
fn impossible(key: CellKey) -> Option<&'static str> {
    let (_, family, flags, ..) = key;
    match flags {
        // getaddrinfo() in XSH of POSIX.1-2024: both are ignored unless the family is AF_INET6.
        FlagSet::V4mappedAll if family != HintedFamily::Inet6 => Some("AI_ALL is ignored unless AF_INET6 is asked for"),
        _ => None,
    }
}
