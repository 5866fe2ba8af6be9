//! A trial in a process of a driver.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value as Json};
use tempfile::TempDir;

use super::Idle;
use super::gate::{admit, admit_beside_unknown, makes_unknown};
use super::process::Process;
use crate::executor::budget::{Amounts, Budget};
use crate::executor::interface::{Limits, Stop, World};
use crate::executor::protocol::{Begin, Hello, Request};
use crate::operation::{Call, Outcome, reason};
use crate::temporary;

/// How much longer than its deadline a call may take, before the driver counts as hanging.
const GRACE: Duration = Duration::from_secs(5);

/// A trial in a process of a driver. The process is there for another one afterwards, unless it has failed.
pub(super) struct Trial {
    process: Option<Process>,
    idle: Arc<Idle>,
    budget: Budget,
    /// Whether the driver keeps calls among the sockets of the trial itself, or need not.
    is_free: bool,
    /// Whether the trial has made a socket that might reach anything.
    has_unknown: bool,
    /// The calls that were to be started, and were withheld.
    never_started: BTreeSet<String>,
    patience: Duration,
    /// The folder of the trial, if the driver is on this host.
    _scratch: Option<TempDir>,
}

impl Trial {
    /// Begins a trial.
    ///
    /// # Errors
    /// When there can be no folder for it, or the driver fails.
    pub(super) fn begin(mut process: Process, hello: &Hello, limits: Limits, idle: Arc<Idle>) -> Result<Self, Stop> {
        let scratch = hello.here.then(temporary::make).transpose();
        let scratch = scratch.map_err(|error| Stop::Failed(format!("no folder can be made for the trial: {error}")))?;
        let path = scratch.as_ref().map(|folder| folder.path().display().to_string());
        let patience = limits.deadline + GRACE;
        let begin = Begin { scratch: path, ..limits.into() };
        let answer = process.ask(&Request::Begin(begin), patience).map_err(Stop::Failed)?;
        if !says(&answer, "begun") {
            return Err(Stop::Failed(process.blame("its answer to `begin` is not `begun`")));
        }
        let is_free = hello.confines || limits.network;
        let budget = Budget::new(limits.most);
        let never_started = BTreeSet::new();
        let process = Some(process);
        let has_unknown = false;
        Ok(Self { process, idle, budget, is_free, has_unknown, never_started, patience, _scratch: scratch })
    }

    /// How a call ends that the driver is not asked for.
    fn withheld(&mut self, call: &Call) -> Option<Outcome> {
        if let Call::Finish(finish) = call
            && self.never_started.remove(&finish.call.name)
        {
            return Some(Outcome::NotRun(format!("no call was started as `{}`", finish.call.name)));
        }
        let admitted = match (self.is_free, self.has_unknown) {
            (true, _) => Ok(()),
            (false, false) => admit(call),
            (false, true) => admit(call).and_then(|()| admit_beside_unknown(call)),
        };
        let why = admitted.and_then(|()| self.budget.spend(Amounts::of(call))).err()?;
        if let Call::Start(start) = call {
            self.never_started.insert(start.name.0.clone());
        }
        Some(Outcome::Withheld(why))
    }

    fn ask(&mut self, call: &Call) -> Result<Outcome, Stop> {
        let process = self.process.as_mut().ok_or_else(|| Stop::Failed("the driver has failed before".to_owned()))?;
        let mut answer = process.ask(&Request::Call(call.wire()), self.patience).map_err(Stop::Failed)?;
        let no_answer = |why| Stop::Failed(process.blame(&format!("its answer to `{}` is none: {why}", call.name())));
        if let Some(what) = answer.remove("lacks") {
            let what = what.as_str().ok_or_else(|| "`lacks` has a text".to_owned()).and_then(reason);
            return Err(what.map_or_else(no_answer, Stop::Lacks));
        }
        Outcome::read(&answer.into(), call.returns()).map_err(no_answer)
    }

    /// Has the driver end the trial, unless it has done so or has failed. Then its process is there for another one.
    fn end_trial(&mut self) -> Result<(), String> {
        let Some(mut process) = self.process.take() else { return Ok(()) };
        let answer = process.ask(&Request::End, self.patience)?;
        if !says(&answer, "ended") {
            return Err(process.blame("its answer to `end` is not `ended`"));
        }
        self.idle.put(process);
        Ok(())
    }
}

/// Whether an answer is this word and nothing else.
fn says(answer: &Map<String, Json>, word: &str) -> bool {
    answer.len() == 1 && answer.get(word) == Some(&Json::Bool(true))
}

impl World for Trial {
    fn perform(&mut self, call: &Call) -> Result<Outcome, Stop> {
        if let Some(outcome) = self.withheld(call) {
            return Ok(outcome);
        }
        // Whatever comes of it: a driver may not say the truth.
        self.has_unknown |= makes_unknown(call);
        let outcome = self.ask(call);
        if let Err(Stop::Failed(_)) = outcome {
            self.process = None;
        }
        outcome
    }

    fn end(mut self: Box<Self>) -> Result<(), Stop> {
        self.end_trial().map_err(Stop::Failed)
    }
}

/// Of a trial that has come to no end, nobody is told how it was cleaned up.
impl Drop for Trial {
    fn drop(&mut self) {
        let _ = self.end_trial();
    }
}
