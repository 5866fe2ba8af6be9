//! A project of its own for each test: a copy of a small corpus, in which the programs are run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sockshape::snapshot::Records;
use tempfile::TempDir;

use super::program;

/// What is said of the one claim that fails in the corpus `differs`.
pub(crate) const FAILED_CLAIM: &str = "\
step 3: getsockname s
 --> cases/names/bound.yaml:12:17
  expected: loopback:0
  observed: AF_INET 127.0.0.1:<port-1> (16 bytes)

the whole run:
  socket s AF_INET SOCK_STREAM -> ok
  bind s 127.0.0.1:0 -> ok
> getsockname s -> AF_INET 127.0.0.1:<port-1> (16 bytes)

to run it again:
  cargo test --test conformance -- --exact 'names::bound::port_stays_zero'
";

/// A copy of a corpus; gone when it is dropped.
pub(crate) struct Project {
    folder: TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Ran {
    /// What it exited with.
    pub(crate) status: Option<i32>,
    /// What it printed.
    pub(crate) printed: String,
    /// What it said on the standard error stream.
    pub(crate) complained: String,
}

impl Project {
    /// A copy of `harness/tests/corpus/<name>`.
    pub(crate) fn of(name: &str) -> Self {
        let project = Self::empty();
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("harness/tests/corpus").join(name);
        assert!(corpus.is_dir(), "there is no corpus {name}");
        copy(&corpus, project.folder.path());
        project
    }

    /// The same, recorded as a whole for the platform `linux`.
    pub(crate) fn recorded(name: &str) -> Self {
        let project = Self::of(name);
        project.run_with(&[], &[("INSTA_UPDATE", "always")]);
        assert!(project.path("snapshots/linux/recording.yaml").is_file(), "nothing was recorded");
        project
    }

    /// The same, and in `snapshots/gvisor` what another platform would have said: these texts of its snapshots, in files by their path below that
    /// folder, stand for others. Its description is one of just these snapshots.
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

    /// Makes the description of a recording one of the snapshots that are there.
    pub(crate) fn seal(&self, folder: &str) {
        let digest = Records::within(self.folder.path(), &self.path(folder)).digest().expect("snapshots to read");
        let file = self.path(folder).join("recording.yaml");
        let text = fs::read_to_string(&file).expect("a description");
        let lines = text.lines().map(|line| {
            if line.starts_with("snapshots:") { format!("snapshots: {digest}\n") } else { format!("{line}\n") }
        });
        fs::write(&file, lines.collect::<String>()).expect("a description to write");
    }

    /// A project without any file.
    pub(crate) fn empty() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Replaces a text, which has to be there, in a file.
    pub(crate) fn edit(&self, file: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(file)).expect("a file to edit");
        assert!(text.contains(old), "{file} has no {old}");
        fs::write(self.path(file), text.replace(old, new)).expect("a file to write");
    }

    /// Every file there is, and what it holds.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(self.folder.path(), &mut files);
        files
    }

    /// Runs the program on the platform `linux`.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    /// The same, with variables of the environment.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        self.finish(program::command(), arguments, variables)
    }

    /// Runs `sockshape` on the platform `linux`.
    pub(crate) fn sockshape(&self, arguments: &[&str]) -> Ran {
        self.sockshape_with(arguments, &[])
    }

    /// The same, with variables of the environment.
    pub(crate) fn sockshape_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        self.finish(program::sockshape(), arguments, variables)
    }

    /// Runs `sockshape` by another command, which is given the program and its arguments.
    #[cfg(unix)]
    pub(crate) fn under(&self, launcher: &[&str], arguments: &[&str]) -> Ran {
        let mut command = program::apart(Command::new(launcher[0]));
        command.args(&launcher[1..]).arg(program::sockshape().get_program());
        self.finish(command, arguments, &[])
    }

    fn finish(&self, mut command: Command, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        command.env("SOCKSHAPE_ROOT", self.folder.path()).env("SOCKSHAPE_PLATFORM", "linux");
        command.current_dir(std::env::temp_dir()).args(arguments).envs(variables.iter().copied());
        let (status, printed, complained) = program::finish(command);
        Ran { status, printed, complained }
    }
}

/// Copies what is in a folder into another.
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

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.clone(), fs::read(&path).expect("a file"));
        }
    }
}

impl Ran {
    /// Checks what it exited with, how many trials passed, failed and were ignored, and that nobody but libtest-mimic has printed.
    #[track_caller]
    pub(crate) fn counts(&self, status: i32, passed: usize, failed: usize, ignored: usize) -> &Self {
        let verdict = if failed == 0 { "ok" } else { "FAILED" };
        let counts = format!("test result: {verdict}. {passed} passed; {failed} failed; {ignored} ignored;");
        assert!(
            self.status == Some(status) && self.printed.contains(&counts),
            "expected {status}, {counts}\n{self:#?}"
        );
        assert_eq!(self.complained, "");
        assert!(self.printed.starts_with("\nrunning "), "{}", self.printed);
        for foreign in ["insta", "panicked", "Snapshot Summary", "━"] {
            let spoken: Vec<&str> = self.printed.lines().filter(|line| line.contains(foreign)).collect();
            assert!(spoken.is_empty(), "{foreign} in {spoken:?}");
        }
        self
    }

    /// Checks that it printed this.
    #[track_caller]
    pub(crate) fn prints(&self, text: &str) -> &Self {
        assert!(self.printed.contains(text), "this was not printed:\n{text}\nbut this:\n{}", self.printed);
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
