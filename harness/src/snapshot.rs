//! The recorded transcripts: `snapshots/<platform>/<group>/<topic>/<case>[@<variant>].snap`. insta owns their format
//! and writes them into a folder of its own. From there they are put in place whole.
//!
//! Line ends do not count: a checkout may have those of Windows. Every reader of a snapshot goes through
//! `Records::contents` or `Whole::read`.

mod comparison;
mod digests;
mod folders;
mod listing;
mod text;
mod whole;

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::atomic_file;
use crate::case::TrialName;
use crate::fault::Fault;
use crate::files::{self, Entry, Kind, remedy};
use crate::platform::Edition;
use crate::source::shown;
use crate::temporary;

pub use comparison::Comparison;
pub use digests::{Digests, topic_of};
pub use folders::{editions, orphans, spoils_a_recording, unfinished};
use text::with_input_file;
pub use whole::{Whole, recorded_text};

/// The most bytes a snapshot may have. The data of a call is cut short in it, and a case has some hundred steps.
const MOST_BYTES: u64 = 1024 * 1024;

/// The name of the file that describes the recording of a platform, in its folder.
pub const DESCRIPTION: &str = "recording.yaml";

/// The folder of all snapshots, below the root of the project.
const FOLDER: &str = "snapshots";

/// The folder of all snapshots of the project at `root`.
#[must_use]
pub fn folder(root: &Path) -> PathBuf {
    root.join(FOLDER)
}

/// The records of one recording: those in its folder, and those of the recording beneath it where it has none.
#[derive(Clone, Debug)]
pub struct Records {
    root: PathBuf,
    folder: PathBuf,
    /// The folder below which no link is followed: the root of the project, or a folder that the user named.
    trusted: PathBuf,
    beneath: Option<Box<Beneath>>,
}

/// The records that show where a recording has none of its own.
#[derive(Clone, Debug)]
struct Beneath {
    records: Records,
    /// The trials whose records do not show.
    hidden: BTreeSet<TrialName>,
}

impl Records {
    /// The records of a recording below the root of the project, whether or not there are any yet. What may be beneath
    /// them is left out.
    #[must_use]
    pub fn new(root: &Path, edition: impl Into<Edition>) -> Self {
        let folder = folder(root).join(edition.into().to_string());
        Self { root: root.to_owned(), folder, trusted: root.to_owned(), beneath: None }
    }

    /// The records in any folder, made from the cases below `root` or from other cases.
    #[must_use]
    pub fn within(root: &Path, folder: &Path) -> Self {
        Self { root: root.to_owned(), folder: folder.to_owned(), trusted: folder.to_owned(), beneath: None }
    }

    /// These records, and beneath them others, which show where there is none of these, but for the `hidden` trials.
    #[must_use]
    pub fn over(self, beneath: Self, hidden: BTreeSet<TrialName>) -> Self {
        Self { beneath: Some(Box::new(Beneath { records: beneath, hidden })), ..self }
    }

    /// The folder of the records.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads the text of a file in the folder, of at most this many bytes. None if there is none.
    ///
    /// # Errors
    /// When there is something else, or when the file cannot be read. The message begins with its path.
    pub(crate) fn read_text(&self, file: &Path, most: u64) -> Result<Option<String>, Fault> {
        files::read_text(&self.trusted, self.below(file), most).map_err(|fault| fault.of(file))
    }

    /// The contents of a snapshot, with line feeds for line ends. None if there is none.
    ///
    /// # Errors
    /// As [`Self::read_text`].
    pub(crate) fn contents(&self, file: &Path) -> Result<Option<String>, Fault> {
        if let Some(beneath) = self.beneath.as_ref().filter(|_| !file.starts_with(&self.folder)) {
            return beneath.records.contents(file);
        }
        Ok(self.read_text(file, MOST_BYTES)?.map(|text| with_line_feeds(&text)))
    }

    fn below<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.trusted).unwrap_or(path)
    }

    fn topic(&self, name: &TrialName) -> PathBuf {
        self.folder.join(&name.group).join(&name.topic)
    }

    /// The file of a trial: one of its own, or else the one that shows from beneath.
    #[must_use]
    pub fn file(&self, name: &TrialName) -> PathBuf {
        let own = self.own_file(name);
        match &self.beneath {
            Some(beneath) if !beneath.hidden.contains(name) && !self.has(&own) => beneath.records.file(name),
            Some(_) | None => own,
        }
    }

    /// The place of a file of its own for a trial, whether or not there is one.
    #[must_use]
    pub fn own_file(&self, name: &TrialName) -> PathBuf {
        self.topic(name).join(format!("{}.snap", name.stem()))
    }

    /// Something in the folder that is neither a description nor the folder of one of these groups of cases.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn outside(&self, groups: &BTreeSet<&str>) -> Result<Option<String>, Fault> {
        let entries =
            files::entries(&self.trusted, self.below(&self.folder)).map_err(|fault| fault.of(&self.folder))?;
        let is_ours = |entry: &Entry| match entry.kind {
            Kind::Folder => entry.text().is_some_and(|name| groups.contains(name)),
            _ => entry.name == DESCRIPTION,
        };
        let other = entries.unwrap_or_default().into_iter().find(|entry| !is_ours(entry));
        Ok(other.map(|entry| entry.name.to_string_lossy().into_owned()))
    }

    /// Whether a trial has a record of its own here, whatever shows from beneath.
    #[must_use]
    pub fn has_own(&self, name: &TrialName) -> bool {
        self.has(&self.own_file(name))
    }

    /// Whether there is something in the place of a file of its own.
    fn has(&self, own: &Path) -> bool {
        files::is_there(&self.trusted, self.below(own), Kind::File) != Ok(false)
    }

    /// The recorded text of a trial. None if there is no record.
    ///
    /// # Errors
    /// When there is a file, but sockshape did not write it.
    pub fn read(&self, name: &TrialName) -> Result<Option<String>, Fault> {
        let file = self.file(name);
        let whole = self.contents(&file)?;
        whole.map(|whole| recorded_text(&file, name, &whole)).transpose()
    }

    /// The file of a trial below the root of the project, and the line in it on which a line of the recorded text
    /// stands. Both lines are counted from 1.
    #[must_use]
    pub fn place(&self, name: &TrialName, line: usize) -> String {
        let file = self.file(name);
        let text = self.contents(&file).ok().flatten().unwrap_or_default();
        let header = text.lines().skip(1).position(|line| line == "---").map_or(0, |end| end + 2);
        format!("{}:{}", shown(file.strip_prefix(&self.root).unwrap_or(&file)), header + line)
    }

    /// Compares the text of a run with the record, and writes nothing.
    #[must_use]
    pub fn compare(&self, name: &TrialName, text: &str) -> Comparison {
        let text = text.trim_end().to_owned();
        match self.read(name) {
            Ok(Some(recorded)) if recorded == text => Comparison::Same,
            Ok(Some(recorded)) => Comparison::Changed { recorded, text },
            Ok(None) => Comparison::New { text },
            Err(fault) => Comparison::Unreadable { why: fault.with_hint() },
        }
    }

    /// Has insta compare the text of a run with the record, and write what `INSTA_UPDATE` asks for. A record that was
    /// accepted counts as the same.
    #[must_use]
    pub fn assert(&self, name: &TrialName, text: &str) -> Comparison {
        match self.have_insta_write(name, text) {
            Ok(true) => Comparison::Same,
            Ok(false) => self.compare(name, text),
            Err(fault) => Comparison::Unwritten { why: fault.with_hint() },
        }
    }

    /// Removes the record of a trial, if it has one of its own.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn forget(&self, name: &TrialName) -> Result<(), Fault> {
        let place = self.own_file(name);
        match fs::remove_file(&place) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(unwritten(&place, &error)),
            _ => Ok(()),
        }
    }

    /// Has insta work on a copy of the record, because it writes in place: a program that is killed would leave a part
    /// of a file. What insta changed is then put in place. Returns whether insta is content.
    fn have_insta_write(&self, name: &TrialName, text: &str) -> Result<bool, Fault> {
        let place = self.file(name);
        for place in [&place, &place.with_extension("snap.new")] {
            files::is_there(&self.trusted, self.below(place), Kind::File).map_err(|fault| fault.of(place))?;
        }
        let folder = temporary::make().map_err(|error| unwritten(&place, &error))?;
        let apart = Self::within(&self.root, folder.path());
        let [copy, pending] =
            ["snap", "snap.new"].map(|ending| folder.path().join(format!("{}.{ending}", name.stem())));
        // If the record cannot be read, there is nothing to compare with, and insta writes a new one.
        let before = self.read(name).ok().flatten().and_then(|_| self.contents(&place).ok().flatten());
        if let Some(before) = &before {
            fs::write(&copy, before).map_err(|error| unwritten(&place, &error))?;
        }
        let is_content = self.insta(name, folder.path(), text);
        if let Some(after) = apart.contents(&copy)?.filter(|after| Some(after) != before.as_ref()) {
            put(&place, &with_input_file(&after, &name.file()))?;
        }
        self.put_pending(name, apart.contents(&pending)?, is_content)?;
        Ok(is_content)
    }

    /// Runs the assertion of insta on the snapshot in `folder`. Returns whether it is content.
    fn insta(&self, name: &TrialName, folder: &Path, text: &str) -> bool {
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_input_file(self.root.join(name.file()));
        let assertion = || settings.bind(|| insta::assert_snapshot!(name.stem(), text));
        // insta panics on a mismatch. Its settings are not unwind safe, but they are not used after that.
        catch_unwind(AssertUnwindSafe(assertion)).is_ok()
    }

    /// Puts the pending snapshot that insta wrote in place. If it wrote none because it is content, an earlier one is
    /// out of date.
    fn put_pending(&self, name: &TrialName, pending: Option<String>, is_content: bool) -> Result<(), Fault> {
        let place = self.file(name).with_extension("snap.new");
        if let Some(pending) = pending {
            return put(&place, &pending);
        }
        match fs::remove_file(&place) {
            Err(error) if is_content && error.kind() != ErrorKind::NotFound => Err(unwritten(&place, &error)),
            _ => Ok(()),
        }
    }
}

fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension == ending)
}

/// Puts a file in place, whole.
fn put(place: &Path, text: &str) -> Result<(), Fault> {
    let written = fs::create_dir_all(place.parent().unwrap_or(place)).and_then(|()| atomic_file::write(place, text));
    written.map_err(|error| unwritten(place, &error))
}

fn unwritten(place: &Path, error: &std::io::Error) -> Fault {
    Fault::new(error.to_string()).hint(remedy(error)).of(place)
}
