//! The table itself.

use super::cell::{FlagSet, HintedFamily, HintedKind, HostForm, ServiceForm};
use super::question::{CellKey, questions};
use crate::compat::asked::{asked, told_apart};
use crate::compat::grid::{Grid, GridCell, GridContent, GridPart, GridRow, columns};
use crate::compat::table::Table;
use crate::platform::Platform;

/// Derives what getaddrinfo answers from a compatibility table: with the answers of these platforms, and the cells
/// whose label is selected.
#[must_use]
pub fn resolver(table: &Table, platforms: &[Platform], is_selected: impl Fn(&str) -> bool) -> Grid {
    let mut asked = asked(table, questions);
    let (columns, names) = columns(table, platforms);
    let mut content = |key: CellKey| match (impossible(key), asked.remove(&key)) {
        (Some(why), _) => GridContent::Impossible { why: why.to_owned() },
        (None, Some(hits)) => GridContent::Asked { answers: told_apart(table, hits, &columns) },
        (None, None) => GridContent::NotAsked,
    };
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
    Grid::of("What getaddrinfo answers", names, parts, is_selected)
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
