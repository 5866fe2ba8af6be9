//! Comparing recordings by the command line, beside reading their files.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use criterion::Criterion;

use crate::beside::{beside, size};
use crate::project::{Project, files_below};

/// How many trials are recorded.
const TRIALS: usize = 2_000;

pub(crate) fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("recordings");
    group.warm_up_time(Duration::from_millis(500)).sample_size(10);
    let diff = |project: &Project| sockshape(project.root(), &["diff", "linux", "linux-musl"]);
    beside(&mut group, "diff", || Project::of_recordings(size(TRIALS), 2), read, diff);
    let report = |project: &Project| sockshape(project.root(), &["report", "--html", "-"]);
    beside(&mut group, "report", || Project::of_recordings(size(TRIALS), 8), read, report);
}

fn read(project: &Project) -> Vec<Vec<u8>> {
    files_below(project.root()).iter().map(|file| fs::read(file).expect("a file is read")).collect()
}

fn sockshape(root: &Path, arguments: &[&str]) -> Output {
    let command = Command::new(env!("CARGO_BIN_EXE_sockshape")).arg("--root").arg(root).args(arguments).output();
    let output = command.expect("the program is started");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}
