//! Which trials are under way, in a file that another process can read when this one has died.
//!
//! The process that is watched removes the name of the file as soon as it has opened it, and the one that watches keeps
//! it open. So nothing is left of it, whatever ends the two: Ctrl-C ends both at once.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tempfile::NamedTempFile;

use crate::case::TrialName;

/// The variable with the path of the journal. Whoever has it is watched by another process.
pub(super) const VARIABLE: &str = "SOCKSHAPE_JOURNAL";

/// What a journal says: what became of trials in processes before, and what this process has done.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The trials in which a process died, and how it did.
    pub(super) died: BTreeMap<String, String>,
    /// The trials that were under way, together with others, when a process died. Each of them is run alone.
    pub(super) suspects: BTreeSet<String>,
    /// The trials that are under way.
    pub(super) under_way: BTreeSet<String>,
}

/// The words at the beginning of lines.
const DIED: &str = "died";
const SUSPECT: &str = "suspect";
const BEGUN: &str = "begun";
const ENDED: &str = "ended";

impl History {
    /// Reads a journal. A line that is not whole, because its process died, says nothing.
    pub(super) fn read(text: &str) -> Self {
        let mut history = Self::default();
        for line in text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
            let mut parts = line.splitn(3, '\t');
            let (word, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default().to_owned());
            match word {
                DIED => drop(history.died.insert(name, parts.next().unwrap_or_default().to_owned())),
                SUSPECT => drop(history.suspects.insert(name)),
                BEGUN => drop(history.under_way.insert(name)),
                ENDED => drop(history.under_way.remove(&name)),
                _ => {}
            }
        }
        history
    }

    /// The journal that a process begins with, which does not have to find this out again.
    pub(super) fn text(&self) -> String {
        let died = self.died.iter().map(|(name, how)| format!("{DIED}\t{name}\t{how}\n"));
        died.chain(self.suspects.iter().map(|name| format!("{SUSPECT}\t{name}\n"))).collect()
    }
}

/// A journal for a process that is about to be started, which finds it by [`VARIABLE`].
pub(super) struct Kept(NamedTempFile);

impl Kept {
    /// Makes a journal in a folder, which says what became of trials in processes before.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn new(folder: &Path, before: &History) -> io::Result<Self> {
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(before.text().as_bytes())?;
        Ok(Self(file))
    }

    /// Its path, until the process has opened it.
    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    /// What it says by now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn read(&self) -> io::Result<History> {
        let (mut file, mut text) = (self.0.as_file(), String::new());
        file.rewind()?;
        file.read_to_string(&mut text)?;
        Ok(History::read(&text))
    }
}

/// The journal that the environment names, once it has been opened.
static OPENED: OnceLock<Option<(History, File)>> = OnceLock::new();

/// Opens the journal that the environment names, if there is one, and removes its name.
pub(super) fn open() {
    opened();
}

fn opened() -> Option<&'static (History, File)> {
    let open = |path: &Path| {
        let before = History::read(&fs::read_to_string(path).ok()?);
        let file = OpenOptions::new().append(true).open(path).ok()?;
        // If it stays, the process that watches removes it in the end.
        let _ = fs::remove_file(path);
        Some((before, file))
    };
    OPENED.get_or_init(|| open(Path::new(&env::var_os(VARIABLE)?))).as_ref()
}

/// The journal of this process.
#[derive(Debug, Default)]
pub(super) struct Journal {
    /// What became of trials in processes before, and the file. None if nobody watches this process.
    opened: Option<&'static (History, File)>,
    /// Locked for writing while a suspect runs, and for reading while others do.
    alone: RwLock<()>,
}

impl Journal {
    /// The journal that the environment names. One that cannot be opened is not kept.
    pub(super) fn from_environment() -> Self {
        Self { opened: opened(), ..Self::default() }
    }

    /// How the process died that ran this trial before, if it did.
    pub(super) fn died(&self, name: &TrialName) -> Option<&str> {
        let (before, _) = self.opened?;
        before.died.get(&name.to_string()).map(String::as_str)
    }

    /// Notes that a trial is under way, until the guard is dropped. Waits for its turn if it, or another one, has to
    /// run alone.
    pub(super) fn begin(&self, name: &TrialName) -> UnderWay<'_> {
        let name = name.to_string();
        let is_suspect = self.opened.is_some_and(|(before, _)| before.suspects.contains(&name));
        let alone = is_suspect.then(|| self.alone.write().unwrap_or_else(PoisonError::into_inner));
        let with_others = (!is_suspect).then(|| self.alone.read().unwrap_or_else(PoisonError::into_inner));
        self.note(BEGUN, &name);
        UnderWay { journal: self, name, _alone: alone, _with_others: with_others }
    }

    /// Writes a line at once. What cannot be written is not worth a trial.
    fn note(&self, word: &str, name: &str) {
        if let Some(mut file) = self.opened.map(|(_, file)| file) {
            let _ = file.write_all(format!("{word}\t{name}\n").as_bytes());
        }
    }
}

/// A trial that is under way.
pub(super) struct UnderWay<'j> {
    journal: &'j Journal,
    name: String,
    _alone: Option<RwLockWriteGuard<'j, ()>>,
    _with_others: Option<RwLockReadGuard<'j, ()>>,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.journal.note(ENDED, &self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_way_has_begun_and_not_ended() {
        let history = History::read("begun\ta::b::c\nbegun\ta::b::d\nended\ta::b::c\nended\ta::b::");
        assert_eq!(history.under_way, BTreeSet::from(["a::b::d".to_owned()]));
    }

    #[test]
    fn next_process_reads_what_is_known() {
        let history = History::read("suspect\ta\ndied\tb\tsignal: 6 (SIGABRT)\nbegun\tc\n");
        let next = History::read(&history.text());
        assert_eq!(next.suspects, history.suspects);
        assert_eq!(next.died, BTreeMap::from([("b".to_owned(), "signal: 6 (SIGABRT)".to_owned())]));
        assert_eq!(next.under_way, BTreeSet::new());
    }
}
