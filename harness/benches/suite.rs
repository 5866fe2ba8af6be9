//! All trials of the project, so many at once, beside the one that takes longest.

use std::cell::LazyCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use criterion::Criterion;
use sockshape::case::Trial;
use sockshape::session::{Session, SnapshotMode};

use crate::beside::{beside, size};
use crate::project::{corpus, real};

pub(crate) fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("suite");
    group.warm_up_time(Duration::from_millis(1)).sample_size(10);
    let suite = LazyCell::new(Suite::new);
    for (at_once, seconds) in [(1, 60), (2, 30), (8, 10)] {
        group.measurement_time(Duration::from_secs(seconds));
        let all = |suite: &&Suite| suite.examine_all(at_once);
        beside(&mut group, &at_once.to_string(), || LazyCell::force(&suite), |suite| suite.examine(suite.longest), all);
    }
}

struct Suite {
    session: Session,
    trials: Vec<Arc<Trial>>,
    /// The index of the trial that takes longest. It waits, and however many trials run at once, the suite waits for it.
    longest: usize,
}

impl Suite {
    fn new() -> Self {
        let session = Session::new(real(), SnapshotMode::Compare).expect("a session");
        let corpus = corpus(real());
        let trials = corpus.trials().take(size(corpus.trials().count())).cloned().collect();
        let mut suite = Self { session, trials, longest: 0 };
        suite.longest = (0..suite.trials.len()).max_by_key(|index| suite.time(*index)).unwrap_or_default();
        suite
    }

    fn time(&self, index: usize) -> Duration {
        let start = Instant::now();
        self.examine(index);
        start.elapsed()
    }

    fn examine(&self, index: usize) {
        drop(self.session.examine(&self.trials[index]));
    }

    fn examine_all(&self, at_once: usize) {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(trial) = self.trials.get(next.fetch_add(1, Ordering::Relaxed)) {
                drop(self.session.examine(trial));
            }
        };
        thread::scope(|scope| (0..at_once).for_each(|_| drop(scope.spawn(work))));
    }
}
