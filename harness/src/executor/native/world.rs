//! What one trial acts on: its sockets, and the calls that it started in threads of their own.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::dispatch::perform;
use super::sockets::Sockets;
use super::{Failure, Performed, Watchdog};
use crate::operation::{Finish, Operation, Outcome, Start};

/// What one trial acts on. When it is dropped, all sockets, files and threads of the trial are gone.
pub struct World {
    sockets: Arc<Sockets>,
    started: HashMap<String, JoinHandle<Performed>>,
}

impl World {
    /// A world without sockets. Each call in it may block until the deadline.
    #[must_use]
    pub fn new(watchdog: &Watchdog, deadline: Duration) -> Self {
        Self { sockets: Arc::new(Sockets::new(watchdog.deadline(deadline))), started: HashMap::new() }
    }

    /// Performs an operation.
    pub fn perform(&mut self, operation: &Operation) -> Outcome {
        match operation {
            Operation::Start(Start { name, step }) => self.start(&name.0, &step.0),
            Operation::Finish(Finish { call }) => self.finish(&call.name),
            operation => perform(operation, &self.sockets),
        }
        .into()
    }

    fn start(&mut self, name: &str, operation: &Operation) -> Performed {
        let (operation, sockets) = (operation.clone(), Arc::clone(&self.sockets));
        let thread = thread::Builder::new().spawn(move || perform(&operation, &sockets));
        // This is not an error of the step: the call that it starts was not made.
        let thread = thread.map_err(|error| Failure::Impossible(format!("no thread can be started: {error}")))?;
        self.started.insert(name.to_owned(), thread);
        Ok(Vec::new())
    }

    fn finish(&mut self, name: &str) -> Performed {
        let thread = self.started.remove(name);
        let thread = thread.ok_or_else(|| Failure::Impossible(format!("no call was started as `{name}`")))?;
        // Panic again: only the last panic of the thread that runs the trial is reported.
        thread.join().unwrap_or_else(|panic| panic!("the call started as `{name}` panicked: {}", message(&*panic)))
    }
}

impl Drop for World {
    fn drop(&mut self) {
        for (_, thread) in self.started.drain() {
            // The call ends by its deadline. The case did not ask what it returned, or why it panicked.
            let _ = thread.join();
        }
        self.sockets.disable_linger();
    }
}

/// The message of a panic.
fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("nothing")
}
