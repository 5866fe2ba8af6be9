//! The command line: one file a command.

mod check;
mod completions;
mod diff;
mod list;
mod man;
mod merge;
mod new;
mod platform;
mod progress;
mod report;
mod run;
mod schema;
mod show;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::case::{Corpus, TrialName, load};
use crate::compat::{Column, Overview, Table};
use crate::platform::child;
use crate::problem::{self, Fault, Problem};
use crate::root;
use crate::terminal::{WRONG, painted};

/// All is as it should be.
const AGREES: u8 = 0;
/// A trial differs, or a check found something to do.
const DIFFERS: u8 = 1;
/// The command line makes no sense, or this machine is in the way. clap exits with it too.
const USAGE: u8 = 2;
/// A case file is broken.
const BROKEN: u8 = 3;

/// How operating systems name sockets: run the cases, and see where this machine differs.
#[derive(Debug, Parser)]
#[command(name = "sockshape", version, about, after_help = exit_codes())]
struct Arguments {
    /// The folder with cases/ and snapshots/ in it
    #[arg(long, env = "SOCKSHAPE_ROOT", value_name = "FOLDER", global = true, hide_env_values = true)]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The exit codes, and what each says.
const CODES: [(u8, &str); 4] = [
    (AGREES, "All is as it should be; of diff: the two say the same."),
    (DIFFERS, "A trial differs, or a check found something to do; of diff: the two differ."),
    (USAGE, "The command line makes no sense, or this machine is in the way."),
    (BROKEN, "A case file is broken."),
];

fn exit_codes() -> String {
    let codes = CODES.iter().map(|(code, meaning)| format!("\n  {code}  {meaning}"));
    format!("Exit codes:{}", codes.collect::<String>())
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run cases on this machine and say how it compares (this is what no command does)
    Run(run::Arguments),
    /// List the trials there are
    List(list::Arguments),
    /// Say where two recordings differ, step by step
    Diff(diff::Arguments),
    /// Show one trial: its case, its steps, and what every platform answered
    Show(show::Arguments),
    /// Write the whole matrix, every trial against every recording, for people or programs
    Report(report::Arguments),
    /// Take in recordings from other machines
    Merge(merge::Arguments),
    /// Check case files without running them, and which snapshots are missing or left over
    Check(check::Arguments),
    /// Write a case file to start from
    New(new::Arguments),
    /// Say what this machine is taken for and what it can do
    Platform(platform::Arguments),
    /// Print a JSON Schema
    Schema(schema::Arguments),
    /// Print a script by which a shell completes commands and options
    Completions(completions::Arguments),
    /// Print the manual page, for man -l -
    Man,
}

/// In what form to print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    child::answer();
    let arguments = Arguments::parse();
    let root = arguments.root.as_deref().map_or_else(root::find, root::absolute);
    let done = match arguments.command.unwrap_or(Command::Run(run::Arguments::default())) {
        Command::Run(arguments) => run::run(&root, &arguments),
        Command::List(arguments) => list::list(&root, &arguments),
        Command::Diff(arguments) => diff::diff(&root, &arguments),
        Command::Show(arguments) => show::show(&root, &arguments),
        Command::Report(arguments) => report::report(&root, &arguments),
        Command::Merge(arguments) => merge::merge(&root, &arguments),
        Command::Check(arguments) => check::check(&root, &arguments),
        Command::New(arguments) => new::new(&root, &arguments),
        Command::Platform(arguments) => platform::platform(&root, &arguments),
        Command::Schema(arguments) => schema::schema(&arguments),
        Command::Completions(arguments) => completions::completions(&arguments),
        Command::Man => man::man(),
    };
    match done {
        Ok(printed) => print(&printed),
        Err(failure) => {
            complain(&failure.message);
            ExitCode::from(failure.code)
        }
    }
}

/// Prints what a command has to say, with its styles where a terminal takes them and `NO_COLOR` is not set. Whoever closes the pipe early, as `head` does, has read enough.
fn print(printed: &Printed) -> ExitCode {
    match anstream::stdout().lock().write_all(printed.text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(&self::error(&format!("the output cannot be written: {error}")));
            ExitCode::from(USAGE)
        }
        _ => ExitCode::from(printed.code),
    }
}

/// Says what is wrong. Where nobody reads that either, the exit code says enough.
fn complain(message: &str) {
    let _ = writeln!(anstream::stderr(), "{message}");
}

/// What a library wrote as text.
fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

fn error(message: &str) -> String {
    format!("{} {message}", painted(WRONG, "error:"))
}

/// What a command has to say, and the exit code.
struct Printed {
    text: String,
    code: u8,
}

/// Why a command could not do what it was asked.
struct Failure {
    message: String,
    code: u8,
}

impl Failure {
    fn usage(message: impl Into<String>) -> Self {
        Self { message: error(&message.into()), code: USAGE }
    }

    fn broken(problems: &[Problem]) -> Self {
        Self { message: problem::list(problems), code: BROKEN }
    }

    /// Recordings that cannot be used: the first faults, and how many more there are.
    fn recordings(faults: &[Fault]) -> Self {
        let told = faults.iter().take(MOST_TOLD).map(|fault| error(&fault.with_hint()));
        let more = faults.len().saturating_sub(MOST_TOLD);
        let more = (more > 0).then(|| error(&format!("{more} more faults in the recordings")));
        Self { message: told.chain(more).collect::<Vec<_>>().join("\n"), code: USAGE }
    }
}

/// The most faults of recordings that are told: each file may have one.
const MOST_TOLD: usize = 20;

type Done = Result<Printed, Failure>;

/// All cases, or the message of what is wrong with them.
fn corpus(root: &Path) -> Result<Corpus, Failure> {
    load(root).map_err(|problems| Failure::broken(&problems))
}

/// Everything that was recorded, held against the cases, as far as its trials are meant.
fn overview(root: &Path, filters: &[String]) -> Result<Overview, Failure> {
    let corpus = corpus(root)?;
    let columns = Column::all(root).map_err(|faults| Failure::recordings(&faults))?;
    let table = Table::new(&corpus, &columns).map_err(|faults| Failure::recordings(&faults))?;
    Ok(Overview::of(&table, |name| is_meant(name, filters)))
}

/// Whether a trial is meant: no filter at all, or one that its name contains.
fn is_meant(name: &TrialName, filters: &[String]) -> bool {
    let name = name.to_string();
    filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str()))
}
