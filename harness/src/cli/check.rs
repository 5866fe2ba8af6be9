//! `sockshape check`.

use std::path::{Path, PathBuf};

use anstyle::Style;

use super::{AGREES, DIFFERS, Done, Failure, Printed, corpus};
use crate::case::{Corpus, TrialName, load_topic};
use crate::platform::Platform;
use crate::recording::{Recording, digest};
use crate::root::absolute;
use crate::snapshot::{Records, orphans};
use crate::source::shown;
use crate::terminal::{STRONG, hung, line_width, painted};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Check these case files alone
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

const EXAMPLES: &str = "Examples:
  sockshape check                          every case file, and the snapshots
  sockshape check cases/bind/port_zero.yaml";

pub(super) fn check(root: &Path, arguments: &Arguments) -> Done {
    if !arguments.files.is_empty() {
        return check_files(root, &arguments.files);
    }
    let corpus = corpus(root)?;
    let (topics, trials) = (corpus.topics.len(), corpus.trials().count());
    let mut lines =
        vec![format!("{}, {}: no problem in the case files\n", count(topics, "topic"), count(trials, "trial"))];
    let names: Vec<&TrialName> = corpus.trials().map(|trial| &trial.name).collect();
    let orphans = orphans(root, names.iter().copied());
    lines.extend(orphans.iter().map(|orphan| told("left over", &format!("{} belongs to no case", shown(orphan)))));
    lines.extend(Platform::all().flat_map(|platform| of_recording(root, platform, &corpus, &names)));
    let code = if lines.len() == 1 { AGREES } else { DIFFERS };
    Ok(Printed { text: lines.concat(), code })
}

/// What is to be said of the recording of a platform, if there is one.
fn of_recording(root: &Path, platform: Platform, corpus: &Corpus, names: &[&TrialName]) -> Vec<String> {
    let records = Records::new(root, platform);
    match Recording::read(&records) {
        Ok(Some(recording)) => [missing(&records, &recording, names), behind(&records, &recording, corpus)].concat(),
        Ok(None) => Vec::new(),
        Err(fault) => vec![told("unreadable", &fault.with_hint())],
    }
}

/// The trials that it has no snapshot of, apart from those its host could not run.
fn missing(records: &Records, recording: &Recording, names: &[&TrialName]) -> Vec<String> {
    let files = records.files();
    let is_missing = |name: &&&TrialName| {
        let skipped = recording.skipped.contains_key(&name.to_string());
        !skipped && !files.contains(&records.file(name))
    };
    let missing = names.iter().filter(is_missing);
    missing.map(|name| told("missing", &format!("{} has no snapshot of {name}", recording.platform))).collect()
}

/// What it says that is no longer so.
fn behind(records: &Records, recording: &Recording, corpus: &Corpus) -> Vec<String> {
    let Recording { platform, date, .. } = recording;
    let mut lines = Vec::new();
    if recording.cases != digest(corpus) {
        lines.push(told("behind", &format!("{platform} was recorded from cases that do something else than these")));
    }
    if records.digest().ok().as_ref() != Some(&recording.snapshots) {
        lines.push(told("behind", &format!("snapshots of {platform} were changed since it was recorded on {date}")));
    }
    lines
}

/// A finding behind the word for its kind.
fn told(kind: &str, what: &str) -> String {
    hung(0, &painted(STRONG, &format!("{kind}: ")), what, Style::new(), line_width())
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn check_files(root: &Path, files: &[PathBuf]) -> Done {
    let (mut text, mut problems) = (String::new(), Vec::new());
    for file in files {
        let (group, topic) = group_and_topic(root, file)?;
        match load_topic(root, &group, &topic) {
            Ok(topic) => text += &format!("{}: {}, no problem\n", file.display(), count(topic.trials.len(), "trial")),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(Printed { text, code: AGREES }) } else { Err(Failure::broken(&problems)) }
}

fn group_and_topic(root: &Path, file: &Path) -> Result<(String, String), Failure> {
    let whole = absolute(file);
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
