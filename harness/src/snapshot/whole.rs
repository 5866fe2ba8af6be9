//! A snapshot as it was read, and what it has recorded.

use std::path::{Path, PathBuf};

use super::text::snapshot_text;
use super::{MOST_BYTES, with_line_feeds};
use crate::case::TrialName;
use crate::fault::Fault;
use crate::files;

/// An accepted snapshot.
#[derive(Debug)]
pub struct Whole {
    /// Its path below the folder of its recording.
    pub below: PathBuf,
    /// Its file.
    pub file: PathBuf,
    /// What is in it, with line feeds for line ends, or why it cannot be read.
    pub contents: Result<String, Fault>,
}

impl Whole {
    /// Reads a file that was listed, which has this path below the folder of its recording.
    #[must_use]
    pub fn read(below: PathBuf, file: PathBuf) -> Self {
        let contents = files::read_listed_text(&file, MOST_BYTES).map_err(|fault| fault.of(&file));
        Self { below, contents: contents.map(|text| with_line_feeds(&text)), file }
    }
}

/// The text that a snapshot of a trial has recorded.
///
/// # Errors
/// When sockshape did not write it.
pub fn recorded_text(file: &Path, name: &TrialName, contents: &str) -> Result<String, Fault> {
    snapshot_text(contents).map_err(|why| {
        Fault::new(format!("{}: {why}", file.display()))
            .hint(format!("take it from version control, or remove it and record {name} again"))
    })
}
