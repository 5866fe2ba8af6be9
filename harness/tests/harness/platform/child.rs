//! Child processes: the programs start themselves as children, get an answer, and leave no child behind.

use std::path::PathBuf;

use crate::support::program;
use crate::support::project::Project;

/// The trials of the cases, and the guards of claims and snapshots.
const TRIALS: usize = 8;

#[test]
fn conformance_program_answers_as_its_own_child() {
    let project = Project::of("inherits");
    project.run(&[]).counts(0, TRIALS, 0, 0);
    project.run_with(&[], &[("RUST_TEST_THREADS", "1"), ("SOCKSHAPE_STRICT", "1")]).counts(0, TRIALS, 0, 0);
    assert_eq!(project.processes(), [] as [PathBuf; 0]);
}

#[test]
fn single_trial_answers_as_its_own_child() {
    let ran = Project::of("inherits").run(&["--exact", "names::child::child_has_what_is_marked@1"]);
    ran.counts(0, 1, 0, 0);
}

#[test]
fn sockshape_answers_as_its_own_child() {
    let project = Project::of("inherits");
    let ran = project.sockshape(&["run"]);
    ran.exits_with(0);
    ran.prints("total     6      0    0       0         0       0\n");
    assert_eq!(project.processes(), [] as [PathBuf; 0]);
}

/// The dynamic loader runs a program as an emulator does: it is the file that is started again, and it does not know
/// what to do.
#[cfg(all(glibc, target_arch = "x86_64"))]
#[test]
fn program_that_cannot_be_started_again_says_so() {
    let project = Project::of("inherits");
    let mut command = program::without_variables(std::process::Command::new("/lib64/ld-linux-x86-64.so.2"));
    command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux");
    command.arg(env!("CARGO_BIN_EXE_sockshape")).args(["run", "--format", "json"]);
    let (code, printed, complained) = program::finish(command);
    assert_eq!((code, complained.as_str()), (Some(0), ""));
    assert_eq!(printed.matches("needs child_processes: this program gives no answer when it is").count(), TRIALS - 2);
}

#[test]
fn child_refuses_what_is_not_a_descriptor() {
    for arguments in [&["--is-inherited"][..], &["--is-inherited", "s"], &["--is-inherited", "9223372036854775808"]] {
        for mut command in [program::command(), program::sockshape()] {
            command.args(arguments);
            assert_eq!(program::finish(command), (Some(2), String::new(), String::new()), "{arguments:?}");
        }
    }
}

#[test]
fn child_does_not_have_a_descriptor_that_was_not_inherited() {
    let mut command = program::sockshape();
    command.args(["--is-inherited", "1023"]);
    assert_eq!(program::finish(command), (Some(0), "n".to_owned(), String::new()));
}
