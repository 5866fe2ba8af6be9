//! How long calls on each socket may wait, and how long the last one took.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The clock of each socket, by its name.
#[derive(Debug, Default)]
pub(super) struct Clocks(Mutex<HashMap<String, Clock>>);

/// The mode of a socket, and how long its last call took. A new socket blocks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// How long calls may wait: not at all if zero, without limit if none.
    pub(super) timeout: Option<Duration>,
    /// How long the last call took.
    pub(super) waited: Duration,
}

impl Clocks {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Clock>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The clock of the socket called `name`.
    pub(super) fn get(&self, name: &str) -> Clock {
        self.lock().get(name).copied().unwrap_or_default()
    }

    /// Changes the clock of the socket called `name`.
    pub(super) fn change(&self, name: &str, change: impl FnOnce(&mut Clock)) {
        change(self.lock().entry(name.to_owned()).or_default());
    }

    /// Forgets the clock, because a new socket has this name.
    pub(super) fn reset(&self, name: &str) {
        self.lock().remove(name);
    }
}
