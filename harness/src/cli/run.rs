//! `sockshape run`, the default command.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::asked::{Asked, Selection};
use super::exit_code::{AGREES, BROKEN, DIFFERS, USAGE};
use super::known_failures::KnownOptions;
use super::output::{self, CommandResult, Failure, Output};
use super::progress::Progress;
use super::record::{Taking, note};
use super::select::corpus;
use super::under_test::UnderTest;
use super::verbose;
use super::watch::Watched;
use crate::case::{Corpus, ReadFor, TrialName};
use crate::compat::CorpusTrial;
use crate::fault::Fault;
use crate::report::{Complaint, ComplaintGroup, Outcomes, Part, Summary, annotates, grouped, junit};
use crate::root::{self, absolute};
use crate::session::description::Extent;
use crate::session::{Session, SnapshotMode, TrialResult, agreements, parallelism};
use crate::terminal::{complain, complain_line, line_width};
use crate::transcript::SnapshotText;
use crate::verdict::Verdict;
use crate::workers;

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// The form of the output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    under_test: UnderTest,
    #[command(flatten)]
    known: KnownOptions,
    /// In a network of its own, with loopback alone, where Linux allows it
    #[arg(long)]
    pub(super) isolated: bool,
    /// Accept the records of these trials on this platform, as the command in the message of a trial does. A run of all
    /// trials removes the records of those that are skipped, if they are of other cases or of another system. With
    /// =FOLDER, the recording is made there, and nothing of the project is written
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, require_equals = true)]
    pub(super) record: Option<Option<PathBuf>>,
    /// How many trials run at the same time, each in a process of its own if there is a driver: 1 for a driver that can
    /// be had once, such as a serial line
    #[arg(long, short, value_name = "NUMBER", conflicts_with = "verbose")]
    #[arg(value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// One trial after the other, with each step as it ends and the time it took
    #[arg(long, short, conflicts_with = "record")]
    verbose: bool,
    /// Run them again whenever a case file changes, or the file of --known or --from, until Ctrl-C
    #[arg(long, conflicts_with_all = ["record", "write_known"])]
    watch: bool,
}

impl Arguments {
    /// The files after whose changes the trials are to run again, if they are.
    ///
    /// # Errors
    /// When the output is for programs, or when there is nothing that can change.
    pub(super) fn watched<'a>(&'a self, root: &'a Path) -> Result<Option<Watched<'a>>, Fault> {
        if !self.watch {
            return Ok(None);
        }
        if self.format != Format::Text {
            return Err(Fault::new("--watch prints text for people").hint("leave out --format"));
        }
        root::to_write(root)?;
        Ok(Some(Watched::new(root, self.asked.file().into_iter().chain(self.known.file()))))
    }
}

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For programs; sockshape schema run prints its schema
    Json,
    /// For CI systems: JUnit's XML
    Junit,
}

const EXAMPLES: &str = "Examples:
  sockshape run                    all cases
  sockshape run bind:: AF_INET6    the trials in which both stand somewhere
  sockshape run --skip getaddrinfo --shard 2/8
  sockshape run --exact --from failing.txt
  sockshape run --watch datagram::reply         again after each change of a case file
  sockshape run --record datagram::reply
  sockshape run --record=mine      a recording for merge and diff, in the folder mine";

/// The trials that were run, each with its result.
type Results<'t> = [(CorpusTrial<'t>, TrialResult)];

pub(super) fn run(root: &Path, arguments: &Arguments) -> CommandResult {
    let corpus = corpus(root)?;
    let known = arguments.known.read(&corpus, ReadFor::Judging).map_err(Failure::usage)?;
    let renewal = arguments.known.renewal(&corpus)?;
    let Selection { names, part } = selection(root, arguments, &corpus)?;
    let session = session(root, arguments, &corpus)?.knowing(known);
    let names: BTreeSet<TrialName> = names.into_iter().collect();
    let trials = CorpusTrial::all(&corpus).filter(|known| names.contains(&known.trial.name));
    let trials: Vec<CorpusTrial> = trials.collect();
    let jobs = if arguments.verbose { Some(1) } else { arguments.jobs.map(usize::from) };
    let size = parallelism::size(jobs).map_err(Failure::usage)?;
    let extent = Extent::of(trials.len(), part, &corpus);
    let taking =
        arguments.record.is_some().then(|| Taking::begin(&session, &trials, extent, &corpus, size)).transpose()?;
    let results = examine_all(&trials, &session, size, arguments);
    let taken = taking.map(|taking| taking.end(&session, &corpus, &results));
    let (agreements, faults) = agreements(root, &found(&results));
    let part = part.map(|(shard, of)| Part { shard: shard.to_string(), trials: trials.len(), of });
    let mut summary = Summary::new(session.platform(), part, agreements);
    for (known, result) in &results {
        summary.add(known.trial, result);
    }
    let groups = grouped(results.iter().filter_map(|(known, result)| Complaint::of(*known, result, &session)));
    annotate(&groups);
    let each = results.iter().map(|(known, result)| (*known, result));
    let is_described = taken.as_ref().is_none_or(|taken| taken.is_described);
    let judged = found(&results).into_iter().map(|(name, _)| name).collect();
    let written = renewal.map(|renewal| renewal.write(session.platform(), &corpus, judged, &groups));
    let is_whole = is_described && faults.is_empty() && !matches!(written, Some(Err(_)));
    let written = written.map(|said| format!("\n{}", note(&said.unwrap_or_else(|why| why)))).unwrap_or_default();
    let after = taken.map(|taken| taken.text).unwrap_or_default() + &notes(&faults) + &written;
    let text = match arguments.format {
        Format::Text => text(&groups, &summary) + &after,
        Format::Json => beside(&after, output::json(&Outcomes::new(each, &groups, &session, &summary))),
        Format::Junit => beside(&after, junit(each, &session)),
    };
    let code = match code(&results, &summary) {
        AGREES if !is_whole => USAGE,
        code => code,
    };
    Ok(Output { text, code })
}

/// The trials that are asked for.
fn selection(root: &Path, arguments: &Arguments, corpus: &Corpus) -> Result<Selection, Failure> {
    let folder = || arguments.asked.folder().filter(|_| arguments.record == Some(None));
    arguments.asked.trials(root, corpus).map_err(|failure| match folder() {
        Some(folder) => Failure::usage(format!("{folder} is a folder; to record in it, write --record={folder}")),
        None => failure,
    })
}

/// What is said of recordings that could not be compared with.
fn notes(faults: &[Fault]) -> String {
    let notes: String = faults.iter().map(|fault| note(&fault.with_hint())).collect();
    if notes.is_empty() { notes } else { format!("\n{notes}") }
}

/// Says what does not belong into `text`, which a program reads: it goes to standard error. If that is gone, `text` is
/// still whole.
fn beside(after: &str, text: String) -> String {
    let _ = complain(after.trim_start());
    text
}

fn session(root: &Path, arguments: &Arguments, corpus: &Corpus) -> Result<Session, Failure> {
    if arguments.verbose && arguments.format != Format::Text {
        return Err(Failure::usage("--verbose prints text for people; leave out --format"));
    }
    let executor = arguments.under_test.executor().map_err(Failure::usage)?;
    let executor = if arguments.verbose { Box::new(verbose::executor(executor)) } else { executor };
    let session = match &arguments.record {
        None => Session::on(executor, root, SnapshotMode::Compare),
        Some(None) => Session::on(executor, root, SnapshotMode::Assert),
        Some(Some(folder)) => Session::into(executor, root, &absolute(folder), corpus),
    };
    session.map_err(Failure::usage)
}

/// Runs trials on so many threads, with a line that shows the progress.
fn examine_all<'t>(
    trials: &[CorpusTrial<'t>],
    session: &Session,
    workers: usize,
    arguments: &Arguments,
) -> Vec<(CorpusTrial<'t>, TrialResult)> {
    let shows_progress = arguments.format == Format::Text && !arguments.verbose;
    let progress = shows_progress.then(|| Progress::start(trials.len())).flatten();
    workers::map(trials, workers, |known| {
        if arguments.verbose {
            verbose::begin(&known.trial.name);
        }
        let result = session.examine(known.trial);
        if arguments.verbose {
            verbose::end(&result.verdict);
        }
        progress.iter().for_each(Progress::step);
        (*known, result)
    })
}

/// What the run found out about the platform.
fn found<'r>(results: &'r Results) -> Vec<(&'r TrialName, &'r SnapshotText)> {
    results.iter().filter_map(|(known, result)| Some((&known.trial.name, result.found.as_ref()?))).collect()
}

fn code(results: &Results, summary: &Summary) -> u8 {
    let is_broken = |(_, result): &(CorpusTrial, TrialResult)| matches!(result.verdict, Verdict::Broken { .. });
    match summary.total().differ {
        0 => AGREES,
        _ if results.iter().any(is_broken) => BROKEN,
        _ => DIFFERS,
    }
}

/// What happened and how often, each way of failing with one trial in full, and the summary.
fn text(groups: &[ComplaintGroup], summary: &Summary) -> String {
    let width = line_width();
    let details: String = groups.iter().map(|group| group.text(width) + "\n").collect();
    summary.headline(groups, width) + &details + &summary.text(width)
}

/// Has GitHub Actions show one trial of each way of failing: it shows only a few messages of a step. They go to
/// standard error, because standard output may be a file that a program reads.
fn annotate(groups: &[ComplaintGroup]) {
    if annotates() {
        let failing = groups.iter().filter(|group| group.is_failure());
        failing.for_each(|group| complain_line(&group.complaints[0].annotation()));
    }
}
