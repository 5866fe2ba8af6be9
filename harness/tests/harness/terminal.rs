//! `sockshape` on a terminal: colours, lines that fit, a count while a run takes long, and nothing left to be put right.

use std::fs::{self, File};
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};
use std::{ffi::OsString, thread};

use rstest::rstest;
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use sockshape::terminal::plain;

use crate::support::program;
use crate::support::project::Project;

/// A terminal of so many columns, and the program that has it.
struct Terminal {
    ours: OwnedFd,
    theirs: File,
}

impl Terminal {
    fn new(columns: u16) -> Self {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&ours).expect("a terminal of this user");
        unlockpt(&ours).expect("a terminal to open");
        let size = Winsize { ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&ours, size).expect("a terminal of this size");
        let name = OsString::from_vec(ptsname(&ours, Vec::new()).expect("its name").into_bytes());
        let theirs = File::options().read(true).write(true).open(name).expect("the other side");
        Self { ours, theirs }
    }

    /// Runs a command on it, interrupting it after a while if asked to; what came to be seen, with line ends as files have them.
    fn run(self, mut command: Command, interrupt: Option<Duration>) -> (String, ExitStatus) {
        let side = || self.theirs.try_clone().expect("a second handle");
        command.stdin(side()).stdout(side()).stderr(side());
        let mut child = command.spawn().expect("the program runs");
        drop(command);
        drop(self.theirs);
        let mut ours = File::from(self.ours);
        let reader = thread::spawn(move || {
            let mut seen = Vec::new();
            let mut part = [0; 4096];
            // Linux says EIO once the other side is closed (pty(7) has no word on it); other systems say that it ends.
            while let Ok(length @ 1..) = ours.read(&mut part) {
                seen.extend_from_slice(&part[..length]);
            }
            seen
        });
        if let Some(interrupt) = interrupt {
            thread::sleep(interrupt);
            kill_process(Pid::from_child(&child), Signal::INT).expect("a program to interrupt");
        }
        let status = child.wait().expect("a program that ends");
        let seen = reader.join().expect("a reader");
        (String::from_utf8(seen).expect("UTF-8").replace("\r\n", "\n"), status)
    }
}

/// `sockshape` in a project on a terminal of so many columns.
fn seen(project: &Project, columns: u16, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    Terminal::new(columns).run(command(project, arguments, variables), None).0
}

fn command(project: &Project, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = program::sockshape();
    command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").env("TERM", "xterm");
    command.args(arguments).envs(variables.iter().copied());
    command
}

#[rstest]
fn colours_are_for_whoever_wants_them(
    #[values(&["run"], &["list"], &["check"], &["platform"], &["show", "peer"], &["diff", "linux", "nothing"])]
    arguments: &[&str],
) {
    let project = Project::recorded("agrees");
    fs::remove_file(project.path("snapshots/linux/names/bound/peer_is_missing.snap")).expect("a snapshot");
    let coloured = seen(&project, 100, arguments, &[]);
    assert!(coloured.contains('\u{1b}'), "{coloured}");
    for unwanted in [("NO_COLOR", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")] {
        assert_eq!(seen(&project, 100, arguments, &[unwanted]), plain(&coloured), "{unwanted:?}");
    }
    let ran = project.sockshape(arguments);
    assert!(!format!("{ran:?}").contains("\\u{1b}"), "{ran:?}");
    let forced = project.sockshape_with(arguments, &[("CLICOLOR_FORCE", "1")]);
    assert!(format!("{forced:?}").contains("\\u{1b}"), "{forced:?}");
}

#[test]
fn problem_has_its_colours_on_a_terminal_alone() {
    let project = Project::of("malformed");
    let coloured = seen(&project, 100, &["check"], &[]);
    assert!(coloured.starts_with("\u{1b}[1m\u{1b}[31merror:"), "{coloured}");
    assert_eq!(project.sockshape(&["check"]).complained, plain(&coloured));
}

#[test]
fn lines_of_a_failure_fit_a_narrow_terminal_but_its_command_is_whole() {
    let text = plain(&seen(&Project::recorded("differs"), 50, &["run"], &[]));
    let command = "  cargo test --test conformance -- --exact 'names::bound::port_stays_zero'";
    assert!(text.lines().any(|line| line == command), "{text}");
    assert!(text.contains("\n> getsockname s -> AF_INET 127.0.0.1:<port-1> (16\n    bytes)\n"), "{text}");
    let too_long = text.lines().filter(|line| *line != command && line.chars().count() > 50);
    let too_long: Vec<&str> = too_long.filter(|line| !line.contains("unsettled  skipped")).collect();
    assert_eq!(too_long, [] as [&str; 0], "{text}");
}

/// A project with a trial that takes a bit more than two seconds and one that takes four, and others that take none.
fn slow() -> Project {
    let project = Project::of("hangs");
    project.edit("cases/names/waiting.yaml", "[1, 2, 3, 4]}\n    deadline: 100 ms", "[1]}\n    deadline: 2200 ms");
    project.edit(
        "cases/names/waiting.yaml",
        "waits_on_another_thread\n    deadline: 100 ms",
        "waits_on_another_thread\n    deadline: 4 s",
    );
    project
}

const SLOW: [&str; 3] = ["run", "waits@", "waits_on"];

#[test]
fn long_run_counts_on_a_line_that_is_blanked_at_its_end() {
    let text = seen(&slow(), 80, &SLOW, &[("NO_COLOR", "1")]);
    let (counting, printed) = text.rsplit_once('\r').expect("a count");
    assert_eq!(counting, "\r1 of 2 trials\r2 of 2 trials\r             ");
    assert!(printed.starts_with("       agree  differ"), "{text:?}");
}

#[rstest]
#[case::for_programs(&[&SLOW[..], &["--format", "json"]].concat(), &[])]
#[case::where_nothing_goes_back(&SLOW, &[("TERM", "dumb")])]
#[case::short(&["run", "does_not_wait"], &[])]
fn nothing_is_counted(#[case] arguments: &[&str], #[case] variables: &[(&str, &str)]) {
    let text = seen(&slow(), 80, arguments, variables);
    assert!(!text.contains(" of 2 trials") && !text.contains('\r'), "{text:?}");
}

#[test]
fn interrupted_run_ends_at_once_and_has_changed_nothing_of_the_terminal() {
    let project = slow();
    let begun = Instant::now();
    let (text, status) = Terminal::new(80).run(command(&project, &SLOW, &[]), Some(Duration::from_secs(3)));
    assert_eq!(status.signal(), Some(Signal::INT.as_raw()));
    assert!(begun.elapsed() < Duration::from_millis(3800), "{:?}", begun.elapsed());
    assert!(text.starts_with('\r') && text.contains(" of 2 trials"), "{text:?}");
    assert!(!text.contains('\u{1b}'), "{text:?}");
}
