//! The trials as tests: what `cargo test` and `cargo nextest run` see, by means of libtest-mimic, which has threads
//! of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Completion, Failed};

use crate::case::{Corpus, ReadFor, Trial, TrialName, load, load_topic};
use crate::cli::{KnownOptions, UnderTest};
use crate::compat::{AGAINST_RECORDS, Column, CorpusTrial, Table, contradictions};
use crate::executor::native;
use crate::fault::Fault;
use crate::files::{self, Kind};
use crate::platform::{Edition, child, isolation};
use crate::problem::{self, IN_CASES};
use crate::report::{Complaint, annotates, ignored};
use crate::session::description::Earlier;
use crate::session::{self, Session, SnapshotMode, Tally, parallelism};
use crate::snapshot::{editions, orphans};
use crate::source::shown;
use crate::terminal::{self, UNLIMITED, plain};
use crate::verdict::Verdict;

/// The test that no recording contradicts a claim.
const CONTRADICTIONS: &str = "corpus::every_claim_agrees_with_every_recording";

/// The test that every snapshot belongs to a case.
const ORPHANS: &str = "corpus::every_snapshot_has_a_case";

/// Runs the trials that the command line selects. `root` is the root of the project.
#[must_use]
pub fn main(root: &Path) -> ExitCode {
    child::answer(native::work);
    let mut arguments = Arguments::from_args();
    if arguments.test_threads.is_none() {
        arguments.test_threads = env::var("RUST_TEST_THREADS").ok().and_then(|threads| threads.parse().ok());
    }
    if arguments.test_threads == Some(0) {
        terminal::complain_line("error: 0 threads cannot run any trial; --test-threads takes 1 or more");
        return ExitCode::from(2);
    }
    let isolated = match isolation::is_asked_for() {
        Ok(isolated) => isolated,
        Err(fault) => return failed(&fault.with_hint()),
    };
    // nextest does what a supervisor does: it runs each trial in a process of its own.
    let is_supervised = arguments.list || is_under_nextest();
    if let Some(code) = (!is_supervised).then(|| session::supervise(None)).flatten() {
        return code;
    }
    arguments.quiet |= is_whole_run(&arguments);
    let prepared = prepare(root, isolated).and_then(|()| parallelism::size(arguments.test_threads));
    let run = prepared.map_err(as_error).and_then(|size| {
        arguments.test_threads = Some(size);
        Run::new(root, &arguments)
    });
    match run {
        Ok(run) => run.run(&arguments),
        Err(message) => {
            terminal::complain_line(&message);
            ExitCode::from(101)
        }
    }
}

/// Prepares this process to run trials.
///
/// # Errors
/// When it cannot have a network of its own, and the trials are to be `isolated`, or when they are to be recorded where
/// nothing can be written.
fn prepare(root: &Path, isolated: bool) -> Result<(), String> {
    session::prepare_to_write(root).and_then(|()| session::prepare(isolated)).map_err(|fault| fault.with_hint())
}

/// One run of the test program.
struct Run {
    session: Arc<Session>,
    corpus: Arc<Corpus>,
    /// Whether `corpus` holds all cases.
    is_whole: bool,
    results: Arc<Mutex<Results>>,
}

/// What is needed of the results once all trials have run.
#[derive(Debug, Default)]
struct Results {
    /// What the description of a recording needs.
    tally: Tally,
    /// The ways of failing of which CI was told.
    announced: BTreeSet<String>,
    /// The reasons for ignoring trials, and the number of trials for each.
    ignored: BTreeMap<String, usize>,
}

impl Run {
    fn new(root: &Path, arguments: &Arguments) -> Result<Self, String> {
        let (corpus, is_whole) = match only_trial(arguments) {
            Some(name) if files::is_there(root, &name.file(), Kind::File).unwrap_or(false) => {
                let topic = load_topic(root, &name.group, &name.topic);
                (topic.map(|topic| Corpus { topics: vec![topic] }), false)
            }
            _ => (load(root), true),
        };
        let corpus = corpus.map_err(|problems| format!("{}; nothing was run", problem::list(&problems, IN_CASES)))?;
        let purpose = if is_whole { ReadFor::Judging } else { ReadFor::JudgingSome };
        let known = KnownOptions::from_environment().read(&corpus, purpose).map_err(as_error)?;
        let executor = UnderTest::from_environment().executor().map_err(as_error)?;
        let session = Session::on(executor, root, SnapshotMode::Assert).map_err(as_error)?.knowing(known);
        Ok(Self { session: Arc::new(session), corpus: Arc::new(corpus), is_whole, results: Arc::default() })
    }

    fn run(self, arguments: &Arguments) -> ExitCode {
        let shows_ignored = arguments.ignored || arguments.include_ignored || arguments.list;
        let flags_ignored = shows_ignored || is_under_nextest();
        let places = self.corpus.topics.iter().enumerate();
        let places = places.flat_map(|(topic, of)| (0..of.trials.len()).map(move |trial| (topic, trial)));
        let mut trials: Vec<_> = places.map(|place| self.trial(place, flags_ignored)).collect();
        self.rehearse(&trials, arguments);
        if self.is_whole {
            // They need a processor for longest, so they begin first: trials that wait do so beside them.
            trials.splice(..0, [self.contradictions(), self.orphans()]);
        }
        let earlier = match self.session.updates().then(|| Earlier::of(&self.session)).transpose() {
            Ok(earlier) => earlier.filter(|_| !arguments.list && !arguments.bench),
            Err(fault) => return failed(&fault.with_hint()),
        };
        let conclusion = libtest_mimic::run(arguments, trials);
        if arguments.quiet && !arguments.list {
            self.print_ignored();
        }
        match earlier.map(|earlier| self.describe(&earlier, arguments)) {
            Some(Err(message)) => failed(&message),
            Some(Ok(())) | None => conclusion.exit_code(),
        }
    }

    /// Renews the description of the recording. If it cannot be renewed after a run of some trials, that is only said.
    ///
    /// # Errors
    /// When all trials were run, and the description cannot be written.
    fn describe(&self, earlier: &Earlier, arguments: &Arguments) -> Result<(), String> {
        let tally = &self.results.lock().unwrap_or_else(PoisonError::into_inner).tally;
        if self.is_recording(arguments) {
            return earlier.describe_whole(&self.session, &self.corpus, tally, None);
        }
        if let Err(fault) = earlier.describe_some(&self.session, tally) {
            terminal::complain_line(&format!("note: {}", fault.with_hint()));
        }
        Ok(())
    }

    /// Says why trials were ignored, which a quiet run does not say of each of them.
    fn print_ignored(&self) {
        let results = self.results.lock().unwrap_or_else(PoisonError::into_inner);
        let reasons = results.ignored.iter().map(|(reason, count)| format!("{count:6}  {reason}\n"));
        let reasons: String = reasons.collect();
        if !reasons.is_empty() {
            // If standard output is gone, the exit code still tells the result.
            let _ = terminal::print(&format!("ignored:\n{reasons}\n"));
        }
    }

    /// If anything may be written, runs the selected trials a first time.
    fn rehearse(&self, tests: &[libtest_mimic::Trial], arguments: &Arguments) {
        if self.session.writes() && !arguments.list && !arguments.bench {
            let all = self.corpus.trials().map(AsRef::as_ref).zip(tests);
            let selected = all.filter(|(_, test)| !arguments.is_filtered_out(test));
            let selected: Vec<&Trial> = selected.map(|(trial, _)| trial).collect();
            self.session.rehearse(&selected, arguments.test_threads.unwrap_or(1));
        }
    }

    /// Whether all trials are run.
    fn is_recording(&self, arguments: &Arguments) -> bool {
        self.is_whole && arguments.filter.is_none() && arguments.skip.is_empty() && !arguments.ignored
    }

    /// A trial as a test: that of this topic with this index in it. With `flags_ignored`, one that this host cannot run
    /// is marked as ignored before it is run, without a reason.
    fn trial(&self, (topic, trial): (usize, usize), flags_ignored: bool) -> libtest_mimic::Trial {
        let known = &self.corpus.topics[topic].trials[trial];
        let ignored = flags_ignored && self.session.skips(known).is_some();
        let (session, results) = (Arc::clone(&self.session), Arc::clone(&self.results));
        let corpus = Arc::clone(&self.corpus);
        let test = move || {
            let topic = &corpus.topics[topic];
            examine(CorpusTrial { topic, trial: &topic.trials[trial] }, &session, &results)
        };
        libtest_mimic::Trial::ignorable_test(known.name.to_string(), test).with_ignored_flag(ignored)
    }

    /// Judges the claims by all recordings, but not by one that this run is writing, nor by those of platforms with a
    /// name of somebody's own, of which a list says what fails: their trials are judged by the list.
    fn contradictions(&self) -> libtest_mimic::Trial {
        let (session, corpus) = (Arc::clone(&self.session), Arc::clone(&self.corpus));
        libtest_mimic::Trial::test(CONTRADICTIONS, move || {
            let unreadable = |faults: Vec<Fault>| listed(faults.iter().map(Fault::with_hint));
            let editions = editions(&session.root).map_err(|fault| unreadable(vec![fault]))?;
            // One that is kept over another may have that one beneath it.
            let is_stable = |edition: &Edition| match (session.updates(), &session.known) {
                (true, _) => edition.release.is_none() && edition.platform != session.platform(),
                (false, Some(_)) => *edition != session.edition,
                (false, None) => true,
            };
            let is_judged = |edition: &Edition| edition.platform.own_name().is_none() && is_stable(edition);
            let columns = Column::of_editions(&session.root, editions.into_iter().filter(is_judged));
            let columns = columns.map_err(unreadable)?;
            let problems = contradictions(&Table::new(&corpus, &columns).map_err(unreadable)?);
            if problems.is_empty() { Ok(()) } else { Err(plain(&problem::list(&problems, AGAINST_RECORDS)).into()) }
        })
    }

    fn orphans(&self) -> libtest_mimic::Trial {
        let root = self.session.root.clone();
        let names: Vec<TrialName> = self.corpus.trials().map(|trial| trial.name.clone()).collect();
        libtest_mimic::Trial::test(ORPHANS, move || {
            let orphans: Vec<PathBuf> = orphans(&root, names.iter()).map_err(|fault| fault.with_hint())?;
            if orphans.is_empty() {
                return Ok(());
            }
            let list = listed(orphans.iter().map(|path| shown(path)));
            Err(Failed::from(format!(
                "no case makes these; remove them, or give their case its old name back:\n{list}"
            )))
        })
    }
}

/// Each item on a line of its own.
fn listed(items: impl Iterator<Item = String>) -> String {
    items.map(|item| format!("  {item}")).collect::<Vec<_>>().join("\n")
}

/// Says why the program fails although no test does.
fn failed(message: &str) -> ExitCode {
    terminal::complain_line(&as_error(message));
    ExitCode::from(101)
}

fn as_error(message: impl Display) -> String {
    format!("error: {message}")
}

/// The trial that the command line names, if it names exactly one. nextest runs each trial in a process of its own,
/// which need not read all case files.
fn only_trial(arguments: &Arguments) -> Option<TrialName> {
    let filter = arguments.filter.as_ref().filter(|_| arguments.exact && !arguments.list)?;
    filter.parse().ok()
}

fn examine(known: CorpusTrial, session: &Session, results: &Mutex<Results>) -> Result<Completion, Failed> {
    let result = session.examine(known.trial);
    results.lock().unwrap_or_else(PoisonError::into_inner).tally.add(known.trial, &result.verdict);
    if let Some(reason) = ignored(known.trial, &result.verdict).map(|reason| plain(&reason)) {
        return match result.verdict {
            Verdict::Skipped { .. } if env::var_os("SOCKSHAPE_STRICT").is_some_and(|value| value == "1") => {
                Err(Failed::from(format!("skipped, and SOCKSHAPE_STRICT=1 forbids it: {reason}")))
            }
            _ => {
                let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
                *results.ignored.entry(reason.clone()).or_default() += 1;
                Ok(Completion::ignored_with(reason))
            }
        };
    }
    match Complaint::of(known, &result, session) {
        None => Ok(Completion::Completed),
        Some(complaint) => {
            announce(&complaint, results);
            Err(Failed::from(plain(&complaint.text(UNLIMITED))))
        }
    }
}

/// Tells CI of a failure on standard error. GitHub Actions shows a few messages of a step, so each way of failing is
/// told once. nextest takes for the message of a test what begins with `Error: ` at the start of a line, to the end of
/// standard error (`heuristic_error_str` in its `error_description.rs`).
fn announce(complaint: &Complaint, results: &Mutex<Results>) {
    let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
    if annotates() && results.announced.insert(complaint.way()) {
        terminal::complain_line(&complaint.annotation());
    }
    if is_under_nextest() {
        terminal::complain_line(&format!("Error: {}", complaint.line()));
    }
}

/// Whether all trials are run, and nobody said how to show them. The names of thousands are no help, and cargo does not
/// tell a program like this that it was called as `cargo test --quiet`.
fn is_whole_run(arguments: &Arguments) -> bool {
    let Arguments { filter, format, list, bench, .. } = arguments;
    filter.is_none() && format.is_none() && !list && !bench
}

/// Whether nextest started this process.
fn is_under_nextest() -> bool {
    env::var_os("NEXTEST").is_some()
}
