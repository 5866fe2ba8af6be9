//! `sockshape completions`: the script for each shell names every command, and the shell accepts it.

use rstest::rstest;

use super::commands;
use crate::support::program::feed;
use crate::support::project::Project;

#[rstest]
#[case::bash("bash", &["-n"])]
#[case::zsh("zsh", &["-n"])]
#[case::fish("fish", &["--no-execute"])]
#[case::elvish("elvish", &["-compileonly", "/dev/stdin"])]
#[case::powershell("powershell", &["-Command", "exit"])]
fn completions_name_every_command(#[case] shell: &str, #[case] check: &[&str]) {
    let ran = Project::empty().sockshape(&["completions", shell]);
    ran.exits_with(0);
    for command in commands() {
        assert!(ran.printed.contains(&command), "{command} is missing in\n{}", ran.printed);
    }
    if let Some((succeeds, _, complained)) = feed(shell, check, &ran.printed) {
        assert!(succeeds, "{complained}");
    }
}

#[test]
fn unknown_shell_is_refused_with_a_list_of_shells() {
    let ran = Project::empty().sockshape(&["completions", "tcsh"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.complained.contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{}", ran.complained);
}
