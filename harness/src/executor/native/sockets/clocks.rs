//! How long calls on each socket may wait, and how long the last step took that waited for one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The clock of each socket, by its name.
#[derive(Debug, Default)]
pub(super) struct Clocks(Mutex<HashMap<String, Arc<Clock>>>);

/// The clock of a socket, which its file objects share.
#[derive(Debug, Default)]
pub(super) struct Clock(Mutex<Times>);

/// The times of a socket. A new one blocks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Times {
    /// How long calls may wait: not at all if zero, without limit if none.
    pub(super) timeout: Option<Duration>,
    /// How long the last step took.
    pub(super) waited: Duration,
}

impl Clocks {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Clock>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The clock of the socket called `name`.
    pub(super) fn get(&self, name: &str) -> Arc<Clock> {
        Arc::clone(self.lock().entry(name.to_owned()).or_default())
    }

    /// Starts a new clock, because a new socket has this name.
    pub(super) fn reset(&self, name: &str) {
        self.lock().remove(name);
    }
}

impl Clock {
    fn lock(&self) -> MutexGuard<'_, Times> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The times at this moment.
    pub(super) fn times(&self) -> Times {
        *self.lock()
    }

    /// Changes the times.
    pub(super) fn change(&self, change: impl FnOnce(&mut Times)) {
        change(&mut self.lock());
    }
}
