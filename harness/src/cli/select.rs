//! What a command works on: the cases and the recordings.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::Path;

use super::output::Failure;
use crate::case::{Corpus, TrialName, load};
use crate::compat::{Column, Table};
use crate::fault::Fault;
use crate::platform::{Edition, Platform};
use crate::recording::{DESCRIPTION, Recording};
use crate::snapshot::{Records, editions};

/// All cases. They are not dropped, which would take a twentieth of the time of a short command: the process ends with
/// it, and its memory with that.
pub(super) fn corpus(root: &Path) -> Result<ManuallyDrop<Corpus>, Failure> {
    load(root).map(ManuallyDrop::new).map_err(|problems| Failure::broken(&problems))
}

/// All recordings: the current ones, and those of other releases.
pub(super) fn recordings_and_releases(root: &Path) -> Result<Vec<Column>, Failure> {
    recordings_of(root, |_| true, None)
}

/// What those recordings that are `meant` have of these trials, or of all.
pub(super) fn recordings_of(
    root: &Path,
    is_meant: impl Fn(&Edition) -> bool,
    trials: Option<&BTreeSet<TrialName>>,
) -> Result<Vec<Column>, Failure> {
    let editions = editions(root).map_err(|fault| Failure::recordings(&[fault]))?.into_iter().filter(is_meant);
    Column::of_trials(root, editions, trials).map_err(|faults| Failure::recordings(&faults))
}

/// The current recordings of all platforms.
pub(super) fn recordings(root: &Path) -> Result<Vec<Column>, Failure> {
    Column::all(root).map_err(|faults| Failure::recordings(&faults))
}

/// Whether an argument is a folder of the user's.
pub(super) fn is_folder(argument: &str) -> bool {
    Path::new(argument).is_dir()
}

/// The recording in a folder.
pub(super) fn recording_in(root: &Path, folder: &Path) -> Result<Column, Failure> {
    let column = Column::of_folder(root, folder).map_err(|faults| Failure::recordings(&faults))?;
    column.ok_or_else(|| Failure::recordings(&[no_recording(folder)]))
}

/// What is said of a folder that has no recording.
pub(super) fn no_recording(folder: &Path) -> Fault {
    Fault::new(format!("{} is not a recording: there is no {DESCRIPTION} in it", folder.display()))
        .hint("name a platform, or a folder that was written as snapshots/<platform> is")
}

/// Recordings beside the cases.
pub(super) fn table<'a>(corpus: &'a Corpus, recordings: &'a [Column]) -> Result<Table<'a>, Failure> {
    Table::new(corpus, recordings).map_err(|faults| Failure::recordings(&faults))
}

/// The platform with this name.
///
/// # Errors
/// When there is none.
pub(super) fn platform(root: &Path, name: &str) -> Result<Platform, Failure> {
    Platform::named(name).map_err(|fault| no_platform(root, fault, name))
}

/// What is said of a name of no platform: if a recorded one has it behind what it answers to, that one is meant. It may
/// also be that of a release.
pub(super) fn no_platform(root: &Path, fault: Fault, name: &str) -> Failure {
    if let Ok(Edition { platform, .. }) = Edition::named(name) {
        let fault = Fault::new(format!("`{name}` is a release of {platform}, and a platform is asked for"));
        return Failure::usage(fault.hint(format!("sockshape diff {name} {platform} compares the two")).with_hint());
    }
    let has_name = |platform: &Platform| platform.own_name().is_some_and(|own| own.to_string() == name);
    let mut platforms = editions(root).unwrap_or_default().into_iter().map(|edition| edition.platform);
    let fault = match platforms.find(has_name) {
        Some(meant) => fault.hint(format!("did you mean `{meant}`?")),
        None => fault,
    };
    Failure::usage(fault.with_hint())
}

/// The names of all recordings.
pub(super) fn recorded(root: &Path) -> Vec<String> {
    let is_recorded =
        |edition: &Edition| Recording::read(&Records::new(root, edition.clone())).is_ok_and(|read| read.is_some());
    let editions = editions(root).unwrap_or_default();
    editions.iter().filter(|edition| is_recorded(edition)).map(Edition::to_string).collect()
}

/// What is said of a recording that there is not.
pub(super) fn unrecorded(root: &Path, edition: &Edition) -> Fault {
    let recorded = recorded(root);
    let fault = Fault::new(format!("{edition} has not been recorded"));
    if recorded.is_empty() {
        fault.hint("no platform has; ci/record records this one")
    } else {
        fault.hint(format!("these have: {}", recorded.join(", ")))
    }
}
