//! A trial in which the harness fails.

use sockshape::executor::native::Native;
use sockshape::executor::{Executor, Limits, Stop, World};
use sockshape::operation::{Call, Outcome};
use sockshape::platform::{Facts, HostFacts, Identity};
use sockshape::session::{Session, SnapshotMode, keep_messages};
use sockshape::verdict::Verdict;

use crate::support::{DATAGRAM, trial_of_steps};

/// An executor whose every call is a fault.
#[derive(Debug)]
struct Faulty(Native);

impl Executor for Faulty {
    fn identity(&self) -> &Identity {
        self.0.identity()
    }

    fn facts(&self) -> &Facts {
        self.0.facts()
    }

    fn host(&self) -> &HostFacts {
        self.0.host()
    }

    fn open(&self, _: Limits) -> Result<Box<dyn World>, Stop> {
        Ok(Box::new(FaultyWorld))
    }
}

struct FaultyWorld;

impl World for FaultyWorld {
    fn perform(&mut self, call: &Call) -> Result<Outcome, Stop> {
        panic!("{} is not done", call.name());
    }
}

#[test]
fn panic_is_a_verdict() {
    keep_messages();
    let root = tempfile::tempdir().expect("a temporary folder");
    let native = Native::new().expect("the sockets of this process");
    let session = Session::on(Box::new(Faulty(native)), root.path(), SnapshotMode::Compare).expect("a session");
    match session.examine(&trial_of_steps(DATAGRAM)).verdict {
        Verdict::Crashed { how } => {
            assert!(how.starts_with("a fault of the harness: ") && how.ends_with("socket is not done"), "{how}");
            assert!(how.contains("examine.rs:"), "{how}");
        }
        verdict => panic!("{verdict:?}"),
    }
}
