//! The whole corpus over the protocol: whatever comes back is what comes back without it.

use sockshape::case::Trial;
use sockshape::executor::native::Native;
use sockshape::executor::serve;
use sockshape::session::{Session, SnapshotMode};
use sockshape::verdict::Verdict;
use sockshape::workers;

use super::driver::{drive, driver};
use crate::support::{corpus, root};

#[test]
fn corpus_over_the_protocol_is_as_recorded() {
    let driver = driver(&drive()).expect("a driver");
    let session = Session::on(Box::new(driver), root(), SnapshotMode::Compare).expect("a session");
    let corpus = corpus();
    let trials: Vec<&Trial> = corpus.trials().map(AsRef::as_ref).collect();
    let verdicts = workers::map(&trials, 4, |trial| (trial.name.to_string(), session.examine(trial).verdict));
    let is_fine =
        |verdict: &Verdict| matches!(verdict, Verdict::Agrees | Verdict::Deviates { .. } | Verdict::Skipped { .. });
    let other = verdicts.into_iter().filter(|(_, verdict)| !is_fine(verdict));
    let other: Vec<String> = other.map(|(name, verdict)| format!("{name}: {verdict:?}")).collect();
    assert!(other.is_empty(), "{} trials:\n{}", other.len(), other.join("\n"));
}

#[test]
fn other_protocol_is_refused() {
    let mut answers = Vec::new();
    let native = Native::new().expect("sockets");
    serve(&native, &br#"{"id": 1, "hello": {"protocol": 2}}"#[..], &mut answers).expect("an answer");
    let answers = String::from_utf8(answers).expect("text");
    assert!(answers.contains(r#""error":"it is asked for protocol 2, and speaks 1: "#), "{answers}");
}
