//! What a child process does: it takes over the sockets that are for it, and works for the trial of its parent.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::dispatch::perform;
use super::super::gate::{Held, Inherited};
use super::super::sockets::Sockets;
use super::super::watchdog::Watchdog;
use super::{Answer, Request};
use crate::executor::budget::MOST;
use crate::executor::interface::Limits;
use crate::operation::{Errand, Outcome};
use crate::platform::child;
use crate::sys::descriptor;

/// What the parent says first.
#[derive(Deserialize)]
struct Greeting {
    deadline: Duration,
    scratch: PathBuf,
    sockets: Vec<Handed>,
}

/// A socket that the parent names.
#[derive(Deserialize)]
struct Handed {
    name: String,
    socket: Inherited,
}

/// Works for the trial of the parent process, until that closes the pipe: reads what to do, a line each time, does it,
/// and writes what came of it.
///
/// # Errors
/// When the parent does not say what this process needs to know, or is gone: a sentence that says so.
pub fn work() -> Result<(), String> {
    let mut lines = io::stdin().lines();
    let greeting = lines.next().ok_or("the parent says nothing")?.map_err(message)?;
    let greeting: Greeting = serde_json::from_str(&greeting).map_err(message)?;
    // Before anything else is opened.
    let numbers: Vec<i64> = greeting.sockets.iter().map(|handed| handed.socket.number).collect();
    let inherited = descriptor::inherit(&numbers).map_err(message)?;
    let watchdog = Watchdog::start().map_err(message)?;
    let limits = Limits { deadline: greeting.deadline, network: false, most: MOST };
    let sockets = Sockets::new(watchdog.patience(greeting.deadline), limits).with_scratch_of_parent(greeting.scratch);
    for (handed, socket) in greeting.sockets.iter().zip(inherited) {
        sockets.take_over(&handed.name, socket.map(|socket| Held::inherited(socket, &handed.socket)));
    }
    say(&sockets.reached_by()[0])?;
    lines.try_for_each(|line| say(&answer(&line.map_err(message)?, &sockets)?))
}

/// Does what a line of the parent asks for. Returns what came of it, and what the sockets are reached by then.
fn answer(line: &str, sockets: &Sockets) -> Result<Answer, String> {
    let request: Request = serde_json::from_str(line).map_err(message)?;
    sockets.note_of_parent(request.reached_by);
    request.were_reached_by.into_iter().for_each(|name| sockets.gate().note(name));
    let errand = Errand::read(&request.errand, sockets.names_given())?;
    let outcome = Outcome::from(perform(&errand.call, sockets));
    sockets.note_of_parent(Vec::new());
    let [reached_by, _] = sockets.reached_by();
    Ok(Answer { outcome: outcome.wire(errand.operation.returns()), reached_by })
}

fn message(error: impl ToString) -> String {
    error.to_string()
}

/// Writes a line to the parent.
fn say(line: &impl Serialize) -> Result<(), String> {
    let line = serde_json::to_string(line).map_err(message)?;
    child::say(&line).map_err(message)
}
