//! Work on several things at once, each on one of a few threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does `work` for every item, on at most so many threads. The results are in the order of the items.
///
/// A thread that cannot be started is not an error: the others do its share. Only if there is none, this thread does
/// it: a trial is not to run on the first thread of the process, whose id is that of the process.
pub fn map<T: Sync, R: Send>(items: &[T], workers: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::default();
    let take = || {
        let index = next.fetch_add(1, Ordering::Relaxed);
        items.get(index).map(|item| (index, item))
    };
    let run = || {
        while let Some((index, item)) = take() {
            let result = work(item);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
        }
    };
    thread::scope(|scope| {
        let started = (0..workers).map(|_| thread::Builder::new().spawn_scoped(scope, run));
        if started.take_while(Result::is_ok).count() == 0 {
            run();
        }
    });
    in_order(done.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// How many threads this machine runs at once.
#[must_use]
pub fn available() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn in_order<R>(mut done: Vec<(usize, R)>) -> Vec<R> {
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::one_worker(5, 1)]
    #[case::fewer_workers_than_items(100, 4)]
    #[case::more_workers_than_items(2, 8)]
    #[case::nothing_to_do(0, 4)]
    fn every_item_has_a_result_in_its_place(#[case] items: usize, #[case] workers: usize) {
        let items: Vec<usize> = (0..items).collect();
        let doubled: Vec<usize> = items.iter().map(|item| 2 * item).collect();
        assert_eq!(map(&items, workers, |item| 2 * item), doubled);
    }

    #[test]
    fn own_thread_only_waits() {
        let own = thread::current().id();
        assert!(map(&[(); 9], 1, |()| thread::current().id()).iter().all(|id| *id != own));
    }

    /// Each item waits until all three are being worked on.
    #[test]
    fn workers_work_at_the_same_time() {
        let barrier = Barrier::new(3);
        assert_eq!(map(&[(); 3], 3, |()| barrier.wait().is_leader()).iter().filter(|leader| **leader).count(), 1);
    }
}
