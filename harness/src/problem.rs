//! What is wrong with a case file: a fault, the place it stands at, and how both are shown to a person.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::source::{Location, SourceFile};
use crate::terminal::{FAINT, STRONG, WRONG, printable, styled};
use crate::yaml::{Place, locate};

/// What is wrong, in a lower-case sentence that quotes the word at fault, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    message: String,
    hint: Option<String>,
}

impl Fault {
    /// The message, and the hint behind it.
    #[must_use]
    pub fn with_hint(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{self}; {}", printable(hint)),
            None => self.to_string(),
        }
    }

    /// A fault that its message says all of.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    /// The same fault with a hint what to write instead.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A word that is none of the `known` ones; the hint names the nearest, or all of them where none is near.
    pub fn unknown<'k>(what: &str, found: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let mut known: Vec<&str> = known.into_iter().collect();
        let fault = Self::new(format!("unknown {what} `{found}`"));
        if let Some(near) = nearest(found, &known) {
            return fault.hint(format!("did you mean `{near}`?"));
        }
        known.sort_unstable();
        known.dedup();
        match known.as_slice() {
            [] => fault,
            [only] => fault.hint(format!("there is `{only}`")),
            several => fault.hint(format!("one of `{}`", several.join("`, `"))),
        }
    }

    /// A key that has to be there and is not.
    pub fn missing(key: &str, what: &str) -> Self {
        Self::new(format!("{what} needs `{key}`"))
    }

    /// Something of another kind than was wanted there.
    pub fn expected(wanted: &str, found: &str) -> Self {
        Self::new(format!("expected {wanted}, found {found}"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.message))
    }
}

/// The known word that `found` was most likely meant to be.
#[must_use]
pub fn nearest<'k>(found: &str, known: &[&'k str]) -> Option<&'k str> {
    let near = known.iter().copied().min_by_key(|word| distance(found, word))?;
    is_near(found, near).then_some(near)
}

/// Whether `found` was most likely meant to be `word`.
#[must_use]
pub fn is_near(found: &str, word: &str) -> bool {
    let distance = distance(found, word);
    distance <= 1 + word.len() / 4 && distance < found.len().max(word.len())
}

fn distance(found: &str, word: &str) -> usize {
    strsim::damerau_levenshtein(&found.to_lowercase(), &word.to_lowercase())
}

/// The most problems of a file that are told: each takes reading the file once more.
const MOST_TOLD: usize = 100;

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
    pub fn into_problems(self, source: &Arc<SourceFile>) -> Vec<Problem> {
        let mut list = self.list.into_inner();
        list.sort_by_key(|(place, _)| *place);
        let more = list.len().saturating_sub(MOST_TOLD);
        let more =
            (more > 0).then(|| Problem::new(source, None, Fault::new(format!("{more} more problems in this file"))));
        let problem = |(place, fault)| Problem::new(source, locate(&source.text, place), fault);
        list.into_iter().take(MOST_TOLD).map(problem).chain(more).collect()
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
        writeln!(f, "{} {}", styled(WRONG, "error:"), styled(STRONG, &self.fault.to_string()))?;
        let margin = self.location.map_or(1, |at| at.line.to_string().len());
        let faint = |text: &str| styled(FAINT, &format!("{:margin$}{text}", ""));
        match self.location {
            None => writeln!(f, "{} {path}", faint("-->"))?,
            Some(at) => {
                let (excerpt, caret) = excerpt(self.source.line(at.line), at.column);
                writeln!(f, "{} {path}:{at}", faint("-->"))?;
                writeln!(f, "{}", faint(" |"))?;
                writeln!(f, "{} {excerpt}", styled(FAINT, &format!("{} |", at.line)))?;
                writeln!(f, "{} {:caret$}{}", faint(" |"), "", styled(WRONG, "^"))?;
            }
        }
        match &self.fault.hint {
            Some(hint) => writeln!(f, "{} {} {hint}", faint(" ="), styled(STRONG, "help:")),
            None => Ok(()),
        }
    }
}
