//! The recorded transcripts: `snapshots/<platform>/<group>/<topic>/<case>[@<variant>].snap`. insta owns their format
//! and writes them into a folder of its own. From there they are put in place whole.
//!
//! Line ends do not count: a checkout may have those of Windows. Every reader of a snapshot goes through [`contents`].

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::atomic_file;
use crate::case::TrialName;
use crate::digest::Digest;
use crate::fault::Fault;
use crate::platform::Platform;
use crate::source::shown;
use crate::temporary;

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
    /// What `INSTA_UPDATE` asks for could not be written.
    Unwritten {
        /// Why.
        why: String,
    },
}

impl Comparison {
    /// The lines that differ: those of the record after `-`, those of this run after `+`.
    #[must_use]
    pub fn diff(&self) -> String {
        match self {
            Self::Same | Self::Unreadable { .. } | Self::Unwritten { .. } => String::new(),
            Self::New { text } => text.lines().map(|line| format!("+{line}\n")).collect(),
            Self::Changed { recorded, text } => {
                let (recorded, text) = (format!("{recorded}\n"), format!("{text}\n"));
                let diff = TextDiff::from_lines(&recorded, &text);
                diff.unified_diff().context_radius(2).to_string()
            }
        }
    }
}

/// What `INSTA_UPDATE` lets a run write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// Nothing.
    Nothing,
    /// Pending snapshots beside the accepted ones, for `cargo insta review`.
    Pending,
    /// Accepted snapshots.
    Accepted,
}

impl Update {
    /// What the environment asks for. Unlike insta, it takes no word to mean that nothing may be written: what is
    /// written has to be held to more than what is compared.
    ///
    /// # Errors
    /// When insta has no such word.
    pub fn from_environment() -> Result<Self, Fault> {
        match env::var(UPDATE).unwrap_or_default().as_str() {
            "" | "auto" | "no" => Ok(Self::Nothing),
            "new" => Ok(Self::Pending),
            "always" | "1" | "force" | "unseen" => Ok(Self::Accepted),
            other => Err(Fault::unknown(UPDATE, other, ["no", "new", "always", "force", "unseen"])),
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
        let whole = match contents(&file) {
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
        let text = contents(&file).unwrap_or_default();
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
            Err(error) => Comparison::Unwritten { why: format!("{}: {error}", self.file(name).display()) },
        }
    }

    /// Has insta work on a copy of the record, because it writes in place: a program that is killed would leave a part
    /// of a file. What insta changed is then put in place. Returns whether insta is content.
    fn have_insta_write(&self, name: &TrialName, text: &str) -> io::Result<bool> {
        let folder = temporary::make()?;
        let place = self.file(name);
        let [copy, pending] =
            ["snap", "snap.new"].map(|ending| folder.path().join(format!("{}.{ending}", name.stem())));
        // If the record cannot be read, there is nothing to compare with, and insta writes a new one.
        let before = self.read(name).ok().flatten().and_then(|_| contents(&place).ok());
        if let Some(before) = &before {
            fs::write(&copy, before)?;
        }
        let is_content = self.insta(name, folder.path(), text);
        let after = if copy.exists() { Some(contents(&copy)?) } else { None };
        if let Some(after) = after.filter(|after| Some(after) != before.as_ref()) {
            put(&place, &after)?;
        }
        self.put_pending(name, &pending, is_content)?;
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
    fn put_pending(&self, name: &TrialName, pending: &Path, is_content: bool) -> io::Result<()> {
        let place = self.file(name).with_extension("snap.new");
        if pending.exists() {
            return put(&place, &contents(pending)?);
        }
        match fs::remove_file(&place) {
            Err(error) if is_content && error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
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
            digest.add(&name.join("/"), contents(&file)?.as_bytes());
        }
        Ok(digest.finish())
    }

    /// All accepted snapshots below the folder.
    #[must_use]
    pub fn files(&self) -> BTreeSet<PathBuf> {
        self.files_with("snap")
    }

    /// The files below the folder with this ending.
    fn files_with(&self, ending: &str) -> BTreeSet<PathBuf> {
        let mut files = BTreeSet::new();
        collect(&self.folder, ending, &mut files);
        files
    }
}

/// The contents of a snapshot, with line feeds for line ends.
///
/// # Errors
/// When the file cannot be read, or is not UTF-8.
pub fn contents(file: &Path) -> io::Result<String> {
    Ok(fs::read_to_string(file)?.replace("\r\n", "\n"))
}

/// Puts a file in place, whole.
fn put(place: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(place.parent().unwrap_or(place))?;
    atomic_file::write(place, text)
}

/// Whether a text begins with a header between two lines of dashes, and has more text after it.
fn has_header(text: &str) -> bool {
    let mut lines = text.lines();
    lines.next() == Some("---") && lines.any(|line| line == "---") && lines.next().is_some()
}

/// Collects the files with this ending below a folder. Links to folders are not followed: a link to a folder above
/// would never end.
fn collect(folder: &Path, ending: &str, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, ending, files);
        } else if path.extension().is_some_and(|extension| extension == ending) {
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
    orphans.into_iter().map(|path| below(root, path)).collect()
}

/// The files that are being written, or that a program was writing when it was killed, as paths below the root.
#[must_use]
pub fn unfinished(root: &Path) -> Vec<PathBuf> {
    let all = Records::within(root, &folder(root));
    all.files_with(atomic_file::UNFINISHED).into_iter().map(|path| below(root, path)).collect()
}

fn below(root: &Path, path: PathBuf) -> PathBuf {
    path.strip_prefix(root).map(Path::to_owned).unwrap_or(path)
}
