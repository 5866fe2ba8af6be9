//! A project for each test: a copy of a small corpus. The programs run in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sockshape::recording::Recording;
use sockshape::snapshot::Records;
use tempfile::TempDir;

use super::{files, program, root};

/// The case file of the corpora that has several cases.
pub(crate) const BOUND: &str = "cases/names/bound.yaml";

/// The snapshot of a case of the corpus `agrees`, below the folder of a platform.
pub(crate) const PEER: &str = "names/bound/peer_is_missing.snap";

/// The snapshot of a trial of a case with a matrix.
pub(crate) const CHOSEN: &str = "names/bound/port_is_chosen@SOCK_STREAM.snap";

/// The snapshot of a case in another group.
pub(crate) const CLOSES: &str = "other/closed/closes.snap";

/// The path of a snapshot of the platform `linux`.
pub(crate) fn on_linux(snapshot: &str) -> String {
    format!("snapshots/linux/{snapshot}")
}

/// The variable that makes a run record everything.
pub(crate) const RECORD: (&str, &str) = ("INSTA_UPDATE", "always");

/// What happened in the corpus `differs`, in one line.
pub(crate) const FAILED: &str = "getsockname: expected loopback:0, observed AF_INET 127.0.0.1:<port-1> (16 bytes)";

/// The message about the one claim that fails there, after the line that says which side moved.
pub(crate) const FAILED_CLAIM: &str = "\
step 3: getsockname s
  --> cases/names/bound.yaml:12:17
   |
12 |         expect: \"loopback:0\"
   |                 ^
  expected: loopback:0
  observed: AF_INET 127.0.0.1:<port-1> (16 bytes)

about: No system does this.
  posix: bind()

the whole run:
  socket s AF_INET SOCK_STREAM -> ok
  bind s 127.0.0.1:0 -> ok
> getsockname s -> AF_INET 127.0.0.1:<port-1> (16 bytes)

to run it again:
  cargo test --test conformance -- --exact 'names::bound::port_stays_zero'
";

/// A copy of a corpus. Its folder is removed when the value is dropped.
pub(crate) struct Project {
    folder: TempDir,
}

/// A finished run of a program.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code, if no signal ended it.
    pub(crate) status: Option<i32>,
    /// What it printed on standard output.
    pub(crate) printed: String,
    /// What it printed on standard error.
    pub(crate) complained: String,
}

impl Project {
    /// A copy of `harness/tests/corpus/<name>`.
    pub(crate) fn of(name: &str) -> Self {
        let project = Self::empty();
        let corpus = root().join("harness/tests/corpus").join(name);
        assert!(corpus.is_dir(), "there is no corpus {name}");
        copy(&corpus, project.folder.path());
        project
    }

    /// The same, with a complete recording of the platform `linux`.
    pub(crate) fn recorded(name: &str) -> Self {
        let project = Self::of(name);
        project.run_with(&[], &[RECORD]);
        assert!(project.path("snapshots/linux/recording.yaml").is_file(), "nothing was recorded");
        project
    }

    /// The same, with a recording of another platform in `snapshots/gvisor`. It differs by these edits: the path of a
    /// file below that folder, the text to replace, and the new text. Its description fits its snapshots.
    pub(crate) fn recorded_twice(name: &str, edits: &[(&str, &str, &str)]) -> Self {
        let project = Self::recorded(name);
        let folder = project.path("snapshots/gvisor");
        fs::create_dir(&folder).expect("a new folder");
        copy(&project.path("snapshots/linux"), &folder);
        project.edit("snapshots/gvisor/recording.yaml", "platform: linux", "platform: gvisor");
        for (file, old, new) in edits {
            project.edit(&format!("snapshots/gvisor/{file}"), old, new);
        }
        project.seal("snapshots/gvisor");
        project
    }

    /// Makes the description of a recording fit its snapshots.
    pub(crate) fn seal(&self, folder: &str) {
        let records = Records::within(self.folder.path(), &self.path(folder));
        let recording = Recording::read(&records).expect("a description").expect("a recording");
        let snapshots = records.digests().expect("snapshots to read");
        Recording { snapshots, ..recording }.write(&records).expect("a description to write");
    }

    /// A project without files.
    pub(crate) fn empty() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// The path of a file or folder of the project.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Replaces a text in a file. The text must be there.
    pub(crate) fn edit(&self, file: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(file)).expect("a file to edit");
        assert!(text.contains(old), "{file} has no {old}");
        fs::write(self.path(file), text.replace(old, new)).expect("a file to write");
    }

    /// Gives a case of the corpus `agrees` one more step.
    pub(crate) fn change_case(&self) {
        self.edit(BOUND, "- getpeername: s\n", "- listen: s\n      - getpeername: s\n");
    }

    /// All files with their contents.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let contents = |path: &PathBuf| fs::read(path).expect("a file");
        files(self.folder.path()).into_iter().map(|path| (path.clone(), contents(&path))).collect()
    }

    /// Runs the conformance program on the platform `linux`, with a line for each trial.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    /// The same, with these environment variables.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let has_format = arguments.contains(&"--format");
        let format = ["--format=pretty"].into_iter().filter(|_| !has_format);
        self.finish(program::command(), &arguments.iter().copied().chain(format).collect::<Vec<_>>(), variables)
    }

    /// The same, in the form that is the default.
    pub(crate) fn run_by_default(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        self.finish(program::command(), arguments, variables)
    }

    /// Runs `sockshape` on the platform `linux`.
    pub(crate) fn sockshape(&self, arguments: &[&str]) -> Ran {
        self.sockshape_with(arguments, &[])
    }

    /// The same, with these environment variables.
    pub(crate) fn sockshape_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        self.finish(program::sockshape(), arguments, variables)
    }

    /// Runs `sockshape` through another command, which gets the program and its arguments.
    #[cfg(unix)]
    pub(crate) fn under(&self, launcher: &[&str], arguments: &[&str]) -> Ran {
        self.finish(through(launcher, &program::sockshape()), arguments, &[])
    }

    /// Runs the conformance program through another command, which gets the program and its arguments.
    #[cfg(linux_kernel)]
    pub(crate) fn run_under(&self, launcher: &[&str], arguments: &[&str]) -> Ran {
        self.finish(through(launcher, &program::command()), arguments, &[])
    }

    /// The folders in `/proc` of the processes with the path of the project in their environment, which are those of
    /// its runs and their children. None on systems without `/proc`.
    pub(crate) fn processes(&self) -> Vec<PathBuf> {
        let path = self.folder.path().to_string_lossy();
        let mentions = |process: &PathBuf| {
            let environment = fs::read(process.join("environ")).unwrap_or_default();
            String::from_utf8_lossy(&environment).contains(&*path)
        };
        fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path()).filter(mentions).collect()
    }

    fn finish(&self, mut command: Command, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        command.env("SOCKSHAPE_ROOT", self.folder.path()).env("SOCKSHAPE_PLATFORM", "linux");
        command.current_dir(std::env::temp_dir()).args(arguments).envs(variables.iter().copied());
        let (status, printed, complained) = program::finish(command);
        Ran { status, printed, complained }
    }
}

/// A command that gets the path of a program as its last argument.
#[cfg(unix)]
fn through(launcher: &[&str], program: &Command) -> Command {
    let mut command = program::without_variables(Command::new(launcher[0]));
    command.args(&launcher[1..]).arg(program.get_program());
    command
}

/// Copies the contents of a folder into another.
pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder to copy") {
        let (from, to) = entry.map(|entry| (entry.path(), to.join(entry.file_name()))).expect("an entry to copy");
        if from.is_dir() {
            fs::create_dir(&to).expect("a new folder");
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

impl Ran {
    /// Checks the exit code and that nothing was printed on standard error.
    #[track_caller]
    pub(crate) fn exits_with(&self, status: i32) -> &Self {
        assert!(self.status == Some(status) && self.complained.is_empty(), "expected {status} and no error\n{self:#?}");
        self
    }

    /// Checks the exit code and that nothing was printed on standard output.
    #[track_caller]
    pub(crate) fn is_refused(&self, status: i32) -> &Self {
        assert!(self.status == Some(status) && self.printed.is_empty(), "expected {status} and an error\n{self:#?}");
        self
    }

    /// Checks that standard error has this text.
    #[track_caller]
    pub(crate) fn complains(&self, text: &str) -> &Self {
        assert!(self.complained.contains(text), "expected on standard error:\n{text}\nbut found:\n{}", self.complained);
        self
    }

    /// Checks the exit code, how many trials passed, failed and were ignored, and that only libtest-mimic has printed.
    #[track_caller]
    pub(crate) fn counts(&self, status: i32, passed: usize, failed: usize, ignored: usize) -> &Self {
        let verdict = if failed == 0 { "ok" } else { "FAILED" };
        let counts = format!("test result: {verdict}. {passed} passed; {failed} failed; {ignored} ignored;");
        self.exits_with(status).prints(&counts);
        assert!(self.printed.starts_with("\nrunning "), "{}", self.printed);
        for foreign in ["insta", "panicked", "Snapshot Summary", "━"] {
            let spoken: Vec<&str> = self.printed.lines().filter(|line| line.contains(foreign)).collect();
            assert!(spoken.is_empty(), "{foreign} in {spoken:?}");
        }
        self
    }

    /// Checks that standard output has this text.
    #[track_caller]
    pub(crate) fn prints(&self, text: &str) -> &Self {
        assert!(self.printed.contains(text), "expected on standard output:\n{text}\nbut found:\n{}", self.printed);
        self
    }

    /// The outcome of each trial, as in `test name ... outcome`.
    pub(crate) fn outcomes(&self) -> BTreeMap<&str, &str> {
        self.printed
            .lines()
            .filter_map(|line| {
                let (name, outcome) = line.strip_prefix("test ")?.split_once(" ... ")?;
                Some((name.trim_end(), outcome))
            })
            .collect()
    }
}
