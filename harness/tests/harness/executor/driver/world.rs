//! Drivers that are killed while trials run.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use sockshape::case::Trial;
use sockshape::session::{Session, SnapshotMode};
use sockshape::verdict::Verdict;
use sockshape::workers;

use super::{drive, driver};
use crate::support::{corpus, root};

/// How many drivers are killed.
const DEATHS: usize = 100;

/// `sockshape drive`, which notes the number of each of its processes, and keeps its files in `folder`.
fn noted(folder: &Path) -> String {
    let script = format!("echo $$ >> pids; export TMPDIR=\"$PWD\"; exec {}", drive());
    let folder = folder.display().to_string();
    shlex::try_join(["env", "-C", &folder, "sh", "-c", &script]).expect("a command")
}

/// Kills the newest process as long as there are trials, a while after the one before. Returns how many were killed.
fn kill_drivers(pids: &Path, is_over: &AtomicBool) -> usize {
    let mut killed = Vec::new();
    while !is_over.load(Ordering::Relaxed) && killed.len() < DEATHS {
        let noted = fs::read_to_string(pids).unwrap_or_default();
        let newest = noted.lines().filter_map(|line| line.parse::<i32>().ok()).rfind(|pid| !killed.contains(pid));
        if let Some(pid) = newest {
            let process = Pid::from_raw(pid).expect("the number of a process");
            kill_process(process, Signal::KILL).expect("a process of this test");
            killed.push(pid);
        }
        thread::sleep(Duration::from_millis(5 + (killed.len() as u64 * 7) % 13));
    }
    killed.len()
}

#[test]
fn driver_that_is_killed_costs_one_trial_at_most() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let driver = driver(&noted(folder.path())).expect("a driver");
    let session = Session::on(Box::new(driver), root(), SnapshotMode::Compare).expect("a session");
    let corpus = corpus();
    let trials: Vec<&Trial> = corpus.trials().step_by(2).map(AsRef::as_ref).collect();
    let (is_over, pids) = (AtomicBool::new(false), folder.path().join("pids"));
    let (verdicts, killed): (Vec<Verdict>, usize) = thread::scope(|scope| {
        let killer = scope.spawn(|| kill_drivers(&pids, &is_over));
        let verdicts = workers::map(&trials, 2, |trial| session.examine(trial).verdict);
        is_over.store(true, Ordering::Relaxed);
        (verdicts, killer.join().expect("a count"))
    });
    let is_fine =
        |verdict: &Verdict| matches!(verdict, Verdict::Agrees | Verdict::Deviates { .. } | Verdict::Skipped { .. });
    let is_lost = |verdict: &Verdict| matches!(verdict, Verdict::Crashed { how } if how.contains("signal: 9"));
    let others: Vec<_> =
        trials.iter().zip(&verdicts).filter(|(_, verdict)| !is_fine(verdict) && !is_lost(verdict)).collect();
    assert!(others.is_empty(), "{others:#?}");
    let lost = verdicts.iter().filter(|verdict| is_lost(verdict)).count();
    assert_eq!(killed, DEATHS);
    assert!((1..=DEATHS).contains(&lost), "{lost} trials were lost");
}
