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

/// Runs a line of a block in a project: `cargo run` or `cargo test`, with variables before it.
fn run(project: &Project, line: &str) -> (Option<i32>, String) {
    let line = line.strip_prefix("$ ").expect("a command").split('#').next().unwrap_or_default();
    let (variables, rest) = line.split_at(line.find("cargo ").expect("cargo"));
    let (mut program, arguments) = match rest.strip_prefix("cargo run -- ") {
        Some(arguments) => (sockshape(), arguments),
        None => (command(), rest.strip_prefix("cargo test --test conformance").expect("the test program")),
    };
    program.args(arguments.split_whitespace()).current_dir(project.path("")).env("SOCKSHAPE_ROOT", project.path(""));
    program.envs(variables.split_whitespace().filter_map(|variable| variable.split_once('=')));
    let (status, printed, complained) = finish(program);
    (status, printed + &complained)
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
