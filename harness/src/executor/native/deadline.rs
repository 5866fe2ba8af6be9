//! Ends calls that block too long: one thread watches all calls under way, and interrupts those whose time is up.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Failure;
use crate::sys::interrupt::{self, Call};

/// How long to wait before a call is interrupted again: one that comes before the call has begun to block is lost.
const AGAIN: Duration = Duration::from_millis(5);

/// Watches over calls that may block. Its thread ends with it.
#[derive(Debug)]
pub(super) struct Watchdog {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    watched: Mutex<Watched>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Watched {
    calls: Vec<Watch>,
    /// When the watching thread looks at the list again, if it does so by itself.
    wakes: Option<Instant>,
    ended: bool,
}

/// A call under way.
#[derive(Clone, Debug)]
struct Watch {
    call: Call,
    until: Instant,
    expired: Arc<AtomicBool>,
}

impl Watchdog {
    /// Starts to watch.
    ///
    /// # Errors
    /// When there is no thread for it.
    pub(super) fn start() -> io::Result<Self> {
        interrupt::prepare();
        let shared = Arc::new(Shared::default());
        let watching = Arc::clone(&shared);
        let thread = thread::Builder::new().spawn(move || watching.watch())?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Makes deadlines that this watchdog keeps.
    #[must_use]
    pub(super) fn deadline(&self, time: Duration) -> Deadline {
        Deadline { shared: Arc::clone(&self.shared), time }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.shared.lock().ended = true;
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self) {
        let mut watched = self.lock();
        while !watched.ended {
            let now = Instant::now();
            for watch in watched.calls.iter_mut().filter(|watch| watch.until <= now) {
                watch.expired.store(true, Ordering::Release);
                // The call is not over: its thread takes it off the list, under this lock, before it goes on.
                watch.call.interrupt();
                watch.until = now + AGAIN;
            }
            watched.wakes = watched.calls.iter().map(|watch| watch.until).min();
            watched = match watched.wakes {
                Some(wakes) => {
                    let wait = wakes.saturating_duration_since(now);
                    let waited = self.changed.wait_timeout(watched, wait);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(watched).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Puts a call on the list; wakes the watching thread only where it would look too late.
    fn add(&self, watch: Watch) {
        let mut watched = self.lock();
        let too_late = watched.wakes.is_none_or(|wakes| watch.until < wakes);
        watched.calls.push(watch);
        drop(watched);
        if too_late {
            self.changed.notify_one();
        }
    }

    fn remove(&self, expired: &Arc<AtomicBool>) {
        self.lock().calls.retain(|watch| !Arc::ptr_eq(&watch.expired, expired));
    }
}

/// How long each call of a trial may block.
#[derive(Clone, Debug)]
pub(super) struct Deadline {
    shared: Arc<Shared>,
    time: Duration,
}

impl Deadline {
    /// Makes a call that may block, again if something else than its deadline interrupted it.
    pub(super) fn keep<T>(&self, call: Call, mut make: impl FnMut() -> io::Result<T>) -> Result<T, Failure> {
        let expired = Arc::new(AtomicBool::new(false));
        self.shared.add(Watch { call, until: Instant::now() + self.time, expired: Arc::clone(&expired) });
        let _watched = Watching { shared: &self.shared, expired: &expired };
        loop {
            match make() {
                Err(error) if interrupt::is_interruption(&error) => {
                    if expired.load(Ordering::Acquire) {
                        return Err(Failure::TimedOut);
                    }
                }
                result => return result.map_err(Failure::System),
            }
        }
    }
}

/// Takes a call off the list when it is over, even by a panic: its thread may end then, or its handle be another's.
struct Watching<'w> {
    shared: &'w Shared,
    expired: &'w Arc<AtomicBool>,
}

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        self.shared.remove(self.expired);
    }
}
