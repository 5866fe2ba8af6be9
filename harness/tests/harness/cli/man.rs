//! `sockshape man` and `sockshape completions`: they say all there is, and programs that read them find nothing wrong.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{fs, str};

use rstest::rstest;

use crate::support::program;
use crate::support::project::Project;

fn page() -> String {
    let ran = Project::empty().sockshape(&["man"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    ran.printed
}

/// The commands that `--help` names.
fn commands() -> Vec<String> {
    let help = Project::empty().sockshape(&["--help"]).printed;
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let names = list.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The variables of the environment that the sources name.
fn variables(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            variables(&path, found);
        } else {
            let text = fs::read_to_string(&path).expect("a source file");
            let words = text.split(|c: char| !c.is_ascii_uppercase() && c != '_');
            found.extend(words.filter(|word| word.starts_with("SOCKSHAPE_")).map(str::to_owned));
        }
    }
}

#[test]
fn page_has_every_command_exit_code_and_variable() {
    let page = page();
    let commands = commands();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands {
        assert!(page.contains(&format!("\n.SS {command}\n")), "{command} is not on\n{page}");
    }
    for code in 0..=3 {
        assert!(page.contains(&format!("\n.TP\n\\fB{code}\\fR\n")), "{code} is not on\n{page}");
    }
    let mut named = BTreeSet::from(["INSTA_UPDATE", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"].map(str::to_owned));
    variables(&Path::new(env!("CARGO_MANIFEST_DIR")).join("harness/src"), &mut named);
    assert!(named.contains("SOCKSHAPE_ROOT"), "{named:?}");
    for variable in named {
        assert!(page.contains(&format!("\\fB{variable}\\fR\n")), "{variable} is not on\n{page}");
    }
    assert!(page.contains("cases/GROUP/TOPIC.yaml") && page.contains("\n.SH FILES\n"), "{page}");
}

/// What a program says that is given this text, if there is such a program.
fn said(program: &str, arguments: &[&str], text: &str) -> Option<(bool, String, String)> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("a program that reads");
    drop(input);
    let output = child.wait_with_output().expect("a program that ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some((output.status.success(), text(&output.stdout), text(&output.stderr)))
}

/// Those about the page: where /etc is bare, as on hosts of `ci/hosts`, groff misses a file of its own.
#[test]
fn page_is_typeset_without_a_warning() {
    let Some((succeeds, text, warnings)) = said("groff", &["-man", "-ww", "-Tascii", "-P-cbou"], &page()) else {
        eprintln!("not checked: there is no groff");
        return;
    };
    let warnings: Vec<&str> = warnings.lines().filter(|line| line.contains("<standard input>")).collect();
    assert_eq!((succeeds, warnings), (true, Vec::new()));
    assert!(text.contains("\n   diff\n") && text.contains("sockshape diff linux linux-musl getaddrinfo\n"), "{text}");
}

#[rstest]
#[case::bash("bash", &["-n"])]
#[case::zsh("zsh", &["-n"])]
#[case::fish("fish", &["--no-execute"])]
#[case::elvish("elvish", &["-compileonly", "/dev/stdin"])]
#[case::powershell("powershell", &["-Command", "exit"])]
fn completions_name_every_command(#[case] shell: &str, #[case] check: &[&str]) {
    let ran = Project::empty().sockshape(&["completions", shell]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    for command in commands() {
        assert!(ran.printed.contains(&command), "{command} is not in\n{}", ran.printed);
    }
    if let Some((succeeds, _, complained)) = said(shell, check, &ran.printed) {
        assert!(succeeds, "{complained}");
    }
}

#[test]
fn unknown_shell_is_told_which_there_are() {
    let ran = Project::empty().sockshape(&["completions", "tcsh"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.complained.contains("[possible values: bash, elvish, fish, powershell, zsh]"), "{}", ran.complained);
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
