//! What a child process does: it takes over the sockets that are for it, and works for the trial of its parent.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::dispatch::perform;
use super::super::gate::{Held, Inherited, Own};
use super::super::sockets::{Parent, Sockets};
use super::super::watchdog::Watchdog;
use super::{Answer, Said};
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
    let greeting = child::hear().map_err(message)?.ok_or("the parent says nothing")?;
    let greeting: Greeting = serde_json::from_str(&greeting).map_err(message)?;
    // Before anything else is opened.
    let numbers: Vec<i64> = greeting.sockets.iter().map(|handed| handed.socket.number).collect();
    let inherited = descriptor::inherit(&numbers).map_err(message)?;
    let watchdog = Watchdog::start().map_err(message)?;
    let limits = Limits { deadline: greeting.deadline, network: false, most: MOST };
    let sockets = Sockets::new(watchdog.patience(greeting.deadline), limits);
    let sockets = sockets.working_for_parent(greeting.scratch, Parent::new(ask_parent));
    for (handed, socket) in greeting.sockets.iter().zip(inherited) {
        sockets.take_over(&handed.name, socket.map(|socket| Held::inherited(socket, &handed.socket)));
    }
    say(&Said::Answer(sockets.names()))?;
    while let Some(line) = child::hear().map_err(message)? {
        say(&Said::Answer(answer(&line, &sockets)?))?;
    }
    Ok(())
}

/// Does what a line of the parent asks for. Returns what came of it, and what the sockets are reached by then.
fn answer(line: &str, sockets: &Sockets) -> Result<Answer, String> {
    let errand = Errand::read(&serde_json::from_str(line).map_err(message)?, sockets.names_given())?;
    let outcome = Outcome::from(perform(&errand.call, sockets));
    Ok(Answer { outcome: outcome.wire(errand.operation.returns()), reached_by: sockets.names() })
}

/// What sockets of the trial are reached by at this moment, and what others were. Nothing if the parent is gone, which
/// nobody notices: this process ends, too.
fn ask_parent() -> [Vec<Own>; 2] {
    let asked = say(&Said::<()>::Question).ok().and_then(|()| child::hear().ok()?);
    asked.and_then(|line| serde_json::from_str(&line).ok()).unwrap_or_default()
}

fn message(error: impl ToString) -> String {
    error.to_string()
}

/// Writes a line to the parent.
fn say(line: &impl Serialize) -> Result<(), String> {
    let line = serde_json::to_string(line).map_err(message)?;
    child::say(&line).map_err(message)
}
