//! Child processes that act on the sockets they inherited: what their parent asks of them, and how they do it.

#[cfg(unix)]
use std::io::{self, Write as _};
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
#[cfg(unix)]
use std::time::Duration;

use serde_json::{Value as Json, json};
#[cfg(unix)]
use socket2::Socket;

#[cfg(unix)]
use super::dispatch::perform;
use super::failure::{Failure, Performed};
#[cfg(unix)]
use super::gate::Held;
use super::gate::Own;
use super::sockets::Sockets;
#[cfg(unix)]
use super::watchdog::Watchdog;
#[cfg(unix)]
use crate::executor::budget::MOST;
#[cfg(unix)]
use crate::executor::interface::Limits;
#[cfg(unix)]
use crate::operation::Errand;
use crate::operation::{ChildStep, EndChild, Filled, InChild, Outcome, StartChild};
use crate::platform::child::Worker;
#[cfg(unix)]
use crate::sys::descriptor;

/// A child process.
pub(super) struct Child {
    /// None once it did not answer in time: what it says later would be taken for another answer.
    worker: Mutex<Option<Worker>>,
    /// What its sockets are reached by, as it said last.
    reached_by: Mutex<Vec<Own>>,
}

impl Child {
    /// What its sockets are reached by.
    pub(super) fn reached_by(&self) -> Vec<Own> {
        self.reached_by.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, told: &Json) {
        *self.reached_by.lock().unwrap_or_else(PoisonError::into_inner) = names(told);
    }
}

pub(super) fn start_child(call: &StartChild<Filled>, sockets: &Sockets) -> Performed {
    let impossible = |error| Failure::Impossible(format!("no child process can be started: {error}"));
    let greeting = sockets.greeting(call.sockets.iter().map(|socket| socket.0.as_str()))?;
    let (worker, answer) = Worker::start(&greeting.to_string()).map_err(impossible)?;
    let child = Child { worker: Mutex::new(Some(worker)), reached_by: Mutex::default() };
    child.note(&read(&answer)?);
    sockets.children().insert(call.name.0.clone(), Arc::new(child));
    Ok(Vec::new())
}

pub(super) fn in_child(call: &InChild<Filled>, sockets: &Sockets) -> Performed {
    let child = sockets.children().get(&call.child.0).cloned();
    let gone = || Failure::Impossible(format!("there is no child process `{}`", call.child.0));
    let child = child.ok_or_else(gone)?;
    let mut worker = child.worker.lock().unwrap_or_else(PoisonError::into_inner);
    let answer = worker.as_mut().ok_or_else(gone).and_then(|worker| ask(worker, &call.step, sockets));
    if answer.is_err() {
        *worker = None;
    }
    let answer = answer?;
    child.note(&answer["reached_by"]);
    let outcome = Outcome::read(&answer["outcome"], call.step.operation().returns()).map_err(Failure::Impossible)?;
    performed(outcome)
}

pub(super) fn end_child(call: &EndChild<Filled>, sockets: &Sockets) -> Performed {
    let child = sockets.children().remove(&call.child.0);
    drop(child);
    Ok(Vec::new())
}

/// Has the child do something, and waits for the answer.
fn ask(worker: &mut Worker, step: &ChildStep, sockets: &Sockets) -> Result<Json, Failure> {
    let [reached_by, were_reached_by] = sockets.reached_by();
    let errand = json!({"errand": step.errand(), "reached_by": reached_by, "were_reached_by": were_reached_by});
    worker.ask(&errand.to_string())?;
    let mut line = Vec::new();
    let call = worker.call();
    sockets.wait(call, || {
        while !worker.read_line(&mut line)? {}
        Ok(())
    })?;
    read(&line)
}

/// Reads what a child answers.
fn read(line: &[u8]) -> Result<Json, Failure> {
    serde_json::from_slice(line).map_err(|error| Failure::Impossible(format!("the child process answers: {error}")))
}

/// What sockets are reached by, as another process says.
fn names(told: &Json) -> Vec<Own> {
    told.as_array().into_iter().flatten().filter_map(Own::read).collect()
}

/// What the child came to, as if it had happened here.
fn performed(outcome: Outcome) -> Performed {
    match outcome {
        Outcome::Returned(values) => Ok(values),
        Outcome::Failed(error) => Err(Failure::Named(error)),
        Outcome::TimedOut(part) => Err(Failure::TimedOut(part)),
        Outcome::Withheld(why) => Err(Failure::Withheld(why)),
        Outcome::NotRun(why) => Err(Failure::Impossible(why)),
    }
}

impl Sockets {
    /// What a child process has to know to work with these sockets.
    fn greeting<'n>(&self, names: impl Iterator<Item = &'n str>) -> Result<Json, Failure> {
        let handed = names.map(|name| Ok(json!([name, self.find(name)?.hand_down()?])));
        Ok(json!({
            "nanoseconds": self.patience.time().as_nanos() as u64,
            "scratch": self.scratch_path()?.to_str(),
            "sockets": handed.collect::<Result<Vec<_>, Failure>>()?,
        }))
    }
}

/// Works for the trial of the parent process, until that closes the pipe: reads what to do, a line each time, does it, and
/// writes what came of it.
///
/// # Errors
/// When the parent does not say what this process needs to know, or is gone: a sentence that says so.
#[cfg(unix)]
pub fn work() -> Result<(), String> {
    let mut lines = io::stdin().lines();
    let greeting = lines.next().ok_or("the parent says nothing")?.map_err(message)?;
    let greeting: Json = serde_json::from_str(&greeting).map_err(message)?;
    let inherited = inherited(&greeting)?;
    let watchdog = Watchdog::start().map_err(message)?;
    let sockets = Sockets::of_child(&greeting, inherited, &watchdog);
    let [reached_by, _] = sockets.reached_by();
    say(&reached_by)?;
    for line in lines {
        let told: Json = line.map_err(message).and_then(|line| serde_json::from_str(&line).map_err(message))?;
        sockets.note_of_parent(names(&told["reached_by"]));
        names(&told["were_reached_by"]).into_iter().for_each(|name| sockets.gate().note(name));
        let errand = Errand::read(&told["errand"], sockets.names_given())?;
        let outcome = Outcome::from(perform(&errand.call, &sockets));
        sockets.note_of_parent(Vec::new());
        let [reached_by, _] = sockets.reached_by();
        say(&json!({"outcome": outcome.wire(errand.operation.returns()), "reached_by": reached_by}))?;
    }
    Ok(())
}

/// [`crate::platform::Capability::ActingChildren`] keeps cases away from this.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn work() -> Result<(), String> {
    Err("a child process cannot tell which handles are for it".to_owned())
}

#[cfg(unix)]
fn message(error: impl ToString) -> String {
    error.to_string()
}

/// Writes a line to the parent.
#[cfg(unix)]
fn say(line: &Json) -> Result<(), String> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(message)
}

/// The sockets that this process has inherited, by their names; none for one that it has not. All else is closed.
#[cfg(unix)]
fn inherited(greeting: &Json) -> Result<Vec<(String, Option<Held>)>, String> {
    let handed: Vec<(String, (i64, Option<usize>))> =
        serde_json::from_value(greeting["sockets"].clone()).map_err(message)?;
    let numbers: Vec<i64> = handed.iter().map(|(_, (number, _))| *number).collect();
    let sockets = descriptor::inherit(&numbers).map_err(message)?;
    let held = |((name, (_, kind)), socket): ((String, (i64, Option<usize>)), Option<Socket>)| {
        (name, socket.map(|socket| Held::inherited(socket, kind)))
    };
    Ok(handed.into_iter().zip(sockets).map(held).collect())
}

#[cfg(unix)]
impl Sockets {
    /// The sockets of a child process.
    fn of_child(greeting: &Json, inherited: Vec<(String, Option<Held>)>, watchdog: &Watchdog) -> Self {
        let deadline = Duration::from_nanos(greeting["nanoseconds"].as_u64().unwrap_or(0));
        let limits = Limits { deadline, network: false, most: MOST };
        let scratch = greeting["scratch"].as_str().map(PathBuf::from);
        let sockets = Self::new(watchdog.patience(deadline), limits).with_scratch_of_parent(scratch);
        inherited.into_iter().for_each(|(name, held)| sockets.take_over(&name, held));
        sockets
    }
}
