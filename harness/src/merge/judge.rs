//! Whether recordings may be taken in: each by itself, then beside the others, then beside what is recorded already and
//! what the cases claim.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::change::Changes;
use super::find::find;
use super::names::first_names;
use super::place::Place;
use super::shards::put_together;
use crate::case::{Corpus, TrialName};
use crate::compat::{Cell, Column, Table, contradictions};
use crate::fault::{Fault, Message, parted};
use crate::platform::Edition;
use crate::problem::Problem;
use crate::recording::{DESCRIPTION, Recording, digest};
use crate::snapshot::Records;

/// A recording that may be taken in.
#[derive(Debug)]
pub struct IncomingRecording {
    /// The recording.
    pub column: Column,
    /// Where it goes.
    pub place: Place,
    /// Whether there is a recording in that place, which it replaces.
    pub replaces: bool,
    /// That earlier recording, if it can be read.
    pub earlier: Option<Column>,
    /// What it changes.
    pub changes: Changes,
}

/// What may be taken in although it is not as expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Recordings of platforms that are recorded already.
    pub replacement: bool,
    /// Recordings that contradict claims of the cases.
    pub contradiction: bool,
}

/// How recordings are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// As they are: a whole one as the current one of its platform, another one over what it is kept over.
    AsItIs,
    /// As what differs from this recording.
    Over(Edition),
}

/// Why none of some recordings may be taken in.
#[derive(Debug)]
pub enum Refusal {
    /// Something is wrong with the recordings.
    Faults(Vec<Fault>),
    /// They contradict what the case files say.
    Contradictions(Vec<Problem>),
}

/// Reads the recordings in `folders`, which are recordings or hold some, and judges them.
///
/// # Errors
/// Everything that is wrong with them. If nothing is, everything in the case files that they contradict.
pub fn judge(
    root: &Path,
    corpus: &Corpus,
    folders: &[PathBuf],
    form: &Form,
    allowed: Allowed,
) -> Result<Vec<IncomingRecording>, Refusal> {
    let columns = read_good(root, corpus, folders).map_err(Refusal::Faults)?;
    let table = Table::new(corpus, &columns).map_err(Refusal::Faults)?;
    let problems = if allowed.contradiction { Vec::new() } else { contradictions(&table) };
    let placed = columns.into_iter().map(|column| match form {
        Form::AsItIs => Ok((Place::as_it_is(root, &column, corpus)?, column)),
        Form::Over(base) => Ok((Place::over(root, base, &column, corpus)?, column)),
    });
    let placed = all(placed).map_err(Refusal::Faults)?;
    let beside = placed.into_iter().map(|(place, column)| beside_earlier(root, place, column, allowed.replacement));
    let incoming = all(beside).map_err(Refusal::Faults)?;
    if problems.is_empty() { Ok(incoming) } else { Err(Refusal::Contradictions(problems)) }
}

/// The recordings in `folders`, if they are good by themselves and beside each other.
fn read_good(root: &Path, corpus: &Corpus, folders: &[PathBuf]) -> Result<Vec<Column>, Vec<Fault>> {
    let found = all(folders.iter().map(|folder| find(root, folder)))?;
    let columns = all(found.iter().flatten().map(|folder| read(root, folder)))?;
    let faults: Vec<Fault> = columns.iter().flat_map(|column| faults(column, corpus)).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let columns = put_together(columns)?;
    let twins = twins(&columns);
    if twins.is_empty() { Ok(columns) } else { Err(twins) }
}

/// All results, or the faults of all.
fn all<T>(results: impl Iterator<Item = Result<T, Vec<Fault>>>) -> Result<Vec<T>, Vec<Fault>> {
    let (good, faults) = parted(results);
    if faults.is_empty() { Ok(good) } else { Err(faults.concat()) }
}

fn read(root: &Path, folder: &Path) -> Result<Column, Vec<Fault>> {
    let gone = || vec![Fault::new(format!("{}: its {DESCRIPTION} is gone", folder.display())).hint("try again")];
    Column::of_folder(root, folder)?.ok_or_else(gone)
}

/// What is wrong with a recording by itself. Of a recording that was made from other cases, nothing more can be said.
fn faults(column: &Column, corpus: &Corpus) -> Vec<Fault> {
    if let Some(fault) = from_other_cases(column, corpus) {
        return vec![fault];
    }
    let all = || corpus.trials().map(|trial| &trial.name);
    let names: BTreeSet<&TrialName> = all().filter(|name| column.recording.is_to_have(name)).collect();
    let checks = [
        by_another_version(column),
        not_as_recorded(column),
        miscounted(column, all().count()),
        incomplete(column, &names),
        without_a_case(column, &names),
    ];
    checks.into_iter().flatten().collect()
}

fn fault(column: &Column, what: &str) -> Message {
    Fault::new(format!("{}: {what}", column.name))
}

fn from_other_cases(column: &Column, corpus: &Corpus) -> Option<Fault> {
    let other = column.recording.cases != digest(corpus);
    let fault = || fault(column, "it was recorded from other cases than those of this checkout");
    other.then(|| fault().hint("record it again from these, or take it in where its cases are"))
}

fn by_another_version(column: &Column) -> Option<Fault> {
    let (harness, here) = (&column.recording.harness, env!("CARGO_PKG_VERSION"));
    let fault = || fault(column, &format!("it was recorded by version {harness} of sockshape, and this is {here}"));
    (harness != here).then(|| fault().hint("record it again by this version"))
}

fn not_as_recorded(column: &Column) -> Option<Fault> {
    let what = format!("its snapshots are not those that its {DESCRIPTION} describes: some are gone, new or edited");
    (!column.is_as_recorded()).then(|| fault(column, &what).hint("copy it again from the machine where it was made"))
}

fn miscounted(column: &Column, there_are: usize) -> Option<Fault> {
    let counted = column.recording.trials;
    let what = format!("its {DESCRIPTION} counts {counted} trials, but the same cases make {there_are}");
    (counted != there_are).then(|| fault(column, &what).hint("copy it again from the machine where it was made"))
}

fn incomplete(column: &Column, names: &BTreeSet<&TrialName>) -> Option<Fault> {
    let missing: Vec<&TrialName> =
        names.iter().copied().filter(|name| *column.cell(name) == Cell::Unrecorded).collect();
    let what = || {
        let (missing, all, named) = (missing.len(), names.len(), first_names(&missing));
        format!("it is not complete: {missing} of {all} trials are neither recorded nor skipped: {named}")
    };
    (!missing.is_empty())
        .then(|| fault(column, &what()).hint("record it again as a whole, and see that no trial fails there"))
}

fn without_a_case(column: &Column, names: &BTreeSet<&TrialName>) -> Option<Fault> {
    let unknown: Vec<&TrialName> = column.names().filter(|name| !names.contains(name)).collect();
    let what = || match column.recording.shard {
        Some(shard) => format!("shard {shard} of the cases has no {}", first_names(&unknown)),
        None => format!("no case makes {}", first_names(&unknown)),
    };
    (!unknown.is_empty())
        .then(|| fault(column, &what()).hint("remove leftover snapshots where it was made, and record it again"))
}

/// Recordings of the same platform, whatever their release.
fn twins(columns: &[Column]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let platform = column.recording.platform;
        if let Some(twin) = columns[..index].iter().find(|twin| twin.recording.platform == platform) {
            faults.push(
                Fault::new(format!("{} and {} are both recordings of {platform}", twin.name, column.name))
                    .hint("take in one of them; sockshape diff says where they differ"),
            );
        }
    }
    faults
}

/// A good recording beside the earlier one in its place.
fn beside_earlier(root: &Path, place: Place, column: Column, replace: bool) -> Result<IncomingRecording, Vec<Fault>> {
    let records = Records::new(root, place.edition.clone());
    let described = Recording::read(&records).map_err(|fault| vec![fault])?;
    let fault = match &described {
        Some(earlier) if !replace => Some(recorded_already(&column, &place.edition, earlier)),
        None if records.folder().symlink_metadata().is_ok() => Some(unfinished(&place.edition)),
        Some(_) | None => None,
    };
    fault.map_or(Ok(()), |fault| Err(vec![fault]))?;
    let earlier = match Column::of_edition(root, &place.edition) {
        // What is beneath it may have been recorded again since, and this is how to mend that.
        Err(_) if place.base.is_some() => None,
        read => read?,
    };
    let changes = Changes::between(earlier.as_ref(), &column);
    Ok(IncomingRecording { column, place, replaces: described.is_some(), earlier, changes })
}

fn recorded_already(column: &Column, edition: &Edition, earlier: &Recording) -> Fault {
    let (name, Recording { date, made_on, .. }) = (&column.name, earlier);
    // That of the last, of shards.
    let folder = column.records.folder().display();
    Fault::new(format!("{name}: {edition} is recorded already, on {date} with {}", made_on.system))
        .hint(format!("see sockshape diff {edition} {folder}; --replace takes it in anyway"))
}

/// There is a folder without a description: not a recording, but perhaps somebody's work.
fn unfinished(edition: &Edition) -> Fault {
    Fault::new(format!("snapshots/{edition} exists, but it is not a complete recording: it has no {DESCRIPTION}"))
        .hint("record it as a whole, or remove it")
}
