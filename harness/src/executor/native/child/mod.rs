//! Child processes that act on the sockets they inherited: what their parent asks of them. `work` has what they do.

#[cfg(unix)]
mod work;

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::failure::{Failure, Performed};
use super::gate::Own;
use super::sockets::Sockets;
use super::watchdog::Deadline;
use crate::operation::{ChildStep, EndChild, Filled, InChild, Outcome, StartChild};
use crate::platform::child::Worker;

#[cfg(unix)]
pub use work::work;

/// [`crate::platform::Capability::ActingChildren`] keeps cases away from this.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn work() -> Result<(), String> {
    Err("a child process cannot tell which handles are for it".to_owned())
}

/// How long to wait for an answer beyond the deadline of a step, at which the child itself ends the step.
const GRACE: Duration = Duration::from_secs(1);

/// What a child says.
#[derive(Serialize, Deserialize)]
enum Said<T> {
    /// It asks what sockets of the trial are reached by at this moment, and what others were: it is about to judge what
    /// a call may reach, or who sent something, and the trial has gone on since the call began.
    Question,
    /// It answers.
    Answer(T),
}

/// What a child answers when it was asked to do something.
#[derive(Serialize, Deserialize)]
struct Answer {
    /// How the operation ended.
    outcome: Json,
    /// What the sockets of the child are reached by.
    reached_by: Vec<Own>,
}

/// A child process that works. One that did not answer is none any more: what it says later would be taken for another
/// answer, and what it reached may belong to other programs by then.
pub(super) struct Child {
    worker: Mutex<Worker>,
    /// What its sockets are reached by, as it said last.
    reached_by: Mutex<Vec<Own>>,
}

impl Child {
    /// What its sockets are reached by.
    pub(super) fn reached_by(&self) -> Vec<Own> {
        self.reached_by.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, reached_by: Vec<Own>) {
        *self.reached_by.lock().unwrap_or_else(PoisonError::into_inner) = reached_by;
    }
}

pub(super) fn start_child(call: &StartChild<Filled>, sockets: &Sockets) -> Performed {
    let greeting = sockets.greeting(call.sockets.iter().map(|socket| socket.0.as_str()))?;
    let started = Worker::start(&greeting.to_string(), |worker| answer(worker, sockets));
    let (worker, reached_by) = started.map_err(|error| impossible(&error))??;
    let child = Child { worker: Mutex::new(worker), reached_by: Mutex::new(reached_by) };
    sockets.children().insert(call.name.0.clone(), Arc::new(child));
    Ok(Vec::new())
}

pub(super) fn in_child(call: &InChild<Filled>, sockets: &Sockets) -> Performed {
    let child = sockets.children().get(&call.child.0).cloned();
    let gone = || Failure::Impossible(format!("there is no child process `{}`", call.child.0));
    let child = child.ok_or_else(gone)?;
    let mut worker = child.worker.lock().unwrap_or_else(PoisonError::into_inner);
    let answer = ask(&mut worker, &call.step, sockets);
    if answer.is_err() {
        // Another call may wait for the lock. It finds that the process has ended.
        worker.end();
        sockets.lose(&child);
    }
    let Answer { outcome, reached_by } = answer?;
    child.note(reached_by);
    performed(Outcome::read(&outcome, call.step.operation().returns()).map_err(Failure::Impossible)?)
}

pub(super) fn end_child(call: &EndChild<Filled>, sockets: &Sockets) -> Performed {
    let child = sockets.children().get(&call.child.0).cloned();
    // It is killed here, unless a started call still waits for it: then at the deadline of that.
    child.iter().for_each(|child| sockets.lose(child));
    Ok(Vec::new())
}

/// Has the child do something, and waits for the answer.
fn ask(worker: &mut Worker, step: &ChildStep, sockets: &Sockets) -> Result<Answer, Failure> {
    tell(worker, &step.errand())?;
    answer(worker, sockets)
}

/// What the child answers, a while after the deadline of the step at the latest.
fn answer<T: DeserializeOwned>(worker: &mut Worker, sockets: &Sockets) -> Result<T, Failure> {
    let deadline = sockets.patience.beyond(GRACE);
    loop {
        match hear(worker, deadline)? {
            Said::Answer(answer) => return Ok(answer),
            Said::Question => tell(worker, &sockets.reached_by())?,
        }
    }
}

/// Tells the child something.
fn tell(worker: &mut Worker, what: &impl Serialize) -> Result<(), Failure> {
    worker.ask(&json!(what).to_string()).map_err(|error| impossible(&error))
}

/// What the child says next.
fn hear<T: DeserializeOwned>(worker: &mut Worker, deadline: Deadline) -> Result<Said<T>, Failure> {
    let mut line = Vec::new();
    let heard = deadline.enforce(worker.call(), || {
        while !worker.read_line(&mut line)? {}
        Ok(())
    });
    heard.map_err(|failure| match failure {
        // It is not the call in the child that took so long.
        Failure::TimedOut(_) => Failure::Impossible("the child process gave no answer".to_owned()),
        other => other,
    })?;
    serde_json::from_slice(&line).map_err(|error| Failure::Impossible(format!("the child process answers: {error}")))
}

/// The error is none of the step: the system was not asked for what the case wants to know.
fn impossible(error: &io::Error) -> Failure {
    Failure::Impossible(format!("no child process can be started or asked: {error}"))
}

/// What the child came to, as if it had happened here.
fn performed(outcome: Outcome) -> Performed {
    match outcome {
        Outcome::Returned(values) => Ok(values),
        Outcome::Failed(error) => Err(Failure::Named(error)),
        Outcome::TimedOut(part) => Err(Failure::TimedOut(part)),
        Outcome::Withheld(why) => Err(Failure::Withheld(why)),
        Outcome::Refused(why) | Outcome::NotRun(why) => Err(Failure::Impossible(why)),
    }
}

impl Sockets {
    /// Lets a child process be none of the trial's any more. What its sockets were reached by, others may still reach.
    fn lose(&self, child: &Arc<Child>) {
        self.children().retain(|_, other| !Arc::ptr_eq(other, child));
        child.reached_by().into_iter().for_each(|name| self.gate().note(name));
    }

    /// What a child process has to know to work with these sockets.
    fn greeting<'n>(&self, names: impl Iterator<Item = &'n str>) -> Result<Json, Failure> {
        let handed = names.map(|name| Ok(json!({"name": name, "socket": self.find(name)?.hand_down()?})));
        Ok(json!({
            "deadline": self.patience.time(),
            "scratch": self.scratch_path()?,
            "sockets": handed.collect::<Result<Vec<_>, Failure>>()?,
        }))
    }
}
