//! What happened in a run, as data and as the text of a snapshot. In the text, each step is a line: the call in the
//! words of the case file, then the outcome. A list of several records has a line for each record below that.

mod agreement;
mod read;
mod render;

use std::convert::Infallible;
use std::fmt;

use serde::Serialize;

use crate::fault::Fault;
use crate::operation::{Call, NamedInput, Operation, Outcome, Program, Return, Saved, Unfilled};

pub use agreement::{is_partial, outcomes_agree};
pub use read::{ReadBack, UnreadableStep};
pub use render::Rendering;

/// What begins the line of a record, below the line of its step.
pub const INDENT: &str = "  ";

/// An outcome, as in the text of a snapshot, without line breaks between its records.
#[must_use]
pub fn one_line(outcome: &str) -> String {
    outcome.replace(&format!("\n{INDENT}"), " ")
}

/// What every step did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript(pub Vec<Entry>);

/// What one step did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it was.
    pub step: Step,
    /// How it ended.
    pub outcome: Outcome,
}

/// A step of a program that was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A call that the executor was handed.
    Call(Call),
    /// An operation that could not be filled in, because something that it refers to was never saved.
    Unfilled(Operation),
}

impl Step {
    fn name(&self) -> &'static str {
        match self {
            Self::Call(call) => call.name(),
            Self::Unfilled(operation) => operation.name(),
        }
    }

    fn inputs(&self) -> Vec<NamedInput> {
        match self {
            Self::Call(call) => call.inputs(),
            Self::Unfilled(operation) => operation.inputs(),
        }
    }

    /// What it returns, in order, if it succeeds.
    #[must_use]
    pub fn returns(&self) -> &'static [Return] {
        match self {
            Self::Call(call) => call.returns(),
            Self::Unfilled(operation) => operation.returns(),
        }
    }
}

/// How the record of a trial begins if the platform cannot run it on any host.
const NOT_ON_THIS_PLATFORM: &str = "not on this platform: ";

/// Says that the platform cannot run something on any host, because of what it lacks.
#[must_use]
pub fn not_on_this_platform(lacks: &str) -> String {
    format!("{NOT_ON_THIS_PLATFORM}{lacks}")
}

/// What the text of a snapshot says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotText {
    /// The trial was run, and these are its steps.
    Ran(Vec<Line>),
    /// The platform cannot run the trial on any host: what it lacks.
    PlatformCannot(String),
}

impl SnapshotText {
    /// Reads the text of a snapshot back.
    ///
    /// # Errors
    /// When it is neither kind of text; see [`Line::read_all`].
    pub fn read(text: &str) -> Result<Self, Fault> {
        let mut lines = text.lines();
        match lines.next().and_then(|first| first.strip_prefix(NOT_ON_THIS_PLATFORM)) {
            Some(lacks) if lines.next().is_none() => Ok(Self::PlatformCannot(lacks.to_owned())),
            Some(_) => Err(Fault::new("something follows the line that says what the platform lacks").hint(EDITED)),
            None => Line::read_all(text).map(Self::Ran),
        }
    }
}

/// As it is written in a snapshot.
impl fmt::Display for SnapshotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ran(lines) => {
                let lines: Vec<String> = lines.iter().map(Line::to_string).collect();
                f.write_str(&lines.join("\n"))
            }
            Self::PlatformCannot(lacks) => f.write_str(&not_on_this_platform(lacks)),
        }
    }
}

/// What to do about a record that is not a transcript.
const EDITED: &str = "it was cut short, edited, or recorded by another version; record the trial again";

/// What stands between the two halves of a line.
const ARROW: &str = " -> ";

/// How an operation ended that returns nothing, or that returned nothing.
const SUCCESS: &str = "ok";
const TIMED_OUT: &str = "timed-out";

/// What stands before the part of its work that an operation returned at the deadline.
const AFTER: &str = " after ";

/// What stands before the reason why an operation was not begun.
const REFUSED: &str = "refused: ";
const WITHHELD: &str = "withheld: ";
const NOT_RUN: &str = "not run: ";

/// A list without records, and what follows the number of several.
const NO_RECORDS: &str = "nothing";
const RECORDS: &str = " records";

/// What follows a byte before the number of its repetitions, and what follows a number of bytes.
const REPEATED: &str = " x ";
const BYTES: &str = " bytes";

/// The line of a step, in its two halves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Line {
    /// The operation and its arguments.
    pub call: String,
    /// What came back. The records of a list are on lines of their own.
    pub outcome: String,
}

impl Line {
    /// Takes a transcript apart.
    ///
    /// # Errors
    /// When a line is not a step, or when a list has another number of records than it says: the line.
    pub fn read_all(text: &str) -> Result<Vec<Self>, Fault> {
        let mut lines: Vec<Self> = Vec::new();
        for (index, text) in text.lines().enumerate() {
            // One that ends a line would be taken for a part of its end when the record is read again.
            let whole = !text.contains('\r');
            match (lines.last_mut(), halves(text)) {
                (Some(step), _) if whole && text.starts_with(INDENT) => step.outcome += &format!("\n{text}"),
                (_, Some((call, outcome))) if whole && !text.starts_with(' ') => {
                    lines.push(Self { call: call.to_owned(), outcome: outcome.to_owned() });
                }
                _ => {
                    return Err(
                        Fault::new(format!("line {} is not a step of a transcript: `{text}`", index + 1)).hint(EDITED)
                    );
                }
            }
        }
        match lines.iter().find(|line| !line.is_whole()) {
            Some(line) => Err(Fault::new(format!("the list that `{}` returned is cut short", line.call)).hint(EDITED)),
            None => Ok(lines),
        }
    }

    /// Whether a list has as many records as it says.
    fn is_whole(&self) -> bool {
        let mut lines = self.outcome.lines();
        let announced = lines.next().and_then(|first| first.strip_suffix(RECORDS)?.rsplit(' ').next()?.parse().ok());
        announced.unwrap_or(0) == lines.count()
    }
}

/// As it is written in a transcript.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{ARROW}{}", self.call, self.outcome)
    }
}

/// Splits a line at its arrow, the first one outside quotes.
fn halves(line: &str) -> Option<(&str, &str)> {
    let (mut quoted, mut escaped) = (false, false);
    for (index, character) in line.char_indices() {
        if !quoted && line[index..].starts_with(ARROW) {
            return Some((&line[..index], &line[index + ARROW.len()..]));
        }
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
    }
    None
}

impl Transcript {
    /// What `program` does if its calls end as `perform` says, which gets the index of the step and the call. Each
    /// step refers to what those before it returned.
    pub fn of(program: &Program, mut perform: impl FnMut(usize, &Call) -> Outcome) -> Self {
        let whole = Self::try_of(program, |index, call| {
            let outcome = call.map(|call| perform(index, call));
            Ok::<_, Infallible>(outcome.unwrap_or_else(|unfilled| Outcome::NotRun(unfilled.to_string())))
        });
        whole.unwrap_or_else(|never| match never {})
    }

    /// The same, where a call may come to no end. If there is none, `perform` gets the reason.
    ///
    /// # Errors
    /// That of the first call that came to none.
    pub fn try_of<E>(
        program: &Program,
        mut perform: impl FnMut(usize, Result<&Call, Unfilled>) -> Result<Outcome, E>,
    ) -> Result<Self, E> {
        let mut saved = Saved::default();
        let mut entries = Vec::with_capacity(program.actions.len());
        for (index, action) in program.actions.iter().enumerate() {
            let (step, outcome) = match action.operation.fill(&saved) {
                Ok(call) => {
                    let outcome = perform(index, Ok(&call))?;
                    (Step::Call(call), outcome)
                }
                Err(why) => (Step::Unfilled(action.operation.clone()), perform(index, Err(why))?),
            };
            action.remember(&outcome, &mut saved);
            entries.push(Entry { step, outcome });
        }
        Ok(Self(entries))
    }
}
