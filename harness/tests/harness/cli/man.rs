//! `sockshape man`: the page is complete, and groff typesets it without warnings.

use std::collections::BTreeSet;
use std::fs;

use super::commands;
use crate::support::program::feed;
use crate::support::project::Project;
use crate::support::{files, root};

fn page() -> String {
    let ran = Project::empty().sockshape(&["man"]);
    ran.exits_with(0);
    ran.printed
}

/// The environment variables that the sources name.
fn variables() -> BTreeSet<String> {
    let mut found = BTreeSet::from(["INSTA_UPDATE", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"].map(str::to_owned));
    for file in files(&root().join("harness/src")) {
        let text = fs::read_to_string(file).expect("a source file");
        let words = text.split(|c: char| !c.is_ascii_uppercase() && c != '_');
        found.extend(words.filter(|word| word.starts_with("SOCKSHAPE_")).map(str::to_owned));
    }
    found
}

#[test]
fn page_has_every_command_exit_code_and_variable() {
    let page = page();
    let commands = commands();
    assert!(commands.len() > 8, "{commands:?}");
    for command in commands {
        assert!(page.contains(&format!("\n.SS {command}\n")), "{command} is missing in\n{page}");
    }
    for code in 0..=3 {
        assert!(page.contains(&format!("\n.TP\n\\fB{code}\\fR\n")), "{code} is missing in\n{page}");
    }
    let variables = variables();
    assert!(variables.contains("SOCKSHAPE_ROOT"), "{variables:?}");
    for variable in variables {
        assert!(page.contains(&format!("\\fB{variable}\\fR\n")), "{variable} is missing in\n{page}");
    }
    assert!(page.contains("cases/GROUP/TOPIC.yaml") && page.contains("\n.SH FILES\n"), "{page}");
}

/// Only warnings about the page count: on hosts of `ci/hosts`, whose /etc is nearly empty, groff lacks a file of its
/// own.
#[test]
fn page_is_typeset_without_warnings() {
    let Some((succeeds, text, warnings)) = feed("groff", &["-man", "-ww", "-Tascii", "-P-cbou"], &page()) else {
        eprintln!("not checked: this machine does not have groff");
        return;
    };
    let warnings: Vec<&str> = warnings.lines().filter(|line| line.contains("<standard input>")).collect();
    assert_eq!((succeeds, warnings), (true, Vec::new()));
    assert!(text.contains("\n   diff\n") && text.contains("sockshape diff linux linux-musl getaddrinfo\n"), "{text}");
}
