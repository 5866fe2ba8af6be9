//! The count of finished trials that a long run shows on a terminal.

use std::os::unix::process::ExitStatusExt;

use rstest::rstest;
use rustix::process::Signal;

use crate::support::project::Project;
use crate::support::terminal::{Terminal, interruptible};
use crate::support::terminal::{command, seen};

/// A project with one trial of a little more than two seconds, one of four seconds, and short ones.
fn slow() -> Project {
    let project = Project::of("hangs");
    let edit = |old: &str, new: &str| project.edit("cases/names/waiting.yaml", old, new);
    edit("[1, 2, 3, 4]}\n    deadline: 100 ms", "[1]}\n    deadline: 2200 ms");
    edit("waits_on_another_thread\n    deadline: 100 ms", "waits_on_another_thread\n    deadline: 4 s");
    project
}

/// A run of the two slow trials.
const SLOW: [&str; 2] = ["run", "waits@|waits_on"];

#[test]
fn long_run_shows_a_count_and_clears_it_at_the_end() {
    let text = seen(&slow(), 80, &SLOW, &[("NO_COLOR", "1")]);
    let (counting, printed) = text.rsplit_once('\r').expect("a count");
    assert_eq!(counting, "\r1 of 2 trials\r2 of 2 trials\r             ");
    assert!(printed.starts_with("      agree differ"), "{text:?}");
}

#[rstest]
#[case::for_programs(&[&SLOW[..], &["--format", "json"]].concat(), &[])]
#[case::terminal_that_cannot_rewrite_a_line(&SLOW, &[("TERM", "dumb")])]
#[case::short(&["run", "does_not_wait"], &[])]
fn no_count_is_shown(#[case] arguments: &[&str], #[case] variables: &[(&str, &str)]) {
    let text = seen(&slow(), 80, arguments, variables);
    assert!(!text.contains(" of 2 trials") && !text.contains('\r'), "{text:?}");
}

/// The interrupt comes when the first trial has ended. Until then the other one runs: had the run not ended before, the
/// terminal would show the count of both.
#[test]
fn interrupted_run_ends_at_once_and_leaves_the_terminal_as_it_was() {
    let project = slow();
    project.edit("cases/names/waiting.yaml", "deadline: 4 s", "deadline: 10 s");
    let command = interruptible(command(&project, &SLOW, &[]));
    let (text, status) = Terminal::new(80).run(command, Some("1 of 2 trials"));
    assert_eq!(status.signal(), Some(Signal::INT.as_raw()));
    assert_eq!(text, "\r1 of 2 trials");
}
