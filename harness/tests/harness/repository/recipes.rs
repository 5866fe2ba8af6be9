//! The commands of the README that a reader types one after the other do what it says.

use std::fs;
use std::path::Path;

use sockshape::case::{KnownFailures, ReadFor, Trial};

use crate::support::program::{command, finish, sockshape};
use crate::support::project::{Project, RECORD};
use crate::support::{corpus, files, rendered, root};

/// The fenced blocks of this kind below a heading of the README.
fn blocks(heading: &str, kind: &str) -> Vec<String> {
    let page = fs::read_to_string(root().join("README.md")).expect("the README");
    let (_, section) = page.split_once(&format!("\n{heading}\n")).expect("the heading");
    let section = section.split("\n#").next().unwrap_or_default();
    let fence = format!("```{kind}\n");
    section.split(&fence).skip(1).map(|block| block.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// Runs a line of a block in a project.
fn run(project: &Project, line: &str) -> (Option<i32>, String) {
    let (program, _) = prepared(project, line);
    let (status, printed, complained) = finish(program);
    (status, printed + &complained)
}

/// A line of a block in a project as a program, and as it is shown: `cargo run` or `cargo test`, with variables before.
fn prepared<'l>(project: &Project, line: &'l str) -> (std::process::Command, &'l str) {
    let line = line.strip_prefix("$ ").expect("a command").split(" #").next().unwrap_or_default();
    let (variables, rest) = line.split_at(line.find("cargo ").expect("cargo"));
    let variables = shlex::split(variables).expect("words");
    let (mut program, arguments) = match rest.strip_prefix("cargo run -- ") {
        Some(arguments) => (sockshape(), arguments),
        None => (command(), rest.strip_prefix("cargo test --test conformance").expect("the test program")),
    };
    program
        .args(shlex::split(arguments).expect("words"))
        .current_dir(project.path(""))
        .env("SOCKSHAPE_ROOT", project.path(""));
    program.envs(variables.iter().filter_map(|variable| variable.split_once('=')));
    (program, line)
}

/// A claim fails on Linux, as the case says, and under the other name as well.
#[test]
fn sockets_under_another_name_are_run_recorded_and_compared() {
    let project = Project::of("deviates");
    project.edit("cases/names/known.yaml", "    deviates: {linux: \"it was so once; a page of its own\"}\n", "");
    project.run_with(&[], &[RECORD]).exits_with(0);
    let block = blocks("### Under another name", "console").concat();
    let lines: Vec<&str> = block.lines().collect();
    let [write, known, record, diff, test] = lines[..] else { panic!("five commands, not {lines:?}") };
    let (status, said) = run(&project, write);
    assert_eq!(status, Some(0), "{write}\n{said}");
    let (status, said) = run(&project, known);
    assert_eq!(status, Some(0), "{known}\n{said}");
    // Without the list, the claim that fails is told.
    let (status, said) = run(&project, record);
    assert_eq!(status, Some(1), "{record}\n{said}");
    assert!(project.path("snapshots/linux+mine/recording.yaml").is_file(), "{said}");
    for line in [diff, known, test] {
        let (status, said) = run(&project, line);
        assert_eq!(status, Some(0), "{line}\n{said}");
    }
}

#[test]
fn known_failure_that_the_page_shows_is_read() {
    let project = Project::empty();
    let file = project.path("known.yaml");
    fs::write(&file, blocks("### Under another name", "text").concat()).expect("a file to write");
    assert_eq!(known(&file), 2);
}

/// How many trials of the project a file is of.
fn known(file: &Path) -> usize {
    let corpus = corpus();
    let trials: Vec<&Trial> = corpus.trials().map(AsRef::as_ref).collect();
    let known = KnownFailures::read(file, &trials, ReadFor::Judging).map_err(|problems| rendered(&problems));
    let known = known.expect("a list").expect("a file");
    trials.iter().filter(|trial| known.failure(&trial.name).is_some()).count()
}

#[test]
fn jobs_that_share_a_run_leave_one_recording() {
    let block = blocks("### In CI", "console").concat();
    let [job, together] = block.lines().collect::<Vec<_>>()[..] else { panic!("two commands, not {block}") };
    let project = Project::of("agrees");
    for number in ["1", "2", "3"] {
        let (status, said) =
            run(&project, &job.replace("shard-1 --shard 1", &format!("shard-{number} --shard {number}")));
        assert_eq!(status, Some(0), "{job}\n{said}");
    }
    let (status, said) = run(&project, together);
    assert_eq!(status, Some(0), "{together}\n{said}");
    let whole = Project::of("agrees");
    let (status, said) = run(&whole, &job.replace("=shard-1 --shard 1/3", ""));
    assert_eq!(status, Some(0), "{said}");
    let files = |project: &Project| files(&project.path("snapshots/linux+mine")).into_iter().map(contents).collect();
    let (merged, made): (Vec<Vec<u8>>, Vec<Vec<u8>>) = (files(&project), files(&whole));
    assert_eq!(merged, made);
}

fn contents(file: impl AsRef<Path>) -> Vec<u8> {
    fs::read(file).expect("a file to read")
}

/// A folder of programs that do what follows the name of a machine, an image or a device, on this one.
#[cfg(unix)]
fn stand_ins() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let drive = format!("exec '{}' drive", env!("CARGO_BIN_EXE_sockshape"));
    for (name, script) in [
        ("ssh", format!("case $1 in board | old | new) shift ;; esac; test \"$*\" = 'sockshape drive' && {drive}")),
        ("runsc", format!("test \"$*\" = '--network=none --net-raw do sockshape drive' && {drive}")),
        ("python3.15", format!("test \"$*\" = 'harness/drivers/cpython.py' && {drive}")),
        ("docker", format!("test \"$*\" = 'run -i --rm image sockshape drive' && {drive}")),
        // A line carries bytes and nothing else: that one side has closed it is not told at once.
        ("socat", format!("test \"$*\" = '- /dev/ttyUSB0,raw,echo=0' && cat | ({drive}) | cat")),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a file to write");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("a program");
    }
    folder
}

/// Runs all commands below a heading, with stand-ins for the programs that they need.
#[cfg(unix)]
fn try_all(project: &Project, heading: &str, commands: usize) {
    let programs = stand_ins();
    let path = std::env::var("PATH").expect("a path");
    let block = blocks(heading, "console").concat();
    let lines: Vec<&str> = block.lines().collect();
    assert_eq!(lines.len(), commands, "{block}");
    for line in lines {
        let (mut program, shown) = prepared(project, line);
        program.env("PATH", format!("{}:{path}", programs.path().display()));
        let (status, printed, complained) = finish(program);
        assert_eq!(status, Some(0), "{shown}\n{printed}{complained}");
    }
}

#[cfg(unix)]
#[test]
fn calls_are_made_where_the_page_says() {
    try_all(&Project::of("agrees"), "### Other sockets than those of this process", 4);
}

#[cfg(unix)]
#[test]
fn recipes_do_what_they_are_for() {
    let project = Project::of("agrees");
    for list in ["known.yaml", "harness/drivers/cpython.known.yaml"] {
        let file = project.path(list);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a new folder");
        fs::write(file, "[]\n").expect("a file to write");
    }
    try_all(&project, "### Recipes", 5);
    for kernel in ["old", "new"] {
        assert!(project.path(&format!("snapshots/linux+{kernel}/recording.yaml")).is_file(), "{kernel}");
    }
}
