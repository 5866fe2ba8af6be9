//! Ends every call that blocks until its deadline.
//!
//! One thread watches all calls that are under way, and interrupts those whose time is up (see [`interrupt`]).

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::failure::{Failure, Performed};
use crate::operation::Value;
use crate::sys::interrupt::{self, Call};

/// How long to wait before a call is interrupted again. An interruption is lost if the call has not begun to block yet.
const RETRY: Duration = Duration::from_millis(5);

/// Watches calls that may block. Its thread ends when this value is dropped.
#[derive(Debug)]
pub(super) struct Watchdog {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    watchlist: Mutex<Watchlist>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Watchlist {
    watches: Vec<Watch>,
    /// When the watching thread will look at the list again, unless it is notified earlier.
    wakes: Option<Instant>,
    /// Whether the watching thread is to end.
    ended: bool,
}

/// A call that is under way.
#[derive(Clone, Debug)]
struct Watch {
    call: Call,
    until: Instant,
    expired: Arc<AtomicBool>,
}

impl Watchdog {
    /// Starts the thread that watches.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(super) fn start() -> io::Result<Self> {
        interrupt::prepare();
        let shared = Arc::new(Shared::default());
        let watching = Arc::clone(&shared);
        let thread = thread::Builder::new().spawn(move || watching.watch())?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// How long steps may block, which this watchdog enforces.
    #[must_use]
    pub(super) fn patience(&self, time: Duration) -> Patience {
        Patience { shared: Arc::clone(&self.shared), time }
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
    fn lock(&self) -> std::sync::MutexGuard<'_, Watchlist> {
        self.watchlist.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self) {
        let mut list = self.lock();
        while !list.ended {
            let now = Instant::now();
            for watch in list.watches.iter_mut().filter(|watch| watch.until <= now) {
                watch.expired.store(true, Ordering::Release);
                // The call is not over: its thread takes it off the list, under this lock, before it does anything
                // else.
                watch.call.interrupt();
                watch.until = now + RETRY;
            }
            list.wakes = list.watches.iter().map(|watch| watch.until).min();
            list = match list.wakes {
                Some(wakes) => {
                    let wait = wakes.saturating_duration_since(now);
                    let waited = self.changed.wait_timeout(list, wait);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(list).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Puts a call on the list. Wakes the watching thread only if that would look at the list too late.
    fn add(&self, watch: Watch) {
        let mut list = self.lock();
        let too_late = list.wakes.is_none_or(|wakes| watch.until < wakes);
        list.watches.push(watch);
        drop(list);
        if too_late {
            self.changed.notify_one();
        }
    }

    fn remove(&self, expired: &Arc<AtomicBool>) {
        self.lock().watches.retain(|watch| !Arc::ptr_eq(&watch.expired, expired));
    }
}

/// How long each step of a trial may block. A [`Watchdog`] enforces it.
#[derive(Clone, Debug)]
pub(super) struct Patience {
    shared: Arc<Shared>,
    time: Duration,
}

impl Patience {
    /// How long a step may block.
    pub(super) fn time(&self) -> Duration {
        self.time
    }

    /// The deadline of a step that begins now.
    pub(super) fn begin(&self) -> Deadline<'_> {
        self.at_most(self.time)
    }

    /// The deadline of something that begins now and may block no longer than `time`, nor longer than a step.
    pub(super) fn at_most(&self, time: Duration) -> Deadline<'_> {
        Deadline { shared: &self.shared, until: Instant::now() + self.time.min(time) }
    }

    /// The deadline of something that begins now, and ends by itself at the deadline of a step that begins now. It may
    /// block for so long beyond that.
    pub(super) fn beyond(&self, grace: Duration) -> Deadline<'_> {
        Deadline { shared: &self.shared, until: Instant::now() + self.time + grace }
    }
}

/// The moment at which a step has to be over, with all the calls that it makes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline<'w> {
    shared: &'w Shared,
    until: Instant,
}

impl Deadline<'_> {
    /// Makes a call that may block, and ends it at the deadline. If something else interrupts the call, it is made
    /// again. This is the only place where a call is made again: one that returns without an end, and has to, says that
    /// it was interrupted ([`interrupt::interruption`]).
    pub(super) fn enforce<T>(self, call: Call, mut make: impl FnMut() -> io::Result<T>) -> Result<Ended<T>, Failure> {
        let expired = Arc::new(AtomicBool::new(false));
        self.shared.add(Watch { call, until: self.until, expired: Arc::clone(&expired) });
        let _registration = Registration { shared: self.shared, expired: &expired };
        loop {
            match make() {
                Err(error) if interrupt::is_interruption(&error) => {
                    if expired.load(Ordering::Acquire) {
                        return Err(Failure::TimedOut(Vec::new()));
                    }
                }
                result => {
                    let at_deadline = expired.load(Ordering::Acquire);
                    return result.map(|value| Ended { value, at_deadline }).map_err(Failure::from);
                }
            }
        }
    }
}

/// A call that succeeded.
#[derive(Debug)]
pub(super) struct Ended<T> {
    /// What it returned.
    pub(super) value: T,
    /// Whether it did so only at the deadline. A call that is interrupted after a part of its work returns that part:
    /// "returns less data than requested if a signal is caught", recv(2) of MSG_WAITALL.
    pub(super) at_deadline: bool,
}

impl<T> Ended<T> {
    /// The same, with what becomes of what the call returned.
    pub(super) fn and_then<U>(self, make: impl FnOnce(T) -> Result<U, Failure>) -> Result<Ended<U>, Failure> {
        Ok(Ended { value: make(self.value)?, at_deadline: self.at_deadline })
    }

    /// The result of the operation, with the values that it makes of what the call returned.
    pub(super) fn values(self, make: impl FnOnce(T) -> Vec<Value>) -> Performed {
        let values = make(self.value);
        if self.at_deadline { Err(Failure::TimedOut(values)) } else { Ok(values) }
    }
}

/// A call on the list. It is taken off when the call is over, even by a panic: then its thread may end, or its handle
/// may become another socket's.
struct Registration<'w> {
    shared: &'w Shared,
    expired: &'w Arc<AtomicBool>,
}

impl Drop for Registration<'_> {
    fn drop(&mut self) {
        self.shared.remove(self.expired);
    }
}
