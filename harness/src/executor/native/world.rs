//! What one trial acts on: its sockets, and the calls that it started in threads of their own.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use super::dispatch::perform;
use super::failure::{Failure, Performed};
use super::sockets::Sockets;
use super::watchdog::Watchdog;
use crate::executor::budget::Amounts;
use crate::executor::interface::{Limits, Stop, World};
use crate::operation::{Call, Finish, Outcome, Start};

/// What one trial acts on. When it is dropped, all sockets, files and threads of the trial are gone.
pub(super) struct Trial {
    sockets: Arc<Sockets>,
    started: HashMap<String, JoinHandle<Performed>>,
}

impl Trial {
    /// A world without sockets.
    pub(super) fn new(watchdog: &Watchdog, limits: Limits) -> Self {
        let sockets = Sockets::new(watchdog.patience(limits.deadline), limits);
        Self { sockets: Arc::new(sockets), started: HashMap::new() }
    }

    fn perform_within_budget(&mut self, call: &Call) -> Performed {
        match call {
            Call::Start(Start { name, step }) => self.start(&name.0, &step.0),
            Call::Finish(Finish { call }) => self.finish(&call.name),
            call => perform(call, &self.sockets),
        }
    }

    fn start(&mut self, name: &str, call: &Call) -> Performed {
        let (call, sockets, progress) = (call.clone(), Arc::clone(&self.sockets), self.sockets.started().add());
        let begun = Arc::clone(&progress);
        let thread = thread::Builder::new().spawn(move || {
            let _under_way = begun.begin();
            perform(&call, &sockets)
        });
        // This is not an error of the step: the call that it starts was not made.
        let thread = thread.map_err(|error| Failure::Impossible(format!("no thread can be started: {error}")))?;
        self.started.insert(name.to_owned(), thread);
        progress.settle();
        Ok(Vec::new())
    }

    fn finish(&mut self, name: &str) -> Performed {
        let thread = self.started.remove(name);
        let thread = thread.ok_or_else(|| Failure::Impossible(format!("no call was started as `{name}`")))?;
        // Panic again: only the last panic of the thread that runs the trial is reported.
        thread.join().unwrap_or_else(|panic| panic!("the call started as `{name}` panicked: {}", message(&*panic)))
    }
}

impl World for Trial {
    fn perform(&mut self, call: &Call) -> Result<Outcome, Stop> {
        Ok(self.sockets.spend(Amounts::of(call)).and_then(|()| self.perform_within_budget(call)).into())
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        for (_, thread) in self.started.drain() {
            // The call ends by its deadline. The case did not ask what it returned, or why it panicked.
            let _ = thread.join();
        }
        self.sockets.close_all();
    }
}

/// The message of a panic.
fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("nothing")
}
