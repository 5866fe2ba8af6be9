//! `sockshape run`, the main job.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::progress::Progress;
use super::{AGREES, BROKEN, DIFFERS, Done, Failure, Format, Printed, corpus, is_meant};
use crate::case::{Trial, TrialName};
use crate::report::{Summary, explain};
use crate::session::{Examined, Keep, Session, against_all, parallelism, workers};
use crate::terminal::{STRONG, UNLIMITED, line_width, painted, plain};
use crate::transcript::SnapshotText;
use crate::verdict::Verdict;

#[derive(Debug, Default, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Only trials with one of these texts in their name
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
    /// In what form to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLES: &str = "Examples:
  sockshape run                    every case there is
  sockshape run bind:: AF_INET6    the trials with one of these in their name";

pub(super) fn run(root: &Path, arguments: &Arguments) -> Done {
    let corpus = corpus(root)?;
    let session = Session::new(root, Keep::Compare).map_err(Failure::usage)?;
    let meant: Vec<&Arc<Trial>> = corpus.trials().filter(|trial| is_meant(&trial.name, &arguments.filters)).collect();
    if meant.is_empty() {
        return Err(Failure::usage("no trial has such a name"));
    }
    let size = parallelism::size(None).map_err(Failure::usage)?;
    let progress = (arguments.format == Format::Text).then(|| Progress::begin(meant.len())).flatten();
    let examined = workers::map(&meant, size, |trial| {
        let examined = session.examine(trial);
        progress.iter().for_each(Progress::step);
        examined
    });
    drop(progress);
    let agreements = against_all(root, &records(&meant, &examined));
    let agreements = agreements.map_err(|fault| Failure::recordings(&[fault]))?;
    let mut summary = Summary::new(session.platform(), agreements);
    for (trial, examined) in meant.iter().zip(&examined) {
        summary.add(trial, examined);
    }
    let text = match arguments.format {
        Format::Text => text(&meant, &examined, &session, &summary),
        Format::Json => json(&meant, &examined, &session, &summary),
    };
    Ok(Printed { text, code: code(&examined, &summary) })
}

fn code(examined: &[Examined], summary: &Summary) -> u8 {
    let is_broken = |examined: &Examined| matches!(examined.verdict, Verdict::Broken { .. });
    match summary.total().differ {
        0 => AGREES,
        _ if examined.iter().any(is_broken) => BROKEN,
        _ => DIFFERS,
    }
}

/// The trials that came to a record, each with what it says.
fn records<'t>(trials: &[&'t Arc<Trial>], examined: &'t [Examined]) -> Vec<(&'t TrialName, &'t SnapshotText)> {
    let record = |(trial, examined): (&&'t Arc<Trial>, &'t Examined)| Some((&trial.name, examined.record.as_ref()?));
    trials.iter().zip(examined).filter_map(record).collect()
}

fn text(trials: &[&Arc<Trial>], examined: &[Examined], session: &Session, summary: &Summary) -> String {
    let width = line_width();
    let message = |(trial, examined): (&&Arc<Trial>, &Examined)| {
        let skipped = matches!(examined.verdict, Verdict::Skipped { .. });
        let message = explain(trial, examined, session, width).filter(|_| !skipped)?;
        let heading = painted(STRONG, &format!("---- {} ----", trial.name));
        Some(format!("{heading}\n{}\n\n", message.trim_end()))
    };
    let messages: String = trials.iter().zip(examined).filter_map(message).collect();
    messages + &summary.text(width)
}

fn json(trials: &[&Arc<Trial>], examined: &[Examined], session: &Session, summary: &Summary) -> String {
    let trial = |(trial, examined): (&&Arc<Trial>, &Examined)| {
        json!({
            "name": trial.name.to_string(),
            "verdict": examined.verdict.word(),
            "message": explain(trial, examined, session, UNLIMITED).map(|message| plain(&message)),
            "transcript": examined.record.as_ref().map(ToString::to_string),
        })
    };
    let trials: Vec<_> = trials.iter().zip(examined).map(trial).collect();
    format!("{:#}\n", json!({"trials": trials, "summary": summary}))
}
