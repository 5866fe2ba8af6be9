//! The whole corpus over the protocol: whatever comes back is what comes back without it.

use std::path::Path;

use sockshape::case::{Trial, load};
use sockshape::executor::driver::{Command, Driver};
use sockshape::session::{Session, SnapshotMode};
use sockshape::verdict::Verdict;
use sockshape::workers;

/// `sockshape drive`.
fn drive() -> Driver {
    let command = Command::named(&format!("'{}' drive", env!("CARGO_BIN_EXE_sockshape"))).expect("a command");
    Driver::new(command).expect("a driver")
}

#[test]
fn corpus_over_the_protocol_is_as_recorded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = load(root).expect("the cases");
    let session = Session::on(Box::new(drive()), root, SnapshotMode::Compare).expect("a session");
    let trials: Vec<&Trial> = corpus.trials().map(AsRef::as_ref).collect();
    let verdicts = workers::map(&trials, 4, |trial| (trial.name.to_string(), session.examine(trial).verdict));
    let other: Vec<_> = verdicts
        .into_iter()
        .filter(|(_, verdict)| {
            !matches!(verdict, Verdict::Agrees | Verdict::Deviates { .. } | Verdict::Skipped { .. })
        })
        .collect();
    let told: Vec<String> = other.iter().map(|(name, verdict)| format!("{name}: {verdict:?}")).collect();
    assert!(told.is_empty(), "{} trials:\n{}", told.len(), told.join("\n"));
}
