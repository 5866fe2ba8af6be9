//! All trials of the project, so many at once, beside the one that takes longest.

use std::cell::LazyCell;
use std::sync::Arc;
use std::time::Duration;

use criterion::Criterion;
use sockshape::case::Trial;
use sockshape::executor::native::Native;
use sockshape::session::{Session, SnapshotMode, TrialResult};
use sockshape::workers;

use crate::beside::{beside, size, time};
use crate::project::{corpus, real};

pub(crate) fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("suite");
    group.warm_up_time(Duration::from_millis(1)).sample_size(10);
    let suite = LazyCell::new(Suite::new);
    for at_once in [1, 2, 8, 16] {
        let (longest, all) = (|suite: &&Suite| suite.examine_longest(), |suite: &&Suite| suite.examine_all(at_once));
        beside(&mut group, &at_once.to_string(), || LazyCell::force(&suite), longest, all);
    }
}

struct Suite {
    session: Session,
    trials: Vec<Arc<Trial>>,
    /// The index of the trial that takes longest. However many trials run at once, the suite waits for it.
    longest: usize,
}

impl Suite {
    fn new() -> Self {
        let session =
            Session::on(Box::new(Native::new().expect("sockets")), real(), SnapshotMode::Compare).expect("a session");
        let corpus = corpus(real());
        let trials: Vec<Arc<Trial>> = corpus.trials().take(size(corpus.trials().count())).cloned().collect();
        let times = workers::map(&trials, 8, |trial| time(|| session.examine(trial)));
        let beyond =
            |(trial, time): (&Arc<Trial>, &Duration)| (time.saturating_sub(trial.program.deadline), trial.name.clone());
        if let Some((time, name)) = trials.iter().zip(&times).map(beyond).max_by_key(|(time, _)| *time) {
            println!("{:24}beyond: {time:.1?} beyond its deadline, at most: {name}", "");
        }
        let longest = (0..trials.len()).max_by_key(|index| times[*index]).expect("there are trials");
        Self { session, trials, longest }
    }

    fn examine_longest(&self) -> TrialResult {
        self.session.examine(&self.trials[self.longest])
    }

    fn examine_all(&self, at_once: usize) -> Vec<TrialResult> {
        workers::map(&self.trials, at_once, |trial| self.session.examine(trial))
    }
}
