//! `sockshape run --watch`: it runs the trials again when a file has changed, however that was written.

use std::fs;
use std::io::Read;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use rstest::rstest;

use crate::support::program;
use crate::support::project::{BOUND, Project};

/// What it says when it waits.
const WAITS: &str = "waiting for changes; Ctrl-C ends this\n";

/// How long a text may not come, even on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);

/// A watch that is under way. It is ended when the value is dropped.
struct Watch {
    child: Child,
    parts: Receiver<String>,
}

impl Watch {
    /// Watches in a project, and waits until the first run is over. Returns what was said, too.
    fn begin(project: &Project, arguments: &[&str]) -> (Self, String) {
        let mut command = program::sockshape();
        command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux");
        command.current_dir(project.path("")).args(["run", "--watch"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program to start");
        let (send, parts) = mpsc::channel();
        let errors: Box<dyn Read + Send> = Box::new(child.stderr.take().expect("a pipe"));
        let output: Box<dyn Read + Send> = Box::new(child.stdout.take().expect("a pipe"));
        for mut stream in [errors, output] {
            let send = send.clone();
            thread::spawn(move || {
                let mut part = [0; 4096];
                while let Ok(length @ 1..) = stream.read(&mut part) {
                    // If nobody waits for it any more, the watch is over.
                    let _ = send.send(String::from_utf8_lossy(&part[..length]).into_owned());
                }
            });
        }
        let watch = Self { child, parts };
        let said = watch.round();
        (watch, said)
    }

    /// What is said until it waits, on both streams: standard error may come late.
    fn round(&self) -> String {
        self.until(|said| said.contains(WAITS))
    }

    fn until(&self, is_there: impl Fn(&str) -> bool) -> String {
        let (begun, mut said) = (Instant::now(), String::new());
        while !is_there(&said) {
            match self.parts.recv_timeout(LONGEST.saturating_sub(begun.elapsed())) {
                Ok(part) => said += &part,
                Err(error) => panic!("{error}; so far it said\n{said}"),
            }
        }
        said
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.child.kill().expect("a watch to end");
        self.child.wait().expect("a watch that was ended");
    }
}

/// Puts a file in the place of another, as most editors do.
fn rename_over(project: &Project, old: &str, new: &str) {
    let text = fs::read_to_string(project.path(BOUND)).expect("a file to edit").replace(old, new);
    let aside = project.path("cases/names/.bound.yaml.new");
    fs::write(&aside, text).expect("a new file");
    fs::rename(aside, project.path(BOUND)).expect("a file to replace");
}

const GOOD: &str = "expect: {error: ENOTCONN}";
const WRONG: &str = "expect: none";

#[test]
fn file_that_is_written_in_place_or_replaced_is_run_again() {
    let project = Project::recorded("agrees");
    let (watch, said) = Watch::begin(&project, &["peer_is_missing"]);
    assert!(said.contains("\ntotal     1      0 ") && !said.contains("changed: "), "{said}");
    project.edit(BOUND, GOOD, WRONG);
    let said = watch.round();
    assert!(said.starts_with("\nchanged: cases/names/bound.yaml\n"), "{said}");
    assert!(said.contains("getpeername: expected none, observed ENOTCONN"), "{said}");
    rename_over(&project, WRONG, GOOD);
    let said = watch.round();
    assert!(said.contains("changed: cases/names/bound.yaml\n") && said.contains("\ntotal     1      0 "), "{said}");
}

#[test]
fn mistake_is_told_with_its_line_and_the_watch_goes_on() {
    let project = Project::recorded("agrees");
    let (watch, _) = Watch::begin(&project, &[]);
    project.edit(BOUND, GOOD, "expct: none");
    let said = watch.until(|said| said.contains(WAITS) && said.contains("--> cases/names/bound.yaml:"));
    assert!(said.contains("expct"), "{said}");
    rename_over(&project, "expct: none", GOOD);
    let said = watch.round();
    assert!(said.contains("\ntotal     4      0 "), "{said}");
}

/// What editors leave beside a file starts no run, and is not named by the one that the file starts.
#[test]
fn new_and_removed_files_are_noticed_and_those_of_editors_are_not() {
    let project = Project::recorded("agrees");
    let (watch, _) = Watch::begin(&project, &[]);
    for name in [".bound.yaml.swp", "bound.yaml~", "#bound.yaml#"] {
        fs::write(project.path("cases/names").join(name), "").expect("a new file");
    }
    let group = project.path("cases/another");
    fs::create_dir(&group).expect("a new folder");
    fs::copy(project.path("cases/other/closed.yaml"), group.join("closed.yaml")).expect("a copy");
    let said = watch.round();
    assert!(said.starts_with("\nchanged: cases/another/closed.yaml\n"), "{said}");
    assert!(said.contains("\nanother "), "{said}");
    assert!(said.contains("4 the same, 0 different, 1 unrecorded"), "{said}");
    fs::remove_dir_all(group).expect("a folder to remove");
    let said = watch.round();
    assert!(said.starts_with("\nchanged: cases/another/closed.yaml\n") && !said.contains("\nanother "), "{said}");
}

#[rstest]
#[case::known("--known", "[]\n")]
#[case::list("--from", "peer_is_missing\n")]
fn other_files_that_the_run_reads_are_watched(#[case] option: &str, #[case] text: &str) {
    let project = Project::recorded("agrees");
    let (watch, _) = Watch::begin(&project, &[option, "beside.txt"]);
    fs::write(project.path("beside.txt"), text).expect("a new file");
    let said = watch.until(|said| said.contains(WAITS) && said.contains("\ntotal "));
    assert!(said.contains("changed: beside.txt\n"), "{said}");
}

#[cfg(has_ptsname)]
#[test]
fn interrupt_ends_the_watch() {
    use std::os::unix::process::ExitStatusExt;

    use crate::support::terminal::{Terminal, command, interruptible};

    let project = Project::recorded("agrees");
    let command = interruptible(command(&project, &["run", "--watch"], &[("NO_COLOR", "1")]));
    let (text, status) = Terminal::new(80).run(command, Some("Ctrl-C ends this"));
    assert_eq!(status.signal(), Some(rustix::process::Signal::INT.as_raw()), "{text}");
}

#[rstest]
#[case::for_programs(&["--format", "json"], "error: --watch prints text for people; leave out --format")]
#[case::for_ci(&["--format", "junit"], "error: --watch prints text for people; leave out --format")]
#[case::accepting(&["--record"], "'--watch' cannot be used with '--record")]
#[case::recording(&["--record=mine"], "'--watch' cannot be used with '--record")]
#[case::list(&["--write-known", "known.yaml"], "'--watch' cannot be used with '--write-known")]
fn watch_is_refused(#[case] arguments: &[&str], #[case] message: &str) {
    let ran = Project::of("agrees").sockshape(&[&["run", "--watch"], arguments].concat());
    ran.is_refused(2).complains(message);
}
