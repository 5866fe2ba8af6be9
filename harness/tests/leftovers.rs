//! No trial leaves a descriptor, thread, child process or file behind, whether it passes, fails or times out. All
//! trials run twice, and after the second time the process has what it had after the first. This is a separate program,
//! because it counts what its process has.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use sockshape::case::{Trial as Case, load, read_topic};
use sockshape::executor::native::{self, Native};
use sockshape::executor::{Executor, run};
use sockshape::platform::{Answer, Facts, Need, child};
use sockshape::source::SourceFile;
use sockshape::sys::environment;

/// Cases with calls that end at their deadline, in the step itself or on another thread, and cases that leave much to
/// clean up.
const WAITING: &str = "
topic: Calls without an answer, and much to clean up
see: {posix: recv()}
cases:
  - name: times_out
    deadline: 50 ms
    steps:
      - socket: {as: s, family: AF_INET, type: SOCK_DGRAM}
      - bind: {socket: s, address: \"loopback:0\"}
      - recv: s
  - name: is_interrupted_in_a_started_call
    deadline: 50 ms
    steps:
      - socket: {as: s, family: AF_INET, type: SOCK_STREAM}
      - bind: {socket: s, address: \"loopback:0\"}
      - listen: s
      - start: {as: waiting, step: {accept: {socket: s, as: peer}}}
      - finish: waiting
      - getsockname: peer
  - name: leaves_files
    steps:
      - socket: {as: u, family: AF_UNIX, type: SOCK_DGRAM}
      - bind: {socket: u, address: {path: $scratch/u}}
      - bind: {socket: u, address: {path: $scratch/u}}
  - name: leaves_closed_folders
    steps:
      - mkdir: $scratch/outer
      - mkdir: $scratch/outer/inner
      - socket: {as: u, family: AF_UNIX, type: SOCK_DGRAM}
      - bind: {socket: u, address: {path: $scratch/outer/inner/u}}
      - symlink: {target: $scratch/outer, path: $scratch/outer/inner/link}
      - chmod: {path: $scratch/outer/inner, permissions: \"---------\"}
      - chmod: {path: $scratch/outer, permissions: \"---------\"}
  - name: starts_a_child
    steps:
      - socket: {as: s}
      - inherited: s
  - name: leaves_children
    steps:
      - socket: {as: s}
      - set_inheritable: {socket: s, inheritable: true}
      - start_child: {as: working, with: [s]}
      - in_child: {child: working, step: {bind: {socket: s, address: \"127.0.0.1:0\"}}}
      - in_child: {child: working, step: {listen: s}}
      - start_child: {as: idle, with: [s]}
  - name: leaves_a_child_that_waits
    deadline: 50 ms
    steps:
      - socket: {as: s}
      - listen: s
      - set_inheritable: {socket: s, inheritable: true}
      - start_child: {as: waiting, with: [s]}
      - in_child: {child: waiting, step: {accept: {socket: s, as: peer}}}
  - name: waits_too_short_for_a_child
    deadline: 1 us
    steps:
      - socket: {as: s}
      - inherited: s
  - name: leaves_things_without_a_name
    steps:
      - socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
      - sendmsg: {socket: a, data: x, ancillary: [{SCM_RIGHTS: [a, b]}]}
      - recvmsg: {socket: b, as: [c]}
      - sendmsg: {socket: a, data: x, ancillary: [{SCM_RIGHTS: [c]}]}
      - makefile: {socket: b, as: f}
      - write: {file: f, data: x}
      - detach: a
      - open: {path: $scratch/f, data: x}
        save: file
      - from_fileno: {as: d, descriptor: $file}
        expect: {error: ENOTSOCK}
";

fn main() -> ExitCode {
    child::answer(native::work);
    let temporary = temporary_folder();
    for variable in ["TMPDIR", "TMP", "TEMP"] {
        environment::set(variable, temporary.path().as_os_str());
    }
    let folder = temporary.path().to_owned();
    let test = Trial::test("nothing_is_left_over", move || nothing_is_left_over(&folder).map_err(Failed::from));
    libtest_mimic::run(&Arguments::from_args(), vec![test]).exit_code()
}

/// A folder for the folders of the cases. Its path is short, so that they all lie in it.
fn temporary_folder() -> tempfile::TempDir {
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix("left");
    let folder = if cfg!(unix) { builder.tempdir_in("/tmp") } else { builder.tempdir() };
    folder.expect("a temporary folder")
}

fn nothing_is_left_over(temporary: &Path) -> Result<(), String> {
    let native = Native::new()?;
    let cases = cases(native.facts())?;
    let round = || cases.iter().for_each(|case| drop(run(&case.program, &native)));
    round();
    let before = Left::count(temporary);
    round();
    let after = settled(temporary, &before);
    if after != before {
        return Err(format!("before: {before:#?}\nafter: {after:#?}"));
    }
    match (after.files.as_slice(), after.children.as_slice()) {
        ([], []) => Ok(()),
        left => Err(format!("these files and child processes are left over: {left:?}")),
    }
}

/// What the process has in the end. The system can still list a thread that was joined just before.
fn settled(temporary: &Path, before: &Left) -> Left {
    let begun = Instant::now();
    loop {
        let left = Left::count(temporary);
        if left.threads == before.threads || begun.elapsed() > Duration::from_secs(2) {
            return left;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// All cases of the project and those above, if this host can run them.
fn cases(facts: &Facts) -> Result<Vec<Arc<Case>>, String> {
    let has = |need: &Need| facts.ask(*need) == Answer::Yes;
    let can = |case: &Arc<Case>| case.needs.iter().all(has);
    let shown = |problems: Vec<_>| problems.iter().map(ToString::to_string).collect::<String>();
    let corpus = load(Path::new(env!("CARGO_MANIFEST_DIR"))).map_err(shown)?;
    let source = SourceFile::new("cases/left/over.yaml", WAITING);
    let waiting = read_topic(&Arc::new(source), "left", "over").map_err(shown)?;
    // On other systems, their calls cannot be ended yet.
    let waiting = waiting.trials.iter().filter(|_| cfg!(any(unix, windows)));
    Ok(corpus.trials().chain(waiting).filter(|case| can(case)).cloned().collect())
}

/// What a process has, as far as the system shows it.
#[derive(Debug, PartialEq, Eq)]
struct Left {
    /// The targets of its descriptors, except the one that lists them.
    descriptors: Vec<PathBuf>,
    threads: usize,
    /// Its child processes, including those that have ended but were not waited for.
    children: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Left {
    fn count(temporary: &Path) -> Self {
        let descriptors = list("/proc/self/fd".as_ref()).into_iter().filter_map(|path| fs::read_link(path).ok());
        Self {
            descriptors: descriptors.collect(),
            threads: list("/proc/self/task".as_ref()).len(),
            children: list("/proc".as_ref()).into_iter().filter(|folder| is_child(folder)).collect(),
            files: list(temporary),
        }
    }
}

/// Whether the process with this folder in `/proc` is a child of this one: proc(5), field `ppid` of `stat`.
fn is_child(folder: &Path) -> bool {
    let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
    let after_the_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    after_the_name.split_whitespace().nth(1) == Some(std::process::id().to_string().as_str())
}

/// The contents of a folder. Empty if the folder does not exist, as `/proc` on other systems than Linux.
fn list(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}
