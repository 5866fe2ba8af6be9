//! A process that dies in a trial: the trial has failed, and the others have not.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rstest::rstest;
use rustix::process::{Pid, Signal, kill_process};

use crate::support::program;
use crate::support::project::Project;

/// A project with a trial of four seconds, and short ones.
fn slow() -> Project {
    let project = Project::of("hangs");
    let with_deadline = |time| format!("waits_on_another_thread\n    deadline: {time}");
    project.edit("cases/names/waiting.yaml", &with_deadline("100 ms"), &with_deadline("4 s"));
    project
}

const SLOW: &str = "names::waiting::waits_on_another_thread";

/// The process that another one has started.
fn child_of(process: u32) -> Pid {
    let begun = Instant::now();
    loop {
        let found = fs::read_dir("/proc").expect("/proc").flatten().find(|entry| is_child(&entry.path(), process));
        if let Some(child) = found.and_then(|entry| entry.file_name().to_str()?.parse().ok()) {
            return Pid::from_raw(child).expect("a number above 0");
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "there is no child");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Whether the process with this folder in /proc has that parent: proc(5), field `ppid` of `stat`.
fn is_child(folder: &Path, parent: u32) -> bool {
    let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
    let after_the_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    after_the_name.split_whitespace().nth(1) == Some(parent.to_string().as_str())
}

/// Starts a run, and kills each process that runs the trials by one of the signals, in a slow one.
fn killed(mut command: Command, signals: &[Signal]) -> (Option<i32>, String, String) {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let supervisor: Child = command.spawn().expect("the program to start");
    for signal in signals {
        // Long after the short trials, and long before the end of the slow one.
        thread::sleep(Duration::from_secs(2));
        kill_process(child_of(supervisor.id()), *signal).expect("a process to kill");
    }
    let output = supervisor.wait_with_output().expect("the program to end");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn run_goes_on_without_the_trial() {
    let project = slow();
    let mut command = program::sockshape();
    command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").arg("run");
    let (code, printed, complained) = killed(command, &[Signal::ABORT]);
    assert_eq!(code, Some(1), "{printed}{complained}");
    assert!(
        printed.contains(&format!("---- {SLOW} ----\nthe process that ran the trial died: signal: 6 (SIGABRT)")),
        "{printed}"
    );
    assert!(
        complained.starts_with(&format!("error: the process that ran the trials died in {SLOW}: signal: 6")),
        "{complained}"
    );
}

/// The first process dies in two trials. The next one runs each of them alone, and dies in one.
#[test]
fn trials_that_were_under_way_together_run_alone() {
    let project = slow();
    let with_deadline = |time| format!("- name: ought_not_to_wait\n    deadline: {time}");
    project.edit("cases/names/waiting.yaml", &with_deadline("100 ms"), &with_deadline("4 s"));
    let mut command = program::sockshape();
    command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").arg("run");
    let (code, printed, complained) = killed(command, &[Signal::KILL, Signal::ABORT]);
    assert_eq!(code, Some(1), "{printed}{complained}");
    let both = format!("a new one runs these one at a time:\n  names::waiting::ought_not_to_wait\n  {SLOW}\n");
    let one = "error: the process that ran the trials died in names::waiting::";
    assert!(complained.contains(&format!("{both}{one}")), "{complained}");
    assert_eq!(printed.matches("the process that ran the trial died: signal: 6").count(), 1, "{printed}");
}

#[rstest]
fn tests_go_on_without_the_trial(#[values("/tmp", "/nowhere")] temporary: &str) {
    let project = slow();
    let mut command = program::command();
    command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").env("TMPDIR", temporary);
    let (code, printed, complained) = killed(command, &[Signal::KILL]);
    assert_eq!(code, Some(101), "{printed}{complained}");
    assert!(printed.contains("the process that ran the trial died: signal: 9 (SIGKILL)"), "{printed}");
    assert!(printed.contains("test names::waiting::does_not_wait "), "{printed}");
}

/// Whatever ends the supervisor ends the process that it started.
#[test]
fn nothing_is_left_of_a_run_that_was_killed() {
    let project = slow();
    let mut command = program::sockshape();
    command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").args(["run", SLOW]);
    command.stdout(Stdio::null());
    let mut supervisor = command.spawn().expect("the program to start");
    thread::sleep(Duration::from_secs(1));
    let child = child_of(supervisor.id());
    supervisor.kill().expect("a process to kill");
    supervisor.wait().expect("a process that was killed");
    let begun = Instant::now();
    while fs::exists(format!("/proc/{}", child.as_raw_nonzero())).expect("/proc") {
        assert!(begun.elapsed() < Duration::from_secs(3), "the other process still runs");
        thread::sleep(Duration::from_millis(2));
    }
}
