//! A result with EADDRINUSE counts only if it comes three times in a row.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use rstest::rstest;
use sockshape::executor::{Executor, Limits, Stop, World};
use sockshape::operation::{Call, Outcome};
use sockshape::platform::{Answer, Description, Facts, HostFacts, Identity, Platform};
use sockshape::session::{Session, SnapshotMode};

use crate::support::outcome::{failed, ok};
use crate::support::{STREAM, trial_of_steps};

/// An executor whose runs of one call end in these ways, one after the other. The last of them stays.
#[derive(Debug)]
struct Scripted {
    identity: Identity,
    facts: Facts,
    host: HostFacts,
    script: Script,
}

#[derive(Clone, Debug)]
struct Script(Arc<Mutex<VecDeque<&'static str>>>);

impl Scripted {
    fn new(script: Script) -> Self {
        let word = || "other".to_owned();
        Self {
            identity: Identity {
                platform: Platform::named("linux").expect("a platform"),
                because: word(),
                release: None,
                description: Description { system: word(), architecture: word(), libc: word() },
            },
            facts: Facts::new(|_| Answer::Yes, |_| true),
            host: HostFacts { process: 1, temporary: word(), interfaces: Vec::new(), words: Vec::new() },
            script,
        }
    }
}

impl Executor for Scripted {
    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn host(&self) -> &HostFacts {
        &self.host
    }

    fn open(&self, _: Limits) -> Result<Box<dyn World>, Stop> {
        Ok(Box::new(self.script.clone()))
    }
}

impl World for Script {
    fn perform(&mut self, _: &Call) -> Result<Outcome, Stop> {
        let mut script = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = if script.len() > 1 { script.pop_front() } else { script.front().copied() };
        Ok(next.filter(|error| *error != "ok").map_or_else(ok, failed))
    }
}

/// What counts of runs that end in these ways, and how many runs of the script were not needed.
fn counts(script: &[&'static str]) -> (String, usize) {
    let script = Script(Arc::new(Mutex::new(script.iter().copied().collect())));
    let root = tempfile::tempdir().expect("a temporary folder");
    let executor = Box::new(Scripted::new(script.clone()));
    let session = Session::on(executor, root.path(), SnapshotMode::Compare).expect("a session");
    let found = session.examine(&trial_of_steps(STREAM)).found.expect("a result").to_string();
    let left = script.0.lock().unwrap_or_else(PoisonError::into_inner).len();
    (found.rsplit(' ').next().expect("an outcome").to_owned(), left)
}

#[rstest]
#[case::of_another_program(&["EADDRINUSE", "ok", "EIO"], "ok", 1)]
#[case::of_another_program_twice(&["EADDRINUSE", "EADDRINUSE", "ok", "EIO"], "ok", 1)]
#[case::of_the_system(&["EADDRINUSE", "EADDRINUSE", "EADDRINUSE", "EIO"], "EADDRINUSE", 1)]
#[case::without_it_one_run_counts(&["EIO", "ok"], "EIO", 1)]
#[case::of_the_system_for_ever(&["EADDRINUSE"], "EADDRINUSE", 1)]
fn address_in_use(#[case] script: &[&'static str], #[case] outcome: &str, #[case] left: usize) {
    assert_eq!(counts(script), (outcome.to_owned(), left));
}
