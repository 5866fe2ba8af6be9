//! `--from FILE`: trials that a file names, line by line.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::Arc;

use crate::case::TrialName;
use crate::compat::{Pick, Picker};
use crate::fault::Fault;
use crate::files::{self, remedy};
use crate::problem::{self, Problem};
use crate::root::absolute;
use crate::session::{END_OF_INPUT, is_supervised};
use crate::source::{Location, SourceFile};

/// The most bytes of a file. The names of all trials of the project take a fifth of it.
const MOST_BYTES: u64 = 1024 * 1024;

/// The most different lines that name trials. Words are looked for in all trials, line by line.
const MOST_LINES: usize = 10_000;

/// The most problems that are looked for and shown: the first often says what is wrong with all.
const MOST_PROBLEMS: usize = 20;

/// What messages call standard input.
const INPUT: &str = "standard input";

/// How such a list is written.
const HOW: &str = "write the name of a trial on each line, or words, in UTF-8";

/// What is said of a list with a zero byte.
const NO_TEXT: &str = "it has a zero byte, so it is no text";

/// A list of trials.
#[derive(Debug)]
pub(super) struct TrialList {
    source: Arc<SourceFile>,
    lines: Vec<(Location, Pick)>,
}

impl TrialList {
    /// Reads a file, or what stood in standard input. Each line has the name of a trial, or that of a case, or words
    /// and terms; what follows a `#` is for people.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub(super) fn read(file: &Path, input: Option<&[u8]>, is_exact: bool) -> Result<Self, String> {
        let path = input.map_or(file, |_| Path::new(INPUT));
        let bytes = input.map_or_else(|| contents(file), |input| Ok(input.to_owned()));
        let bytes = bytes.map_err(|fault| fault.of(path).with_hint())?;
        let (text, end) = as_text(bytes);
        let source = Arc::new(SourceFile::new(path, text));
        if let Some(end) = end {
            let fault = Fault::new("from here on this is not UTF-8").hint("save it as UTF-8");
            return Err(refused(&source, &[Problem::new(&source, Some(end), fault)]));
        }
        // The same line again would be looked for again, which takes its time.
        let mut seen = BTreeSet::new();
        let entries: Vec<(Location, &str)> = entries(&source.text).filter(|(_, text)| seen.insert(*text)).collect();
        let whole = match entries.len() {
            _ if source.text.contains('\0') => Some(Fault::new(NO_TEXT).hint(HOW)),
            0 => Some(Fault::new("it names no trial").hint(HOW)),
            lines if lines > MOST_LINES => Some(
                Fault::new(format!("it has more than {MOST_LINES} different lines that name trials")).hint("split it"),
            ),
            _ => None,
        };
        if let Some(fault) = whole {
            return Err(refused(&source, &[Problem::new(&source, None, fault)]));
        }
        let pick = |text| if is_exact { Ok(Pick::name(text)) } else { Pick::name_or_words(text) };
        let lines = good(&source, entries.into_iter().map(|(at, text)| (at, pick(text).map(|pick| (at, pick)))))?;
        Ok(Self { source, lines })
    }

    /// The file, for messages.
    pub(super) fn path(&self) -> &str {
        &self.source.path
    }

    /// Whether recordings have to be read to answer it.
    pub(super) fn asks_for_records(&self) -> bool {
        self.lines.iter().any(|(_, pick)| pick.asks_for_records())
    }

    /// The trials that any of its lines stands for.
    ///
    /// # Errors
    /// All lines that stand for none.
    pub(super) fn trials(&self, picker: &Picker) -> Result<BTreeSet<TrialName>, String> {
        let picked = self.lines.iter().map(|(at, pick)| (*at, picker.pick(pick)));
        Ok(good(&self.source, picked)?.into_iter().flatten().collect())
    }
}

/// What stands on the lines, each with its place.
fn entries(text: &str) -> impl Iterator<Item = (Location, &str)> {
    // Some programs mark the beginning of text as UTF-8.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().enumerate().filter_map(|(index, line)| {
        let begins_remark = |(at, _): &(usize, &str)| line[..*at].chars().next_back().is_none_or(char::is_whitespace);
        let end = line.match_indices('#').find(begins_remark).map_or(line.len(), |(at, _)| at);
        let entry = line[..end].trim();
        let column = line.chars().take_while(|c| c.is_whitespace()).count() + 1;
        (!entry.is_empty()).then_some((Location { line: index + 1, column }, entry))
    })
}

/// All results, or the problems of the first that are none.
fn good<T>(
    source: &Arc<SourceFile>,
    results: impl Iterator<Item = (Location, Result<T, Fault>)>,
) -> Result<Vec<T>, String> {
    let (mut good, mut problems) = (Vec::new(), Vec::new());
    for (at, result) in results {
        match result {
            Ok(value) => good.push(value),
            Err(fault) => problems.push(Problem::new(source, Some(at), fault)),
        }
        if problems.len() == MOST_PROBLEMS {
            break;
        }
    }
    if problems.is_empty() { Ok(good) } else { Err(refused(source, &problems)) }
}

fn refused(source: &SourceFile, problems: &[Problem]) -> String {
    let of = match problems.len() {
        MOST_PROBLEMS => "in the list of trials, and it may have more",
        _ => "in the list of trials",
    };
    format!("{} cannot be used\n{}", source.path, problem::list(problems, of))
}

/// Bytes as text. If they are none, their beginning, and where it ends.
fn as_text(bytes: Vec<u8>) -> (String, Option<Location>) {
    String::from_utf8(bytes).map_or_else(
        |error| {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            let end = after(&text);
            (text, Some(end))
        },
        |text| (text, None),
    )
}

/// The place behind a text.
fn after(text: &str) -> Location {
    let last = text.rsplit('\n').next().unwrap_or_default();
    Location { line: text.matches('\n').count() + 1, column: last.chars().count() + 1 }
}

fn contents(file: &Path) -> Result<Vec<u8>, Fault> {
    let whole = absolute(file);
    let (folder, name) = (whole.parent().unwrap_or(file), whole.file_name().unwrap_or_default());
    let hint = || format!("name a file of at most {MOST_BYTES} bytes that you may read; `-` reads standard input");
    let read = files::read(folder, Path::new(name), MOST_BYTES).map_err(|fault| fault.hint(hint()))?;
    read.ok_or_else(|| Fault::new("there is no such file").hint(hint()))
}

/// Reads standard input: to its end, or what the process that supervises this one passes on of its own.
///
/// # Errors
/// When it cannot be read, or is no text.
pub(super) fn input() -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(MOST_BYTES + 1).read_until(END_OF_INPUT, &mut bytes);
    read.map_err(|error| Fault::new(format!("{INPUT}: it cannot be read: {error}")).hint(remedy(&error)))?;
    let is_ended = bytes.pop_if(|last| *last == END_OF_INPUT).is_some();
    let fault = match () {
        () if is_ended && !is_supervised() => NO_TEXT.to_owned(),
        () if bytes.len() as u64 > MOST_BYTES => format!("it has more than {MOST_BYTES} bytes, which is the limit"),
        () => return Ok(bytes),
    };
    Err(Fault::new(format!("{INPUT}: {fault}")).hint(HOW))
}
