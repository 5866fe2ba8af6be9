//! `sockshape man`: what `--help` says of every command on one page, and what is said nowhere else there.

use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{AGREES, CODES, Done, Failure, Printed, utf8};

/// The variables that are read, and what they are for.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("SOCKSHAPE_ROOT", "The folder with cases/ and snapshots/ in it, in place of the nearest one from here upwards."),
    ("SOCKSHAPE_PLATFORM", "The platform this machine is taken for, in place of detection."),
    ("SOCKSHAPE_NETWORK", "1 lets cases that are marked with network send to other hosts."),
    ("SOCKSHAPE_STRICT", "1 makes cargo test fail where a trial is skipped."),
    ("INSTA_UPDATE", "What cargo test may write into snapshots/: no, new (pending snapshots) or always."),
    ("RUST_TEST_THREADS", "How many trials cargo test runs at a time."),
    ("NO_COLOR", "Anything but nothing: no colours, on a terminal or not."),
    ("CLICOLOR_FORCE", "Anything but 0: colours even where there is no terminal."),
    ("COLUMNS", "How many columns a line may have, in place of what the terminal says."),
];

/// The files that are read, and by cargo test written.
const FILES: &[(&str, &str)] = &[
    ("cases/GROUP/TOPIC.yaml", "The cases."),
    ("snapshots/PLATFORM/GROUP/TOPIC/CASE@VARIANT.snap", "What a trial brought to light on a platform."),
    ("snapshots/PLATFORM/recording.yaml", "What that platform was recorded on, when, and what was skipped."),
];

pub(super) fn man() -> Done {
    let text = page().map_err(|error| Failure::usage(format!("the page cannot be made: {error}")))?;
    Ok(Printed { text, code: AGREES })
}

fn page() -> io::Result<String> {
    let mut command = super::Arguments::command();
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
    list("EXIT STATUS", CODES.map(|(code, meaning)| (code.to_string(), meaning))).to_writer(&mut page)?;
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

/// A section of terms and what they mean.
fn list<'t>(title: &str, terms: impl IntoIterator<Item = (String, &'t str)>) -> Roff {
    let mut section = section(title);
    for (term, meaning) in terms {
        section.control("TP", []).text([bold(term)]).text([roman(meaning)]);
    }
    section
}

/// A command as a part of the page: without what holds for all of them, and its own sections without their headings.
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

/// The examples as they stand.
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
