//! Performs calls through another program, a driver: whatever sockets that has. `process` is such a program while it
//! runs, `pipes` how it is spoken to, `hello` what it says of itself, `world` a trial in it, and `gate` keeps the calls
//! of a driver that does not confine them itself from anything but the sockets of their trial.

mod gate;
mod hello;
mod pipes;
mod process;
mod world;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::interface::{Executor, Limits, Stop, World};
use super::protocol::{Hello, Request, VERSION};
use crate::platform::{Facts, HostFacts, Identity};
pub use process::Command;
use process::Process;
use world::Trial;

/// How long a driver may take to say what it is. It may have to start an interpreter or an emulator.
const PATIENCE: Duration = Duration::from_secs(60);

/// The sockets of another program. Each trial has a process for itself while it runs, and one after another uses the
/// same process, unless that has failed.
pub struct Driver {
    identity: Identity,
    facts: Facts,
    host: HostFacts,
    hello: Hello,
    idle: Arc<Idle>,
}

/// How to start a process, and those that wait for a trial.
struct Idle {
    command: Command,
    processes: Mutex<Vec<Process>>,
}

impl Driver {
    /// Starts a driver, and asks what it is.
    ///
    /// # Errors
    /// When it cannot be started, gives no answer, or one that it may not give: a sentence that says so.
    pub fn new(command: Command) -> Result<Self, String> {
        let (process, hello) = start(&command)?;
        let (identity, facts, host) = hello::facts(&hello).map_err(|why| process.blame(&why))?;
        let idle = Arc::new(Idle { command, processes: Mutex::new(vec![process]) });
        Ok(Self { identity, facts, host, hello, idle })
    }

    /// A new process.
    fn process(&self) -> Result<Process, String> {
        let (process, hello) = start(&self.idle.command)?;
        // The number of a process is its own.
        let without_process = |hello: &Hello| {
            let mut hello = hello.clone();
            hello.host.iter_mut().for_each(|host| host.process = 0);
            hello
        };
        if without_process(&hello) == without_process(&self.hello) {
            return Ok(process);
        }
        Err(process.blame("it says other things of itself than the first process of this driver did"))
    }
}

/// Starts a process, and hears what it says of itself.
fn start(command: &Command) -> Result<(Process, Hello), String> {
    let mut process = Process::start(command)?;
    let answer = process.ask(&Request::Hello(VERSION), PATIENCE)?;
    let hello = hello::read(answer).map_err(|why| process.blame(&why))?;
    Ok((process, hello))
}

impl Idle {
    fn take(&self) -> Option<Process> {
        self.processes.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn put(&self, process: Process) {
        self.processes.lock().unwrap_or_else(PoisonError::into_inner).push(process);
    }
}

impl Executor for Driver {
    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn host(&self) -> &HostFacts {
        &self.host
    }

    fn driver(&self) -> Option<String> {
        Some(self.idle.command.to_string())
    }

    fn open(&self, limits: Limits) -> Result<Box<dyn World>, Stop> {
        let begin = |process| Trial::begin(process, &self.hello, limits, Arc::clone(&self.idle));
        // One that waited may have ended meanwhile, which is no fault of the next trial.
        let used = self.idle.take().and_then(|process| begin(process).ok());
        let trial = used.map_or_else(|| begin(self.process().map_err(Stop::Failed)?), Ok)?;
        Ok(Box::new(trial))
    }
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Driver")
            .field("command", &self.idle.command)
            .field("hello", &self.hello)
            .finish_non_exhaustive()
    }
}
