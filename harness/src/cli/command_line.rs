//! The arguments of the program, and which command they call.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::exit_code::{MEANINGS, USAGE};
use super::output::{CommandResult, Failure, print};
use super::{
    check, completions, diff, drive, export, known, list, man, merge, new, platform, reference, report, run, schema,
    show, table, witness,
};
use crate::built_in;
use crate::case::load;
use crate::compat::Column;
use crate::executor::native;
use crate::fault::Fault;
use crate::platform::{child, isolation};
use crate::recording::digest;
use crate::root;
use crate::session;
use crate::snapshot::editions;
use crate::terminal;

/// How operating systems name sockets: run the cases, and see where this machine differs.
#[derive(Debug, Parser)]
#[command(name = "sockshape", version, about, after_help = exit_codes())]
struct Arguments {
    /// The folder with cases/ and snapshots/ in it, instead of the nearest one or what the program carries
    #[arg(long, env = "SOCKSHAPE_ROOT", value_name = "FOLDER", global = true, hide_env_values = true)]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

fn exit_codes() -> String {
    let codes = MEANINGS.iter().map(|(code, meaning)| format!("\n  {code}  {meaning}"));
    format!("Exit codes:{}", codes.collect::<String>())
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the cases on this machine and show how it compares (the default)
    Run(run::Arguments),
    /// List the trials
    List(list::Arguments),
    /// Show where two recordings differ, step by step
    Diff(diff::Arguments),
    /// Show a case or a trial: its steps, and what every platform answered
    Show(show::Arguments),
    /// Write the whole table, every trial in every recording, for people or programs
    Report(report::Arguments),
    /// Print a table derived from the cases, such as that of names
    Table(table::Arguments),
    /// List what a platform is known to do wrong, for its makers
    Known(known::Arguments),
    /// Write a trial as a program of its own, for a report to the makers of a system
    Export(export::Arguments),
    /// Hold what such programs printed against a record
    Witness(witness::Arguments),
    /// Take in recordings from other machines
    Merge(merge::Arguments),
    /// Check case files without running them, and find missing and leftover snapshots
    Check(check::Arguments),
    /// Make calls for a harness that runs elsewhere, which asks for them on standard input
    #[command(after_help = drive::EXAMPLES)]
    Drive,
    /// Write a case file to start from
    New(new::Arguments),
    /// Show which platform this machine is, and what it can do
    Platform(platform::Arguments),
    /// Print a table of what cases can use, in Markdown
    Reference(reference::Arguments),
    /// Print a JSON Schema
    Schema(schema::Arguments),
    /// Print a script that completes commands and options in a shell
    Completions(completions::Arguments),
    /// Print the manual page, for man -l -
    Man,
}

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    child::answer(native::work);
    let (root, command) = match read() {
        Ok(read) => read,
        Err(error) => return print_help(&error),
    };
    match prepare(&root, &command) {
        Ok(Some(code)) => code,
        Ok(None) => print(&call(&root, &command)),
        Err(fault) => print(&Err(Failure::usage(fault.with_hint()))),
    }
}

/// Reads the arguments: the root of the project, and the command.
fn read() -> Result<(PathBuf, Command), clap::Error> {
    let given = Arguments::try_parse()?;
    let root = given.root.as_deref().map_or_else(root::find, root::absolute);
    Ok((root, given.command.map_or_else(by_default, Ok)?))
}

/// A run without arguments. The environment has a say in it.
fn by_default() -> Result<Command, clap::Error> {
    let run = run::Arguments::augment_args(clap::Command::new("run"));
    Ok(Command::Run(run::Arguments::from_arg_matches(&run.try_get_matches_from(["run"])?)?))
}

/// Prepares this process for its command. Returns the exit code if another process has run the trials.
///
/// # Errors
/// When they are to have a network of their own, and cannot have one, when they are to be recorded where nothing can be
/// written, or when standard input cannot be read.
fn prepare(root: &Path, command: &Command) -> Result<Option<ExitCode>, Fault> {
    let Command::Run(arguments) = command else { return Ok(None) };
    let isolated = isolation::is_asked_for()? || arguments.isolated;
    let input = arguments.asked.input()?;
    let code = match arguments.watched(root)? {
        Some(watched) if !session::is_supervised() => Some(watched.again_and_again(|| session::supervise(input))?),
        _ => session::supervise(input),
    };
    if code.is_none() {
        if let Some(folder) = &arguments.record {
            session::prepare_to_accept(root, folder.as_deref())?;
        }
        session::prepare(isolated)?;
    }
    Ok(code)
}

/// Prints the help that was asked for, or what is wrong with the arguments. They come from the user, who may have them
/// from elsewhere.
fn print_help(error: &clap::Error) -> ExitCode {
    let mut text = error.render().ansi().to_string();
    if error.kind() == ErrorKind::DisplayVersion {
        text += &carried();
    }
    // Nobody is left to be told that this cannot be written.
    let _ = if error.use_stderr() { terminal::complain(&text) } else { terminal::print(&text) };
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(USAGE))
}

/// Which cases and how many recordings the program carries.
fn carried() -> String {
    if !built_in::is_there() {
        return String::new();
    }
    let root = Path::new(built_in::ROOT);
    match (load(root), Column::of_editions(root, editions(root).unwrap_or_default().into_iter())) {
        (Ok(corpus), Ok(columns)) => format!("carries cases {} and {} recordings\n", digest(&corpus), columns.len()),
        _ => "carries cases or recordings that cannot be read\n".to_owned(),
    }
}

fn call(root: &Path, command: &Command) -> CommandResult {
    match command {
        Command::Run(arguments) => run::run(root, arguments),
        Command::List(arguments) => list::list(root, arguments),
        Command::Diff(arguments) => diff::diff(root, arguments),
        Command::Show(arguments) => show::show(root, arguments),
        Command::Report(arguments) => report::report(root, arguments),
        Command::Table(arguments) => table::table(root, arguments),
        Command::Known(arguments) => known::known(root, arguments),
        Command::Export(arguments) => export::export(root, arguments),
        Command::Witness(arguments) => witness::witness(root, arguments),
        Command::Merge(arguments) => merge::merge(root, arguments),
        Command::Check(arguments) => check::check(root, arguments),
        Command::Drive => drive::drive(),
        Command::New(arguments) => new::new(root, arguments),
        Command::Platform(arguments) => platform::platform(root, arguments),
        Command::Reference(arguments) => reference::reference(arguments),
        Command::Schema(arguments) => schema::schema(arguments),
        Command::Completions(arguments) => completions::completions(arguments, &mut Arguments::command()),
        Command::Man => man::man(Arguments::command()),
    }
}
