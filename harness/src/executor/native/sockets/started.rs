//! The calls of a trial that run on threads of their own, and whether they wait.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::sys::thread::Thread;

/// The pause between two looks at a call.
const PAUSE: Duration = Duration::from_micros(100);

/// The calls that were started.
#[derive(Debug, Default)]
pub(crate) struct Started(Mutex<Vec<Arc<Progress>>>);

/// How far a started call has come.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// Its thread, once that runs.
    thread: OnceLock<Thread>,
    is_over: AtomicBool,
}

/// A call under way, on its thread. It is over when this is dropped, even by a panic.
pub(crate) struct UnderWay(Arc<Progress>);

impl Started {
    /// A call that is about to start.
    pub(crate) fn add(&self) -> Arc<Progress> {
        let progress = Arc::new(Progress::default());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&progress));
        progress
    }

    /// Returns once each call waits or is over.
    pub(crate) fn settle(&self) {
        let calls = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        calls.iter().for_each(|call| call.settle());
    }
}

impl Progress {
    /// Notes that this thread makes the call.
    pub(crate) fn begin(self: Arc<Self>) -> UnderWay {
        let _ = self.thread.set(Thread::this());
        UnderWay(self)
    }

    /// Returns once the call waits or is over.
    pub(crate) fn settle(&self) {
        let mut since = None;
        while !self.is_over.load(Ordering::Acquire) {
            match self.thread.get().and_then(Thread::seems_to_wait) {
                None => since = None,
                Some(doubt) if since.get_or_insert_with(Instant::now).elapsed() >= doubt => return,
                Some(_) => {}
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::Release);
    }
}
