//! `sockshape man`: the page is complete, and groff typesets it without a warning.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::commands;
use crate::support::program::said;
use crate::support::project::Project;

fn page() -> String {
    let ran = Project::empty().sockshape(&["man"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    ran.printed
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
