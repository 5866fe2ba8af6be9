//! `sockshape run --watch`: the same run again whenever a file that it reads has changed.
//!
//! The files are looked at again and again, which every file system can be asked for, those too that a container, a
//! guest or another machine shares. Only what a look finds is compared, so it does not matter how an editor writes a
//! file, and what lies there no longer when all is quiet has never been there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use crate::case::case_paths;
use crate::fault::Fault;
use crate::files::Stamp;
use crate::terminal::{FAINT, STRONG, print, styled};

/// The time from one look to the next. What two looks find alike is taken to be written to its end.
const PAUSE: Duration = Duration::from_millis(300);

/// What a look finds: of each file its stamp, or nothing if there is none.
type Seen = BTreeMap<PathBuf, Option<Stamp>>;

/// The files that a run reads and its user edits.
pub(super) struct Watched<'a> {
    root: &'a Path,
    beside: Vec<&'a Path>,
}

impl<'a> Watched<'a> {
    /// The case files of a project, and these files beside them.
    pub(super) fn new(root: &'a Path, beside: impl IntoIterator<Item = &'a Path>) -> Self {
        Self { root, beside: beside.into_iter().collect() }
    }

    /// Runs the trials, in another process, and again after each change. Only if nobody reads what it says any more,
    /// it returns: the exit code of the last run.
    ///
    /// # Errors
    /// When no other process can be started.
    pub(super) fn again_and_again(&self, run: impl Fn() -> Option<ExitCode>) -> Result<ExitCode, Fault> {
        let mut seen = self.look();
        loop {
            let code = run().ok_or_else(no_process)?;
            if print(&styled(FAINT, "\nwaiting for changes; Ctrl-C ends this\n")).is_err() {
                return Ok(code);
            }
            let now = self.after(&seen);
            if print(&styled(STRONG, &format!("\nchanged: {}\n", changed(&seen, &now)))).is_err() {
                return Ok(code);
            }
            seen = now;
        }
    }

    /// Waits until there is something else than what was seen, and all is quiet.
    fn after(&self, seen: &Seen) -> Seen {
        let mut last = self.look();
        loop {
            thread::sleep(PAUSE);
            let now = self.look();
            if now == last && now != *seen {
                return now;
            }
            last = now;
        }
    }

    fn look(&self) -> Seen {
        let cases = case_paths(self.root).into_iter().map(|path| (self.root.join(&path), path));
        let beside = self.beside.iter().map(|path| ((*path).to_owned(), (*path).to_owned()));
        cases.chain(beside).map(|(place, path)| (path, Stamp::of(&place))).collect()
    }
}

/// The first file that is not as it was, and how many others there are.
fn changed(before: &Seen, now: &Seen) -> String {
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    let other = now.iter().filter(|(path, stamp)| before.get(*path) != Some(*stamp)).map(|(path, _)| path);
    let paths: Vec<String> = other.chain(gone).map(|path| path.display().to_string()).collect();
    match paths.as_slice() {
        [first, more @ ..] if !more.is_empty() => format!("{first} and {} more", more.len()),
        paths => paths.concat(),
    }
}

fn no_process() -> Fault {
    let fault = Fault::new("--watch runs the trials in another process, and none can be started");
    fault.hint("leave it out, and run them by hand")
}
