//! What is asked of trials: words and terms, all of which have to be met.

mod nearly;
mod pick;
mod question;
mod subject;

use std::collections::{BTreeMap, BTreeSet};

pub use self::pick::{Pick, Picker};
use self::question::Question;
use self::subject::Subject;
use super::grid::Grid;
use super::row::Row;
use super::statement::Grade;
use super::table::Table;
use crate::address::Family;
use crate::fault::{Fault, is_near};
use crate::named_enum::named_enum;
use crate::operation::Operation;
use crate::platform::error_name::ErrorName;
use crate::platform::{Platform, Selector};
use crate::workers;

/// Words and terms, all of which have to be met. None at all are met by every trial.
#[derive(Debug, Default)]
pub struct Query(Vec<Term>);

/// A word or a term, or several of which one will do, and how it is written.
#[derive(Debug)]
struct Term {
    written: String,
    wanted: Vec<Wanted>,
}

/// What a trial has to have.
#[derive(Debug)]
enum Wanted {
    /// This somewhere, in whatever case.
    Word(String),
    /// A step with this operation.
    Call(&'static str),
    /// A step that is recorded or claimed to end with this error.
    Error(String),
    /// A step that mentions this address family.
    Family(Family),
    /// A recording of the platform in which it was run, or a claim about that.
    Platform(Platform),
    /// A step that is recorded on the platform, or claimed of it, to end with this error.
    Fails(Platform, String),
    /// A step that is recorded on the platform, or claimed of it, to end in a way that has this in its text.
    Answer(Platform, String),
    /// This quality.
    Is(Quality),
    /// A platform of which this is how well founded what is said of a step is.
    Grade(Grade),
}

named_enum! {
    /// What can be said of a trial as a whole.
    pub enum Quality, "quality" {
        /// Recordings of two platforms answer differently.
        Different = "different",
        /// All recordings answer the same.
        Same = "same",
        /// A platform is known to be at fault.
        KnownFault = "known-fault",
        /// A recording lacks it, because the platform or the host does.
        Lacking = "lacking",
    }
}

/// What can be asked for words and terms: a trial, or a cell of a table.
trait Asked {
    /// Whether a word stands anywhere.
    fn has_word(&self, word: &str) -> bool;
    /// Whether this stands in a step as a word of its own.
    fn mentions(&self, whole: &str) -> bool;
    /// Whether a step has this operation.
    fn calls(&self, name: &str) -> bool;
    /// Whether a step is recorded or claimed to end with this error.
    fn ends_with_error(&self, name: &str) -> bool;
    /// Whether a platform has run it, or something is claimed of it there.
    fn is_on(&self, platform: Platform) -> bool;
    /// Whether a step is recorded on a platform to end with an error. Of a platform that has no recording, whether that
    /// is claimed.
    fn fails(&self, platform: Platform, error: &str) -> bool;
    /// Whether a step is recorded on a platform to end in a way that has this in its text. Of a platform that has no
    /// recording, whether that is claimed.
    fn answers(&self, platform: Platform, text: &str) -> bool;
    /// Whether it has a quality.
    fn is(&self, quality: Quality) -> bool;
    /// Whether this is how well founded what is said of a step on some platform is.
    fn has_grade(&self, grade: Grade) -> bool;
    /// The words that can be asked for, in small letters.
    fn words(&self) -> Vec<&str>;
}

/// The keys of terms, but for the names of platforms, with what comes behind them.
pub const TERMS: [(&str, &str); 6] = [
    ("call", "an operation, such as call:getpeername"),
    ("error", "an error that a step ends with somewhere, such as error:EINVAL or error:WSAEINVAL"),
    ("family", "an address family, such as family:AF_UNIX"),
    ("platform", "a platform that ran it, or of which it is claimed how it ends, such as platform:windows"),
    ("is", "different, same, known-fault or lacking"),
    ("grade", "run, sourced or assumed: how well founded what is said of a platform is"),
];

impl Query {
    /// Reads words and terms, those of one argument apart by spaces. Where one of several will do, `|` is between them.
    /// What stands in quotation marks is looked for as it is.
    ///
    /// # Errors
    /// When a term has a key or a value that nothing has. The fault suggests another.
    pub fn read(arguments: &[impl AsRef<str>]) -> Result<Self, Fault> {
        let of_argument = |argument: &'_ str| -> Vec<Result<Term, Fault>> {
            let parts = argument.split('"').enumerate();
            let terms = parts.flat_map(|(index, part)| match index % 2 {
                0 => part.split_whitespace().map(Term::read).collect(),
                _ => vec![Ok(Term::phrase(part))],
            });
            terms.collect()
        };
        arguments.iter().flat_map(|argument| of_argument(argument.as_ref())).collect::<Result<_, _>>().map(Self)
    }

    /// Whether recordings have to be read to answer it.
    #[must_use]
    pub fn asks_for_records(&self) -> bool {
        let is_in_cases = |wanted: &Wanted| matches!(wanted, Wanted::Word(_) | Wanted::Call(_) | Wanted::Family(_));
        !self.0.iter().flat_map(|term| &term.wanted).all(is_in_cases)
    }

    /// The rows that meet it. Those in whose names or whose topic and case all words stand come first.
    #[must_use]
    pub fn select<'t, 'a>(&self, table: &'t Table<'a>) -> Vec<&'t Row<'a>> {
        self.met(table).concat()
    }

    /// The rows that meet it best: those in whose names or whose topic and case all words stand, or if there are none,
    /// all that meet it.
    #[must_use]
    pub fn select_best<'t, 'a>(&self, table: &'t Table<'a>) -> Vec<&'t Row<'a>> {
        let [named, others] = self.met(table);
        if named.is_empty() { others } else { named }
    }

    /// Leaves out the cells of a table that do not meet it. The trials that answer them are those of `table`. Words are
    /// looked for in the labels of the cells, and terms in what the cells ask and answer.
    ///
    /// # Errors
    /// When no cell is left.
    pub fn narrow(&self, grid: &mut Grid, table: &Table) -> Result<(), Fault> {
        let subjects: BTreeMap<String, Subject> =
            table.rows.iter().map(|row| (row.name.to_string(), Subject::new(table, row))).collect();
        let question = |(label, cell): (String, _)| Question::new(&label, cell, |name| subjects.get(name));
        let met = grid.cells().filter(|(label, cell)| self.is_met(&question((label.clone(), *cell))));
        let kept: BTreeSet<String> = met.map(|(label, _)| label).collect();
        if kept.is_empty() {
            let questions: Vec<Question> = grid.cells().map(question).collect();
            return Err(self.unmet_by("cell", &questions));
        }
        grid.retain(|label| kept.contains(label));
        Ok(())
    }

    fn met<'t, 'a>(&self, table: &'t Table<'a>) -> [Vec<&'t Row<'a>>; 2] {
        let is_met = |row: &Row<'a>| {
            let subject = Subject::new(table, row);
            self.is_met(&subject).then(|| self.is_named(&subject))
        };
        let mut met = [Vec::new(), Vec::new()];
        for (row, is_met) in table.rows.iter().zip(workers::map(&table.rows, workers::available(), is_met)) {
            if let Some(is_named) = is_met {
                met[usize::from(!is_named)].push(row);
            }
        }
        met
    }

    fn is_met(&self, subject: &impl Asked) -> bool {
        self.0.iter().all(|term| term.is_met(subject))
    }

    fn is_named(&self, subject: &Subject) -> bool {
        let is_named = |wanted: &Wanted| match wanted {
            Wanted::Word(word) => subject.is_named(word),
            _ => true,
        };
        self.0.iter().all(|term| term.wanted.iter().any(is_named))
    }
}

impl Term {
    fn read(written: &str) -> Result<Self, Fault> {
        let wanted = written.split('|').filter(|one| !one.is_empty()).map(Wanted::read);
        let wanted = wanted.collect::<Result<Vec<_>, _>>()?;
        if wanted.is_empty() {
            return Err(Fault::new(format!("nothing is asked for by `{written}`")).hint("write words around it"));
        }
        Ok(Self { written: written.to_owned(), wanted })
    }

    /// Words that stand together, in this order.
    fn phrase(written: &str) -> Self {
        Self { written: format!("\"{written}\""), wanted: vec![Wanted::Word(written.to_lowercase())] }
    }

    fn is_met(&self, subject: &impl Asked) -> bool {
        self.wanted.iter().any(|wanted| wanted.is_met(subject))
    }
}

impl Wanted {
    fn read(written: &str) -> Result<Self, Fault> {
        let term = match written.split_once(':') {
            // Names of trials have two colons where a term has one; addresses begin with one, or end with a number.
            Some((key, value)) if !key.is_empty() && !value.starts_with(':') => Self::term(key, value)?,
            _ => None,
        };
        Ok(term.unwrap_or_else(|| Self::Word(word(written))))
    }

    /// Reads a term. None if this is a word that has a colon.
    fn term(key: &str, value: &str) -> Result<Option<Self>, Fault> {
        Ok(Some(match key {
            "call" => Self::Call(operation(value)?),
            "error" => Self::Error(error(value)?),
            "family" => Self::Family(Family::named(value)?),
            "platform" => Self::Platform(Platform::named(value)?),
            "is" => Self::Is(Quality::named(value)?),
            "grade" => Self::Grade(Grade::named(value)?),
            platform if Platform::named(platform).is_ok() => Self::on(Platform::named(platform)?, value)?,
            other => return not_a_term(other).map_or(Ok(None), Err),
        }))
    }

    fn on(platform: Platform, value: &str) -> Result<Self, Fault> {
        if value.is_empty() {
            let hint = format!("write what a step ends with there, such as {platform}:EINVAL");
            return Err(Fault::new(format!("nothing stands behind `{platform}:`")).hint(hint));
        }
        let error = ErrorName::in_any_words(&value.to_uppercase());
        Ok(error.map_or_else(
            || Self::Answer(platform, value.to_lowercase()),
            |error| Self::Fails(platform, error.to_string()),
        ))
    }

    fn is_met(&self, subject: &impl Asked) -> bool {
        match self {
            Self::Word(word) => subject.has_word(word),
            Self::Call(name) => subject.calls(name),
            Self::Error(name) => subject.ends_with_error(name),
            Self::Family(family) => subject.mentions(&family.to_string().to_lowercase()),
            Self::Platform(platform) => subject.is_on(*platform),
            Self::Fails(platform, error) => subject.fails(*platform, error),
            Self::Answer(platform, text) => subject.answers(*platform, text),
            Self::Is(quality) => subject.is(*quality),
            Self::Grade(grade) => subject.has_grade(*grade),
        }
    }
}

/// A word as it is looked for: in small letters, and an error by the name that cases have for it.
fn word(written: &str) -> String {
    let error = ErrorName::in_any_words(&written.to_uppercase()).map(|error| error.to_string());
    error.unwrap_or_else(|| written.to_owned()).to_lowercase()
}

fn operation(name: &str) -> Result<&'static str, Fault> {
    let names = || Operation::SIGNATURES.iter().map(|signature| signature.name);
    names().find(|known| *known == name).ok_or_else(|| Fault::unknown("operation", name, names()))
}

/// The error of a name that some system has for it.
fn error(name: &str) -> Result<String, Fault> {
    ErrorName::in_any_words(name).map_or_else(|| ErrorName::named(name), Ok).map(|error| error.to_string())
}

/// What is wrong with the key of something that is like a term, if it is like one.
fn not_a_term(key: &str) -> Option<Fault> {
    if Selector::named(key).is_ok() {
        let fault = Fault::new(format!("`{key}` is a family of platforms"));
        return Some(fault.hint("ask for one of them, such as linux:EINVAL or freebsd:EINVAL"));
    }
    let platforms: Vec<String> = Platform::all().map(|platform| platform.to_string()).collect();
    let keys = || TERMS.iter().map(|(key, _)| *key).chain(platforms.iter().map(String::as_str));
    // Two letters are near to any two.
    let is_meant = key.len() > 2 && keys().any(|known| known.len() > 2 && is_near(key, known));
    is_meant.then(|| Fault::unknown("term", key, keys()))
}
