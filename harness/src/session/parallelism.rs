//! How many trials run at the same time. The number is limited so that trials never run out of descriptors or threads
//! because of each other.

use std::sync::{PoisonError, RwLock};
use std::thread;

use crate::executor::budget::MOST;
use crate::sys::limit;
use crate::workers;

/// The descriptors of the process that belong to no trial: the standard streams, those that it inherited, and the pipes
/// of a child, of which there is one at a time.
const OWN_DESCRIPTORS: usize = 14;

/// The most descriptors of a trial: those that its calls may make, and the files of the resolver.
const DESCRIPTORS: usize = MOST.descriptors + 4;

/// The threads of the process that belong to no trial: the one that watches over calls, and a child process, which
/// counts as a thread.
const OWN_THREADS: usize = 2;

/// The most threads of a trial: its own, and those of the calls that it may start.
const THREADS: usize = 1 + MOST.threads;

/// The trials at once for each processor: run one after the other, they wait for seven eighths of the time.
const PER_PROCESSOR: usize = 8;

/// The most trials at once by default. With these, all trials together take little longer than the longest one.
const ENOUGH: usize = 32;

/// The most trials at once, however many are asked for: more would only wait for the processors, and every one of them
/// needs threads, which are all started to see whether they can be.
const MOST_AT_ONCE: usize = 8 * ENOUGH;

/// How many trials may run at the same time: at least 1, and at most as many as asked for. By default, the number
/// depends on the processors.
///
/// # Errors
/// When there are too few descriptors for a single trial. The message says how many are enough.
pub fn size(asked: Option<usize>) -> Result<usize, String> {
    let asked = asked.unwrap_or_else(|| by_processors(workers::available()));
    let by_descriptors = limit::descriptors().map_or(Ok(asked), trials)?;
    let most = asked.min(by_descriptors).min(MOST_AT_ONCE);
    let threads = startable(most.saturating_mul(THREADS).saturating_add(OWN_THREADS));
    let by_threads = threads.saturating_sub(OWN_THREADS) / THREADS;
    Ok(most.min(by_threads).max(1))
}

fn by_processors(processors: usize) -> usize {
    processors.saturating_mul(PER_PROCESSOR).min(ENOUGH)
}

/// The number of trials for which this many descriptors are enough.
fn trials(descriptors: usize) -> Result<usize, String> {
    match descriptors.saturating_sub(OWN_DESCRIPTORS) / DESCRIPTORS {
        0 => Err(format!(
            "this process may have {descriptors} descriptors, too few for any trial; `ulimit -n {}` is enough",
            OWN_DESCRIPTORS + DESCRIPTORS
        )),
        trials => Ok(trials),
    }
}

/// How many of these threads can exist at the same time. No call says so: the limits of the user, the container and the
/// memory all count, and so do other threads that exist already. So the threads are started, and end again.
fn startable(wanted: usize) -> usize {
    let gate = RwLock::new(());
    thread::scope(|scope| {
        let closed = gate.write().unwrap_or_else(PoisonError::into_inner);
        let pass = || drop(gate.read().unwrap_or_else(PoisonError::into_inner));
        let started = (0..wanted).take_while(|_| thread::Builder::new().spawn_scoped(scope, pass).is_ok()).count();
        drop(closed);
        started
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(57, None)]
    #[case(58, Some(1))]
    #[case(256, Some(5))]
    #[case(1 << 20, Some(23830))]
    fn descriptors_are_shared_out(#[case] descriptors: usize, #[case] shared: Option<usize>) {
        assert_eq!(trials(descriptors).ok(), shared);
    }

    #[rstest]
    #[case(1, 8)]
    #[case(2, 16)]
    #[case(64, 32)]
    fn more_trials_than_processors_are_at_work(#[case] processors: usize, #[case] at_once: usize) {
        assert_eq!(by_processors(processors), at_once);
    }

    #[test]
    fn too_few_descriptors_are_an_error() {
        let message = "this process may have 57 descriptors, too few for any trial; `ulimit -n 58` is enough";
        assert_eq!(trials(57), Err(message.to_owned()));
    }

    #[test]
    fn all_threads_can_be_started_without_a_limit() {
        assert_eq!(startable(8), 8);
        assert_eq!(size(Some(3)), Ok(3));
    }

    #[rstest]
    #[case(100_000)]
    #[case(usize::MAX)]
    fn no_host_is_flooded_with_threads(#[case] asked: usize) {
        assert!(size(Some(asked)).is_ok_and(|size| size <= 256));
    }
}
