//! One run of many trials: what they share, and the way of each of them from its needs to its verdict.

mod against;
pub mod parallelism;
pub mod workers;

pub use against::{Agreement, against_all};

use std::path::{Path, PathBuf};

use crate::case::{Trial, TrialName};
use crate::executor::native::Native;
use crate::executor::{Executor, run};
use crate::platform::{Answer, Need, Platform};
use crate::recording::Recording;
use crate::snapshot::{Comparison, Records, Update};
use crate::transcript::SnapshotText;
use crate::verdict::{Judgement, Verdict, conclude, judge};

/// What is done with the transcripts of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// They are compared with the record, and nothing is written.
    Compare,
    /// insta compares them, and writes what `INSTA_UPDATE` asks for.
    Assert,
}

/// What the trials of a run share.
#[derive(Debug)]
pub struct Session {
    /// The root of the project.
    pub root: PathBuf,
    /// Whose sockets the trials are run on.
    pub executor: Box<dyn Executor>,
    /// The records of the platform.
    pub records: Records,
    /// Whether it was ever recorded as a whole.
    pub recorded: bool,
    keep: Keep,
    update: Update,
}

/// A trial that went its way.
#[derive(Debug)]
pub struct Examined {
    /// What came of it.
    pub verdict: Verdict,
    /// What its snapshot has to say. None if it says nothing about the platform: the trial was skipped, or it is unclear whether it can be run.
    pub record: Option<SnapshotText>,
}

impl Session {
    /// Prepares a run for the project at `root`, on the sockets of this process.
    ///
    /// # Errors
    /// When the platform is not known, the description of its recording cannot be read, or no thread can be started to watch
    /// over calls.
    pub fn new(root: &Path, keep: Keep) -> Result<Self, String> {
        Self::on(Box::new(Native::new()?), root, keep)
    }

    /// Prepares a run for the project at `root`, on the sockets of `executor`.
    ///
    /// # Errors
    /// When the description of the platform's recording cannot be read.
    pub fn on(executor: Box<dyn Executor>, root: &Path, keep: Keep) -> Result<Self, String> {
        let records = Records::new(root, executor.identity().platform);
        let recorded = Recording::read(&records).map_err(|fault| fault.with_hint())?.is_some();
        Ok(Self { root: root.to_owned(), executor, records, recorded, keep, update: Update::asked() })
    }

    /// The platform whose sockets they are.
    #[must_use]
    pub fn platform(&self) -> Platform {
        self.executor.identity().platform
    }

    /// Whether this run may write accepted snapshots.
    #[must_use]
    pub fn updates(&self) -> bool {
        self.keep == Keep::Assert && self.update == Update::InPlace
    }

    /// The file of a trial's record, below the root of the project.
    #[must_use]
    pub fn file_of_record(&self, name: &TrialName) -> PathBuf {
        let file = self.records.file(name);
        file.strip_prefix(&self.root).map(Path::to_owned).unwrap_or(file)
    }

    /// Runs a trial, if it can be run here, and judges it.
    #[must_use]
    pub fn examine(&self, trial: &Trial) -> Examined {
        match self.lacks(trial) {
            None => self.run(trial),
            Some(Lack::OfPlatform(what)) => self.pass_over(trial, what),
            Some(Lack::OfHost(reason)) => Examined::unrun(Verdict::Skipped { reason }),
            Some(Lack::Unclear(what)) => Examined::unrun(Verdict::Unclear { what }),
        }
    }

    /// Runs a trial and judges it.
    fn run(&self, trial: &Trial) -> Examined {
        let platform = self.platform();
        let transcript = match run(&trial.program, &*self.executor) {
            Ok(transcript) => transcript,
            Err(what) => return Examined::unrun(Verdict::Unclear { what }),
        };
        let mut rendering = transcript.render();
        let judgement = judge(trial, &transcript, &mut rendering, platform);
        let record = SnapshotText::Ran(rendering.lines);
        let comparison = match judgement {
            Judgement::Broken { .. } => None,
            Judgement::Holds | Judgement::Fails(_) => self.comparison(trial, &record),
        };
        Examined { verdict: conclude(trial, judgement, comparison, platform), record: Some(record) }
    }

    /// Judges a trial that the platform cannot run: its record has to say so.
    fn pass_over(&self, trial: &Trial, lacks: String) -> Examined {
        let record = SnapshotText::PlatformCannot(lacks);
        let verdict = match self.comparison(trial, &record) {
            None | Some(Comparison::Same) => Verdict::Agrees,
            Some(comparison) => Verdict::Differs { mismatches: Vec::new(), comparison },
        };
        Examined { verdict, record: Some(record) }
    }

    /// Why this host cannot run a trial that the platform could; none where it can.
    #[must_use]
    pub fn skips(&self, trial: &Trial) -> Option<String> {
        match self.lacks(trial) {
            Some(Lack::OfHost(reason)) => Some(reason),
            Some(Lack::OfPlatform(_) | Lack::Unclear(_)) | None => None,
        }
    }

    /// What is missing. What the platform lacks counts before what the host lacks, so that the record is the same on every host.
    fn lacks(&self, trial: &Trial) -> Option<Lack> {
        trial.needs.iter().filter_map(|need| self.lacks_one(*need)).min_by_key(|lack| match lack {
            Lack::OfPlatform(_) => 0,
            Lack::Unclear(_) => 1,
            Lack::OfHost(_) => 2,
        })
    }

    fn lacks_one(&self, need: Need) -> Option<Lack> {
        match self.executor.facts().ask(need) {
            Answer::Yes => None,
            Answer::PlatformCannot(what) => Some(Lack::OfPlatform(what)),
            Answer::Unclear(met) => Some(Lack::Unclear(format!("the probe of `{need}` met {met}"))),
            Answer::HostCannot(why) => Some(Lack::OfHost(format!("needs {need}: {why}"))),
        }
    }

    /// The run against the record; none where the platform has none and none is asked for.
    fn comparison(&self, trial: &Trial, record: &SnapshotText) -> Option<Comparison> {
        let text = record.to_string();
        let asked = matches!(self.update, Update::InPlace | Update::Pending);
        match self.keep {
            Keep::Assert if self.recorded || asked => {
                let comparison = self.records.assert(&trial.name, &text);
                if self.update == Update::InPlace && comparison == Comparison::Same {
                    self.records.forget_pending(&trial.name);
                }
                self.recorded.then_some(comparison)
            }
            Keep::Compare if self.recorded => Some(self.records.compare(&trial.name, &text)),
            Keep::Assert | Keep::Compare => None,
        }
    }
}

impl Examined {
    fn unrun(verdict: Verdict) -> Self {
        Self { verdict, record: None }
    }
}

/// What a trial lacks.
enum Lack {
    /// The platform has no such thing: that is its record.
    OfPlatform(String),
    /// This host has no such thing.
    OfHost(String),
    /// Nobody knows.
    Unclear(String),
}
