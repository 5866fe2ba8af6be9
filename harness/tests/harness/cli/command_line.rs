//! The arguments of the program: those that all commands take, those that are refused, and the help.

use std::str;

use rstest::rstest;

use super::commands;
use crate::support::program;
use crate::support::project::Project;

#[test]
fn root_can_be_given_as_an_option() {
    let (project, other) = (Project::of("agrees"), Project::empty());
    let root = project.path("").display().to_string();
    assert_eq!(other.sockshape(&["--root", &root, "list", "other"]).printed, "other::closed::closes\n");
    assert_eq!(other.sockshape(&["list", "other", "--root", &root]).printed, "other::closed::closes\n");
}

#[rstest]
#[case::command(&["frob"])]
#[case::option(&["run", "--frob"])]
#[case::format(&["run", "--format", "xml"])]
#[case::no_topic(&["new"])]
#[case::one_side(&["diff", "linux"])]
#[case::no_trial(&["show"])]
#[case::too_many_arguments(&["schema", "x"])]
fn wrong_command_line_exits_with_2(#[case] arguments: &[&str]) {
    let ran = Project::of("agrees").sockshape(arguments);
    ran.is_refused(2);
    assert!(ran.complained.starts_with("error: ") && ran.complained.contains("--help"), "{ran:?}");
}

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let ran = Project::empty().sockshape(&["--help"]);
    ran.exits_with(0);
    for command in ["run", "list", "diff", "show", "check", "new", "platform", "schema", "completions", "man"] {
        ran.prints(&format!("\n  {command} "));
    }
    for code in ["0  All is", "1  A trial differs", "2  The command line", "3  A case file is broken"] {
        ran.prints(&format!("\n  {code}"));
    }
}

#[test]
fn help_of_every_command_has_examples_and_fits_80_columns() {
    for command in commands() {
        let mut help = program::sockshape();
        let output = help.args([&command, "--help"]).env("COLUMNS", "80").output().expect("the program runs");
        let text = str::from_utf8(&output.stdout).expect("UTF-8");
        assert!(command == "man" || text.contains("\nExamples:\n  sockshape "), "{text}");
        let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
        assert_eq!(long, [] as [&str; 0]);
    }
}
