//! The recorded transcripts: `snapshots/<platform>/<group>/<topic>/<case>[@<variant>].snap`. insta owns their format
//! and writes them.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::case::TrialName;
use crate::digest::Digest;
use crate::fault::Fault;
use crate::platform::Platform;
use crate::source::shown;

/// The variable that says what insta may write.
const UPDATE: &str = "INSTA_UPDATE";

/// How the result of a trial compares with the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The record says the same.
    Same,
    /// There is no record of the trial.
    New {
        /// The transcript of this run.
        text: String,
    },
    /// The record says something else.
    Changed {
        /// What it says.
        recorded: String,
        /// The transcript of this run.
        text: String,
    },
    /// The file exists, but it is not a record.
    Unreadable {
        /// What is wrong with it, and what to do about it.
        why: String,
    },
}

impl Comparison {
    /// The lines that differ: those of the record after `-`, those of this run after `+`.
    #[must_use]
    pub fn diff(&self) -> String {
        match self {
            Self::Same | Self::Unreadable { .. } => String::new(),
            Self::New { text } => text.lines().map(|line| format!("+{line}\n")).collect(),
            Self::Changed { recorded, text } => {
                let (recorded, text) = (format!("{recorded}\n"), format!("{text}\n"));
                let diff = TextDiff::from_lines(&recorded, &text);
                diff.unified_diff().context_radius(2).to_string()
            }
        }
    }
}

/// What `INSTA_UPDATE` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// Nothing in particular: insta does what it does by default, and writes no accepted snapshot.
    Default,
    /// Nothing may be written.
    No,
    /// Pending snapshots beside the accepted ones, for `cargo insta review`.
    Pending,
    /// Accepted snapshots.
    InPlace,
}

impl Update {
    /// What the environment asks for.
    #[must_use]
    pub fn from_environment() -> Self {
        match env::var(UPDATE).as_deref() {
            Ok("no") => Self::No,
            Ok("new") => Self::Pending,
            Ok("always" | "force" | "unseen" | "1") => Self::InPlace,
            _ => Self::Default,
        }
    }
}

/// The folder of all snapshots of the project at `root`.
#[must_use]
pub fn folder(root: &Path) -> PathBuf {
    root.join("snapshots")
}

/// The records of one platform.
#[derive(Clone, Debug)]
pub struct Records {
    root: PathBuf,
    folder: PathBuf,
}

impl Records {
    /// The records of `platform` below the root of the project, whether or not there are any yet.
    #[must_use]
    pub fn new(root: &Path, platform: Platform) -> Self {
        Self::within(root, &folder(root).join(platform.to_string()))
    }

    /// The records in any folder, made from the cases below `root` or from other cases.
    #[must_use]
    pub fn within(root: &Path, folder: &Path) -> Self {
        Self { root: root.to_owned(), folder: folder.to_owned() }
    }

    /// The folder of the records.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn topic(&self, name: &TrialName) -> PathBuf {
        self.folder.join(&name.group).join(&name.topic)
    }

    /// The file of a trial.
    #[must_use]
    pub fn file(&self, name: &TrialName) -> PathBuf {
        self.topic(name).join(format!("{}.snap", name.stem()))
    }

    /// The recorded text of a trial. None if there is no record.
    ///
    /// # Errors
    /// When there is a file, but sockshape did not write it.
    pub fn read(&self, name: &TrialName) -> Result<Option<String>, Fault> {
        let file = self.file(name);
        let unusable = |why: String| {
            Fault::new(format!("{}: {why}", file.display()))
                .hint(format!("take it from version control, or remove it and record {name} again"))
        };
        let whole = match fs::read_to_string(&file) {
            Ok(whole) => whole,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unusable(format!("it cannot be read: {error}"))),
        };
        // insta would take a text without a header for a snapshot in its oldest format.
        if !has_header(&whole) {
            return Err(unusable("it has no header, or nothing after it, so it is not a snapshot".to_owned()));
        }
        let snapshot = insta::Snapshot::from_file(&file).map_err(|error| unusable(error.to_string()))?;
        // Any case file will do: when a case is moved to another file, insta leaves the header as it is.
        if snapshot.metadata().input_file().is_none_or(|input| !Path::new(input).starts_with("cases")) {
            return Err(unusable("its header names no case file, so sockshape did not write it".to_owned()));
        }
        let text = snapshot.as_text().map(|text| text.to_string().trim_end().to_owned());
        text.map(Some).ok_or_else(|| unusable("it holds no text".to_owned()))
    }

    /// The file of a trial below the root of the project, and the line in it on which a line of the recorded text
    /// stands. Both lines are counted from 1.
    #[must_use]
    pub fn place(&self, name: &TrialName, line: usize) -> String {
        let file = self.file(name);
        let text = fs::read_to_string(&file).unwrap_or_default();
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

    /// Has insta compare the text of a run with the record, and write what `INSTA_UPDATE` asks for. A record that it
    /// has just accepted counts as the same.
    #[must_use]
    pub fn assert(&self, name: &TrialName, text: &str) -> Comparison {
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(self.topic(name));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_input_file(self.root.join(name.file()));
        let assertion = || settings.bind(|| insta::assert_snapshot!(name.stem(), text));
        // insta panics on a mismatch. Its settings are not unwind safe, but they are not used after that.
        match catch_unwind(AssertUnwindSafe(assertion)) {
            Ok(()) => Comparison::Same,
            Err(_) => self.compare(name, text),
        }
    }

    /// Removes the pending snapshot of a trial, after another one has been accepted. insta would keep it until the next
    /// run that agrees.
    pub fn forget_pending(&self, name: &TrialName) {
        // If there is none, nothing is left to do.
        let _ = fs::remove_file(self.file(name).with_extension("snap.new"));
    }

    /// A digest of the accepted snapshots and their names.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn digest(&self) -> io::Result<String> {
        let mut digest = Digest::default();
        for file in self.files() {
            let name = file.strip_prefix(&self.folder).unwrap_or(&file);
            let name: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
            digest.add(&name.join("/"), &fs::read(&file)?);
        }
        Ok(digest.finish())
    }

    /// All accepted snapshots below the folder.
    #[must_use]
    pub fn files(&self) -> BTreeSet<PathBuf> {
        let mut files = BTreeSet::new();
        collect(&self.folder, &mut files);
        files
    }
}

/// Whether a text begins with a header between two lines of dashes, and has more text after it.
fn has_header(text: &str) -> bool {
    let mut lines = text.lines();
    lines.next() == Some("---") && lines.any(|line| line == "---") && lines.next().is_some()
}

/// Collects the snapshots below a folder. Links to folders are not followed: a link to a folder above would never end.
fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "snap") {
            files.insert(path);
        }
    }
}

/// The snapshots of all platforms that belong to no trial, as paths below the root.
#[must_use]
pub fn orphans<'n>(root: &Path, names: impl Iterator<Item = &'n TrialName> + Clone) -> Vec<PathBuf> {
    let mut orphans = Vec::new();
    for platform in Platform::all() {
        let records = Records::new(root, platform);
        let known: BTreeSet<PathBuf> = names.clone().map(|name| records.file(name)).collect();
        orphans.extend(records.files().difference(&known).cloned());
    }
    let known: Vec<String> = Platform::all().map(|platform| platform.to_string()).collect();
    for entry in fs::read_dir(folder(root)).into_iter().flatten().flatten() {
        if !known.contains(&entry.file_name().to_string_lossy().into_owned()) {
            orphans.push(entry.path());
        }
    }
    orphans.into_iter().map(|path| path.strip_prefix(root).map(Path::to_owned).unwrap_or(path)).collect()
}
