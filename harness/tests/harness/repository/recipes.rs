//! The commands of the README that a reader types one after the other do what it says.

use std::fs;
use std::path::Path;

use sockshape::case::{KnownFailures, ReadFor, Trial};

use crate::support::program::{command, finish, sockshape};
use crate::support::project::{Project, RECORD};
use crate::support::{corpus, rendered, root};

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

/// A folder of programs that do what follows the name of a machine, an image or a device, on this one.
#[cfg(unix)]
fn stand_ins() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let drive = format!("exec '{}' drive", env!("CARGO_BIN_EXE_sockshape"));
    for (name, script) in [
        ("ssh", format!("test \"$*\" = 'board sockshape drive' && {drive}")),
        ("docker", format!("test \"$*\" = 'run -i --rm image sockshape drive' && {drive}")),
        ("socat", format!("test \"$*\" = '- /dev/ttyUSB0,raw,echo=0' && {drive}")),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a file to write");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("a program");
    }
    folder
}

#[cfg(unix)]
#[test]
fn calls_are_made_where_the_page_says() {
    let (project, programs) = (Project::of("agrees"), stand_ins());
    let path = std::env::var("PATH").expect("a path");
    let block = blocks("### Other sockets than those of this process", "console").concat();
    let lines: Vec<&str> = block.lines().collect();
    assert_eq!(lines.len(), 4, "{block}");
    for line in lines {
        let (mut program, shown) = prepared(&project, line);
        program.env("PATH", format!("{}:{path}", programs.path().display()));
        let (status, printed, complained) = finish(program);
        assert_eq!(status, Some(0), "{shown}\n{printed}{complained}");
    }
}
