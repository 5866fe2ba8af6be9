//! How many trials are at work at once: no more than this process can have descriptors and threads for. A trial that
//! met such a limit because of its neighbours would tell of them, not of the system.

use std::sync::{PoisonError, RwLock};
use std::thread;

use crate::sys::limit;

/// The descriptors of the process besides those of its trials: the standard streams, and what it inherited.
const OWN_DESCRIPTORS: usize = 8;

/// The descriptors that a trial has at most: its sockets, those that are passed, the pipes of a child, the
/// files of the resolver.
const DESCRIPTORS: usize = 12;

/// The threads of the process besides those of its trials: the one that watches over calls, and a child process, which
/// counts as one.
const OWN_THREADS: usize = 2;

/// The threads that a trial has at most: its own, and that of a call it starts.
const THREADS: usize = 2;

/// How many trials can be at work at once, at least 1 and at most as many as asked for: one for each processor
/// where nothing is.
///
/// # Errors
/// When there are too few descriptors for a single one: how many are wanted.
pub fn size(asked: Option<usize>) -> Result<usize, String> {
    let asked = asked.or_else(|| thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    let by_descriptors = limit::descriptors().map_or(Ok(asked), trials)?;
    let most = asked.min(by_descriptors);
    let threads = startable(most.saturating_mul(THREADS).saturating_add(OWN_THREADS));
    let by_threads = threads.saturating_sub(OWN_THREADS) / THREADS;
    Ok(most.min(by_threads).max(1))
}

/// How many trials so many descriptors are enough for.
fn trials(descriptors: usize) -> Result<usize, String> {
    match descriptors.saturating_sub(OWN_DESCRIPTORS) / DESCRIPTORS {
        0 => Err(format!(
            "this process may have {descriptors} descriptors, too few for any trial; `ulimit -n {}` is enough",
            OWN_DESCRIPTORS + DESCRIPTORS
        )),
        trials => Ok(trials),
    }
}

/// How many of so many threads can be there at the same time. No call tells: limits of the user, the container and the
/// memory all count, and what others have already. So they are started, and end again.
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
    #[case(19, None)]
    #[case(20, Some(1))]
    #[case(64, Some(4))]
    #[case(1 << 20, Some(87380))]
    fn descriptors_are_shared_out(#[case] descriptors: usize, #[case] shared: Option<usize>) {
        assert_eq!(trials(descriptors).ok(), shared);
    }

    #[test]
    fn too_few_descriptors_are_told() {
        let told = "this process may have 19 descriptors, too few for any trial; `ulimit -n 20` is enough";
        assert_eq!(trials(19), Err(told.to_owned()));
    }

    #[test]
    fn all_threads_wanted_are_there_where_nothing_limits_them() {
        assert_eq!(startable(8), 8);
        assert_eq!(size(Some(3)), Ok(3));
    }
}
