//! A fault in a file, at a place: how faults are collected, and how a person is shown them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::fault::Fault;
use crate::source::{Location, SourceFile};
use crate::terminal::{FAINT, STRONG, WRONG, painted, printable};
use crate::yaml::{Node, Place};

/// The most problems of a file to show: more than this is no longer read, and the first explain most of the rest.
const MOST_SHOWN: usize = 100;

/// Collects the faults of one file while it is checked, so that all are reported and not the first alone.
#[derive(Debug, Default)]
pub struct Findings {
    list: RefCell<Vec<(Place, Fault)>>,
    spoilt: RefCell<BTreeSet<Place>>,
}

impl Findings {
    /// Notes a fault. The same one at the same place is noted once: each variant of a case is checked.
    pub fn add(&self, place: Place, fault: Fault) {
        let finding = (place, fault);
        let mut list = self.list.borrow_mut();
        if !list.contains(&finding) && !self.spoilt.borrow().contains(&place) {
            list.push(finding);
        }
    }

    /// Notes a fault that makes everything else to be said of its place pointless.
    pub fn spoil(&self, place: Place, fault: Fault) {
        self.add(place, fault);
        self.spoilt.borrow_mut().insert(place);
    }

    /// Notes the fault of a result that is one, and passes its value on.
    pub fn note<T>(&self, place: Place, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.add(place, fault)).ok()
    }

    /// How many faults were found so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.list.borrow().len()
    }

    /// Whether nothing was found so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// The problems of the file, in the order they stand in it, and the number of those behind the first hundred.
    #[must_use]
    pub fn into_problems(self, source: &Arc<SourceFile>, root: &Node) -> Vec<Problem> {
        let mut list = self.list.into_inner();
        list.sort_by_key(|(place, _)| *place);
        let more = list.len().saturating_sub(MOST_SHOWN);
        let more =
            (more > 0).then(|| Problem::new(source, None, Fault::new(format!("{more} more problems in this file"))));
        let problem = |(place, fault): (Place, Fault)| {
            let fault = fault.about(|| root.name_of(place));
            Problem::new(source, place.location(source), fault)
        };
        list.into_iter().take(MOST_SHOWN).map(problem).chain(more).collect()
    }
}

/// A fault in a file, at a place if that is known.
#[derive(Debug)]
pub struct Problem {
    source: Arc<SourceFile>,
    location: Option<Location>,
    fault: Fault,
}

impl Problem {
    /// A fault of `source`; without a location it is one of the whole file.
    #[must_use]
    pub fn new(source: &Arc<SourceFile>, location: Option<Location>, fault: Fault) -> Self {
        Self { source: Arc::clone(source), location, fault }
    }
}

/// All problems, and how many they are.
#[must_use]
pub fn list(problems: &[Problem]) -> String {
    let texts: Vec<String> = problems.iter().map(Problem::to_string).collect();
    let noun = if problems.len() == 1 { "problem" } else { "problems" };
    format!("{}\n{} {noun} in the case files", texts.join("\n"), problems.len())
}

/// The most characters of a line to show.
const WIDEST: usize = 140;

/// The part of a line around a column, and how far in the column is.
fn excerpt(line: &str, column: usize) -> (String, usize) {
    let before = column.saturating_sub(1);
    let start = if line.chars().count() > WIDEST { before.saturating_sub(WIDEST / 2) } else { 0 };
    let shown = line.chars().skip(start).take(WIDEST);
    (printable(&shown.collect::<String>()), before - start)
}

/// In the form compilers have: message, place, the line with a caret under it, a hint. With styles: whoever prints it takes them out where they have no place.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.source.path;
        writeln!(f, "{} {}", painted(WRONG, "error:"), painted(STRONG, &self.fault.to_string()))?;
        let margin = self.location.map_or(1, |at| at.line.to_string().len());
        let faint = |text: &str| painted(FAINT, &format!("{:margin$}{text}", ""));
        match self.location {
            None => writeln!(f, "{} {path}", faint("-->"))?,
            Some(at) => {
                let (excerpt, caret) = excerpt(self.source.line(at.line), at.column);
                writeln!(f, "{} {path}:{at}", faint("-->"))?;
                writeln!(f, "{}", faint(" |"))?;
                writeln!(f, "{} {excerpt}", painted(FAINT, &format!("{} |", at.line)))?;
                writeln!(f, "{} {:caret$}{}", faint(" |"), "", painted(WRONG, "^"))?;
            }
        }
        match self.fault.help() {
            Some(hint) => writeln!(f, "{} {} {hint}", faint(" ="), painted(STRONG, "help:")),
            None => Ok(()),
        }
    }
}
