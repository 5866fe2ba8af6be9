//! A process that dies in a trial: the trial has failed, and the others have not.

use std::fs;
use std::path::{Path, PathBuf};
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

/// The slow trial, and one that is slow where a test makes it so.
const SLOW: &str = "names::waiting::waits_on_another_thread";
const OTHER: &str = "names::waiting::ought_not_to_wait";

/// Sets of trials that may be under way.
type Sets<'s> = &'s [&'s [&'s str]];

/// The process that another one has started, once trials are under way in it that are `awaited`.
fn child_of(process: u32, awaited: impl Fn(&[String]) -> bool) -> Pid {
    let begun = Instant::now();
    loop {
        let processes = fs::read_dir("/proc").expect("/proc").flatten().map(|entry| entry.path());
        let found = processes.filter(|folder| is_child(folder, process)).find(|folder| awaited(&under_way(folder)));
        if let Some(child) = found.and_then(|folder| folder.file_name()?.to_str()?.parse().ok()) {
            return Pid::from_raw(child).expect("a number above 0");
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "there is no such child");
        thread::sleep(Duration::from_millis(2));
    }
}

/// The trials that are under way in the process with this folder in /proc, once no other has begun for longer than the
/// short ones take. Empty if the process keeps no journal, or has ended.
fn under_way(folder: &Path) -> Vec<String> {
    let text = journal(folder);
    thread::sleep(Duration::from_millis(300));
    let mut under_way = Vec::new();
    if text != journal(folder) {
        return under_way;
    }
    for line in text.lines() {
        match line.split_once('\t') {
            Some(("begun", name)) => under_way.push(name.to_owned()),
            Some(("ended", name)) => under_way.retain(|begun| begun != name),
            _ => {}
        }
    }
    under_way.sort();
    under_way
}

/// The journal that the environment of the process with this folder in /proc names. The process has removed its name
/// and has it open: proc(5), "/proc/pid/fd".
fn journal(folder: &Path) -> String {
    let environment = fs::read(folder.join("environ")).unwrap_or_default();
    let mut variables = environment.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    let path = variables.find_map(|variable| Some(variable.strip_prefix("SOCKSHAPE_JOURNAL=")?.to_owned()));
    let removed = path.map(|path| PathBuf::from(format!("{path} (deleted)")));
    let mut open = fs::read_dir(folder.join("fd")).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_it = |descriptor: &PathBuf| removed.is_some() && fs::read_link(descriptor).ok() == removed;
    open.find(is_it).and_then(|descriptor| fs::read_to_string(descriptor).ok()).unwrap_or_default()
}

/// Whether the process with this folder in /proc has that parent: proc(5), field `ppid` of `stat`.
fn is_child(folder: &Path, parent: u32) -> bool {
    let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
    let after_the_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    after_the_name.split_whitespace().nth(1) == Some(parent.to_string().as_str())
}

/// Starts a run, and kills one process after the other by a signal, once the trials that are under way in it are one of
/// these sets.
fn killed(mut command: Command, kills: &[(Sets, Signal)]) -> (Option<i32>, String, String) {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let supervisor: Child = command.spawn().expect("the program to start");
    for (sets, signal) in kills {
        let child = child_of(supervisor.id(), |names| sets.iter().any(|set| names == *set));
        kill_process(child, *signal).expect("a process to kill");
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
    let (code, printed, complained) = killed(command, &[(&[&[SLOW]], Signal::ABORT)]);
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
    let (code, printed, complained) =
        killed(command, &[(&[&[OTHER, SLOW]], Signal::KILL), (&[&[OTHER], &[SLOW]], Signal::ABORT)]);
    assert_eq!(code, Some(1), "{printed}{complained}");
    let both = format!("a new one runs these one at a time:\n  {OTHER}\n  {SLOW}\n");
    let one = "error: the process that ran the trials died in names::waiting::";
    assert!(complained.contains(&format!("{both}{one}")), "{complained}");
    assert_eq!(printed.matches("the process that ran the trial died: signal: 6 (SIGABRT)\n").count(), 1, "{printed}");
}

#[rstest]
fn tests_go_on_without_the_trial(#[values("/tmp", "/nowhere")] temporary: &str) {
    let project = slow();
    let mut command = program::command();
    command.arg("--format=pretty");
    command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").env("TMPDIR", temporary);
    let (code, printed, complained) = killed(command, &[(&[&[SLOW]], Signal::KILL)]);
    assert_eq!(code, Some(101), "{printed}{complained}");
    assert!(printed.contains("the process that ran the trial died: signal: 9 (SIGKILL)"), "{printed}");
    assert!(printed.contains("test names::waiting::does_not_wait "), "{printed}");
}

/// Whatever ends the supervisor ends the process that it started, and the journal is gone.
#[test]
fn nothing_is_left_of_a_run_that_was_killed() {
    let project = slow();
    let temporary = tempfile::tempdir_in("/tmp").expect("a temporary folder");
    let mut command = program::sockshape();
    command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").args(["run", SLOW]);
    command.env("TMPDIR", temporary.path()).stdout(Stdio::null());
    let mut supervisor = command.spawn().expect("the program to start");
    let child = child_of(supervisor.id(), |names| !names.is_empty());
    supervisor.kill().expect("a process to kill");
    supervisor.wait().expect("a process that was killed");
    let begun = Instant::now();
    while fs::exists(format!("/proc/{}", child.as_raw_nonzero())).expect("/proc") {
        assert!(begun.elapsed() < Duration::from_secs(3), "the other process still runs");
        thread::sleep(Duration::from_millis(2));
    }
    let left = fs::read_dir(&temporary).expect("the folder").flatten().map(|entry| entry.path());
    assert_eq!(left.collect::<Vec<_>>(), [] as [PathBuf; 0]);
}
