//! A fault in a file, at a place: how faults are collected, and how they are shown.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::fault::Fault;
use crate::source::{Location, SourceFile};
use crate::terminal::{FAINT, STRONG, UNLIMITED, WRONG, printable, styled};
use crate::yaml::{Node, Place};

/// The most problems to show of one file. More would fill many screens, and the first often cause the rest.
const MOST_SHOWN: usize = 100;

/// Collects the faults of one file while it is checked, so that all of them are reported and not only the first.
#[derive(Debug, Default)]
pub struct Findings {
    list: RefCell<Vec<(Place, Fault)>>,
    /// Faults that are none if the text at their place is in quotes. The tree does not say how a text was written.
    of_bare_text: RefCell<Vec<(Place, Fault)>>,
    /// The places of which nothing more is noted.
    poisoned: RefCell<BTreeSet<Place>>,
    /// The variables of the matrix of the case that is being read.
    variables: RefCell<BTreeSet<String>>,
    /// Whether something was wrong since this was last asked for.
    is_changed: Cell<bool>,
}

impl Findings {
    /// Notes a fault. Every variant of a case is checked, so the same fault at the same place is noted only once.
    pub fn add(&self, place: Place, fault: Fault) {
        self.is_changed.set(true);
        let fault = match fault.unknown_word().filter(|word| self.variables.borrow().contains(*word)) {
            Some(word) => {
                let hint = format!("did you mean `${word}`?");
                fault.hint(hint)
            }
            None => fault,
        };
        let finding = (place, fault);
        let mut list = self.list.borrow_mut();
        if !list.contains(&finding) && !self.poisoned.borrow().contains(&place) {
            list.push(finding);
        }
    }

    /// Notes a fault of a text, which is none if the text is in quotes in the file.
    pub fn add_unless_quoted(&self, place: Place, fault: Fault) {
        let mut list = self.of_bare_text.borrow_mut();
        if !list.contains(&(place, fault.clone())) {
            list.push((place, fault));
        }
    }

    /// Decides about the faults of texts in quotes, which takes the text of the file.
    pub fn settle(&self, source: &SourceFile) {
        for (place, fault) in self.of_bare_text.take() {
            if !place.location(source).is_some_and(|at| source.is_quoted(at)) {
                self.add(place, fault);
            }
        }
    }

    /// Notes a fault, and ignores all later faults at the same place: this one causes them.
    pub fn poison(&self, place: Place, fault: Fault) {
        self.add(place, fault);
        self.poisoned.borrow_mut().insert(place);
    }

    /// Ignores all faults at a place: an earlier one, at another place, causes them.
    pub fn silence(&self, place: Place) {
        self.is_changed.set(true);
        self.poisoned.borrow_mut().insert(place);
    }

    /// Whether something was wrong since this was last asked for, even if it had been noted before.
    pub fn is_changed(&self) -> bool {
        self.is_changed.replace(false)
    }

    /// Tells the names of the variables of the matrix. A word that is unknown, and is one of them, lacks its `$`.
    pub fn set_variables(&self, names: BTreeSet<String>) {
        self.variables.replace(names);
    }

    /// Returns the value of a result, or notes its fault.
    pub fn note<T>(&self, place: Place, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.add(place, fault)).ok()
    }

    /// The fault that was found first below `root`, if there is any.
    #[must_use]
    pub fn first(&self, root: &Node) -> Option<Fault> {
        self.list.borrow().first().map(|(place, fault)| fault.clone().about(|| root.name_of(*place)))
    }

    /// How many faults were noted so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.list.borrow().len()
    }

    /// Whether no fault was noted so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// The problems of `source`, a file with this `root`, in their order in the file. Of more than a hundred, the last
    /// problem is how many are left out.
    #[must_use]
    pub fn into_problems(self, source: &Arc<SourceFile>, root: &Node) -> Vec<Problem> {
        let mut list = self.list.into_inner();
        list.sort_by_key(|(place, _)| *place);
        let more = list.len().saturating_sub(MOST_SHOWN);
        let more = (more > 0).then(|| {
            Problem::new(
                source,
                None,
                Fault::new(format!("{more} more problems in this file")).hint("mend these first"),
            )
        });
        let problem = |(place, fault): (Place, Fault)| {
            let fault = fault.about(|| root.name_of(place));
            Problem::new(source, place.location(source), fault)
        };
        list.into_iter().take(MOST_SHOWN).map(problem).chain(more).collect()
    }
}

/// A fault in a file, and its place if that is known.
#[derive(Debug)]
pub struct Problem {
    source: Arc<SourceFile>,
    location: Option<Location>,
    fault: Fault,
}

impl Problem {
    /// A fault in `source`. Without a location, the fault is one of the file as a whole.
    #[must_use]
    pub fn new(source: &Arc<SourceFile>, location: Option<Location>, fault: Fault) -> Self {
        Self { source: Arc::clone(source), location, fault }
    }
}

/// What [`list`] says of problems that case files have by themselves.
pub const IN_CASES: &str = "in the case files";

/// All problems as text, and how many there are `of` that kind.
#[must_use]
pub fn list(problems: &[Problem], of: &str) -> String {
    let texts: Vec<String> = problems.iter().map(Problem::to_string).collect();
    let noun = if problems.len() == 1 { "problem" } else { "problems" };
    format!("{}\n{} {noun} {of}", texts.join("\n"), problems.len())
}

/// The most characters of a line to show.
const WIDEST: usize = 140;

/// The part of a line of `widest` characters around a column, and how many characters of that part come before the
/// column.
fn excerpt(line: &str, column: usize, widest: usize) -> (String, usize) {
    let before = column.saturating_sub(1);
    let start = if line.chars().count() > widest { before.saturating_sub(widest / 2) } else { 0 };
    let shown = line.chars().skip(start).take(widest);
    (printable(&shown.collect::<String>()), before - start)
}

/// What stands before the lines of a problem: as many columns as the number of its line.
fn margin(at: Option<Location>, text: &str) -> String {
    let margin = at.map_or(1, |at| at.line.to_string().len());
    styled(FAINT, &format!("{:margin$}{text}", ""))
}

/// A place in a file, and its line with a caret under it, if it is known. The line is cut to `width` columns.
#[must_use]
pub fn pointed(source: &SourceFile, at: Option<Location>, width: usize) -> String {
    let path = &source.path;
    let Some(known) = at else {
        return format!("{} {path}\n", margin(at, "-->"));
    };
    let number = styled(FAINT, &format!("{} |", known.line));
    let widest = WIDEST.min(width.saturating_sub(known.line.to_string().len() + 3)).max(1);
    let (excerpt, caret) = excerpt(source.line(known.line), known.column, widest);
    let bar = margin(at, " |");
    format!(
        "{} {path}:{known}\n{bar}\n{number} {excerpt}\n{bar} {:caret$}{}\n",
        margin(at, "-->"),
        "",
        styled(WRONG, "^")
    )
}

/// As compilers show an error: message, place, the line with a caret under it, hint. Styles are always written; whoever
/// prints the text removes them where they do not belong.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", styled(WRONG, "error:"), styled(STRONG, &self.fault.to_string()))?;
        f.write_str(&pointed(&self.source, self.location, UNLIMITED))?;
        let equals = margin(self.location, " =");
        writeln!(f, "{equals} {} {}", styled(STRONG, "help:"), self.fault.help())
    }
}
