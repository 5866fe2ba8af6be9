//! A small recording: two snapshots and a skipped trial.

use std::fs;

use sockshape::compat::Column;
use sockshape::fault::Fault;
use tempfile::TempDir;

use super::root;

/// A folder with a small recording. It is removed when the value is dropped.
pub(crate) struct Recorded {
    pub(crate) folder: TempDir,
}

/// The file of the first snapshot, without its ending.
pub(crate) const FIRST: &str = "names/bound/first@a";
const SECOND: &str = "names/bound/second";

impl Recorded {
    /// A recording whose first snapshot has this text.
    pub(crate) fn new(first: &str) -> Self {
        let recorded = Self { folder: TempDir::new().expect("a temporary folder") };
        recorded.write("recording.yaml", &recorded.description());
        recorded.write(&format!("{FIRST}.snap"), &file(first));
        recorded.write(&format!("{SECOND}.snap"), &file("close s -> ok"));
        recorded
    }

    /// The text of its recording.yaml.
    pub(crate) fn description(&self) -> String {
        let linux = root().join("snapshots/linux/recording.yaml");
        let text = fs::read_to_string(linux).expect("linux is recorded");
        text.replace("skipped: {}", "skipped:\n  names::bound::third: needs ipv6")
    }

    /// Writes a file of the recording.
    pub(crate) fn write(&self, file: &str, text: &str) {
        let file = self.folder.path().join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a new folder");
        fs::write(file, text).expect("a file to write");
    }

    /// Reads the recording; fails with all faults, one on each line.
    pub(crate) fn read(&self) -> Result<Column, String> {
        let read = Column::of_folder(self.folder.path(), self.folder.path());
        let shown = |fault: &Fault| fault.with_hint();
        let column = read.map_err(|faults| faults.iter().map(shown).collect::<Vec<_>>().join("\n"))?;
        Ok(column.expect("a description"))
    }
}

/// The file of a snapshot, as insta writes it.
pub(crate) fn file(text: &str) -> String {
    format!("---\nsource: harness/src/snapshot.rs\ninput_file: cases/names/bound.yaml\n---\n{text}\n")
}
