//! `sockshape check`.

use std::path::{Path, PathBuf};

use super::{AGREES, DIFFERS, Done, Failure, corpus};
use crate::case::{Corpus, TrialName, load_topic};
use crate::platform::Platform;
use crate::recording::Recording;
use crate::snapshot::{Records, orphans};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Check these case files alone
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn check(root: &Path, arguments: &Arguments) -> Done {
    if !arguments.files.is_empty() {
        return check_files(root, &arguments.files);
    }
    let corpus = corpus(root)?;
    let topics = corpus.topics.len();
    println!("{topics} topics, {} trials: no problem in the case files", corpus.trials().count());
    let names: Vec<&TrialName> = corpus.trials().map(|trial| &trial.name).collect();
    let orphans = orphans(root, names.iter().copied());
    for orphan in &orphans {
        println!("left over: {} belongs to no case", orphan.display());
    }
    let missing: usize = Platform::all().map(|platform| missing(root, platform, &corpus, &names)).sum();
    Ok(if orphans.is_empty() && missing == 0 { AGREES } else { DIFFERS })
}

/// Names the trials a recorded platform has no snapshot of, apart from those its host could not run, and returns their number.
fn missing(root: &Path, platform: Platform, corpus: &Corpus, names: &[&TrialName]) -> usize {
    let records = Records::new(root, platform);
    let Ok(Some(recording)) = Recording::read(&records) else {
        return 0;
    };
    let files = records.files();
    let is_missing = |name: &&&TrialName| {
        let skipped = recording.skipped.contains_key(&name.to_string());
        !skipped && !files.contains(&records.file(name))
    };
    let missing: Vec<_> = names.iter().filter(is_missing).collect();
    for name in &missing {
        println!("missing: {platform} has no snapshot of {name}");
    }
    if missing.is_empty() && recording.cases != crate::recording::digest(corpus) {
        println!("note: {platform} was recorded from other cases than these; its recording.yaml is behind");
    }
    missing.len()
}

fn check_files(root: &Path, files: &[PathBuf]) -> Done {
    let mut problems = Vec::new();
    for file in files {
        let (group, topic) = group_and_topic(root, file)?;
        match load_topic(root, &group, &topic) {
            Ok(topic) => println!("{}: {} trials, no problem", file.display(), topic.trials.len()),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(AGREES) } else { Err(Failure::broken(&problems)) }
}

fn group_and_topic(root: &Path, file: &Path) -> Result<(String, String), Failure> {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let below = whole.strip_prefix(root.join("cases")).ok();
    let parts = below.and_then(|below| {
        let group = below.parent()?.to_str()?;
        let topic = below.file_name()?.to_str()?.strip_suffix(".yaml")?;
        (!group.is_empty() && !group.contains(['/', '\\'])).then(|| (group.to_owned(), topic.to_owned()))
    });
    parts.ok_or_else(|| {
        Failure::usage(format!("{} is no case file: they lie at cases/<group>/<topic>.yaml", file.display()))
    })
}
