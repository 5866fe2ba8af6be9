//! `sockshape man`: one page with what `--help` says about every command, and with exit codes, variables and files.

use std::io;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::exit_code::{AGREES, MEANINGS};
use super::output::{CommandResult, Failure, Output, utf8};

/// The environment variables that the programs read, and what they are for.
const ENVIRONMENT: &[(&str, &str)] = &[
    (
        "SOCKSHAPE_ROOT",
        "The folder with cases/ and snapshots/ in it. The default is the nearest one, from the current folder upwards, \
         or else what the program carries.",
    ),
    ("SOCKSHAPE_PLATFORM", "What is under test: a name of your own, or the platform to take this machine for."),
    ("SOCKSHAPE_LIKE", "The platform that one with a name of your own answers to, instead of the one detected."),
    (
        "SOCKSHAPE_KNOWN",
        "The file of the trials that are known to fail on what is under test, as run --known takes it.",
    ),
    ("SOCKSHAPE_DRIVER", "The command of a driver, which makes the calls, as run --driver takes it."),
    ("SOCKSHAPE_RELEASE", "The release of what is under test, where a program cannot see it."),
    ("SOCKSHAPE_NETWORK", "If 1, cases marked with network may send to other hosts."),
    (
        "SOCKSHAPE_ISOLATED",
        "If 1, run, platform and cargo test use a network of their own, with loopback alone; if that cannot be made, \
         they run nothing.",
    ),
    ("SOCKSHAPE_STRICT", "If 1, cargo test fails when a trial is skipped."),
    (
        "SOCKSHAPE_JOURNAL",
        "Set by the process that starts another one to run the trials: the file in which this notes what is under way.",
    ),
    ("INSTA_UPDATE", "What cargo test may write into snapshots/: no, new (pending snapshots) or always."),
    ("RUST_TEST_THREADS", "How many trials cargo test runs at the same time."),
    ("GITHUB_ACTIONS", "If true, failing trials become annotations, which run and cargo test write to standard error."),
    ("NO_COLOR", "If set and not empty: no colours."),
    ("CLICOLOR_FORCE", "If set and not 0: colours even without a terminal."),
    ("COLUMNS", "The width of lines, instead of the width of the terminal."),
];

/// The files that are read, and that cargo test writes.
const FILES: &[(&str, &str)] = &[
    ("cases/GROUP/TOPIC.yaml", "The cases."),
    ("snapshots/PLATFORM/GROUP/TOPIC/CASE@VARIANT.snap", "What a trial found out about a platform."),
    ("snapshots/PLATFORM/recording.yaml", "When and on what the platform was recorded, and which trials were skipped."),
];

/// Prints the page of `command`, which is the whole program.
pub(super) fn man(command: Command) -> CommandResult {
    let text = page(command).map_err(|error| Failure::usage(format!("the page cannot be made: {error}")))?;
    Ok(Output { text, code: AGREES })
}

fn page(mut command: Command) -> io::Result<String> {
    command.build();
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    section("COMMANDS").to_writer(&mut page)?;
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        page.extend(of_command(command)?.bytes());
    }
    list("EXIT STATUS", MEANINGS.map(|(code, meaning)| (code.to_string(), meaning))).to_writer(&mut page)?;
    for (title, terms) in [("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)] {
        list(title, terms.iter().map(|(term, meaning)| ((*term).to_owned(), *meaning))).to_writer(&mut page)?;
    }
    Ok(utf8(page))
}

fn section(title: &str) -> Roff {
    let mut section = Roff::default();
    section.control("SH", [title]);
    section
}

/// A section of terms and their meaning.
fn list<'t>(title: &str, terms: impl IntoIterator<Item = (String, &'t str)>) -> Roff {
    let mut section = section(title);
    for (term, meaning) in terms {
        section.control("TP", []).text([bold(term)]).text([roman(meaning)]);
    }
    section
}

/// The part of the page about one command: without the options that all commands have, and without headings of its own.
fn of_command(command: &Command) -> io::Result<String> {
    let own = command.clone().mut_args(|argument| {
        let is_global = argument.is_global_set() || argument.get_id() == "help";
        argument.hide(is_global)
    });
    let man = Man::new(own);
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_description_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    let mut roff = Roff::default();
    roff.control("SS", [command.get_name()]);
    let parts = utf8(parts);
    let body = parts.lines().filter(|line| *line != ".SH OPTIONS" && *line != ".SH SYNOPSIS");
    let body: String =
        body.map(|line| if line == ".SH DESCRIPTION" { ".PP\n".to_owned() } else { format!("{line}\n") }).collect();
    Ok(roff.to_roff() + &body + &examples(command))
}

/// The examples, line by line.
fn examples(command: &Command) -> String {
    let Some(examples) = command.get_after_help() else {
        return String::new();
    };
    let mut roff = Roff::default();
    roff.control("PP", []).control("nf", []);
    for line in examples.to_string().lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []).to_roff()
}
