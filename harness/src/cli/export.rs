//! `sockshape export`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::asked::Asked;
use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use super::select::corpus;
use crate::case::{Topic, Trial, TrialName};
use crate::export::{self, NoForm};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    /// The language of the program
    #[arg(long = "as", value_enum, value_name = "LANGUAGE")]
    language: Language,
    /// Write the programs of all these trials, not of one alone, into this folder, as group/topic/case.c
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
}

/// The language of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    /// C, for Linux
    C,
}

const EXAMPLES: &str = "Examples:
  sockshape export closed_client_is_named@AF_INET --as c > closed_client.c
  sockshape export accept::client_gone --as c --into programs";

/// A trial, and the topic that it is of.
type Selected<'a> = (&'a Topic, &'a Trial);

pub(super) fn export(root: &Path, arguments: &Arguments) -> CommandResult {
    let Arguments { asked, language: Language::C, into } = arguments;
    let corpus = corpus(root)?;
    let names: BTreeSet<TrialName> = asked.trials(root, &corpus)?.names.into_iter().collect();
    let all = corpus.topics.iter().flat_map(|topic| topic.trials.iter().map(move |trial| (topic, &**trial)));
    let selected: Vec<Selected> = all.filter(|(_, trial)| names.contains(&trial.name)).collect();
    if let Some(folder) = into {
        return write_all(&selected, folder);
    }
    let (topic, trial) = one(&selected, asked.single())?;
    let no_form = |NoForm(what)| Failure::usage(format!("{} has no form in C yet: {what}", trial.name));
    Ok(Output { text: export::c(topic, trial).map_err(no_form)?, code: AGREES })
}

/// The only trial; of several, the one whose name this is, or ends with `::` and this.
fn one<'a>(selected: &[Selected<'a>], name: Option<&str>) -> Result<Selected<'a>, Failure> {
    let is_called = |trial: &Trial, name: &str| {
        let whole = trial.name.to_string();
        whole.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with("::"))
    };
    let called = || selected.iter().filter(|(_, trial)| name.is_some_and(|name| is_called(trial, name)));
    match (selected, called().collect::<Vec<_>>().as_slice()) {
        ([one], _) => Ok(*one),
        (_, [one]) => Ok(**one),
        ([], _) => Err(Failure::usage("this shard has none of the trials that are asked for; another has them")),
        _ => Err(ambiguous(selected)),
    }
}

/// The most names that are listed when several trials are asked for.
const MOST_LISTED: usize = 10;

fn ambiguous(several: &[Selected]) -> Failure {
    let names: String = several.iter().take(MOST_LISTED).map(|(_, trial)| format!("\n  {}", trial.name)).collect();
    let more = if several.len() > MOST_LISTED { "\n  and more" } else { "" };
    let trials = several.len();
    Failure::usage(format!("{trials} trials have that; name one, or a folder for all by --into:{names}{more}"))
}

/// The file of a trial, as that of its snapshot: a folder for the group, and one for the topic.
pub(super) fn below(name: &TrialName, extension: &str) -> PathBuf {
    [&name.group, &name.topic, &format!("{}.{extension}", name.stem())].into_iter().collect()
}

/// Writes each trial that has a form as a file of the folder, and says what stands in the way of the others.
fn write_all(selected: &[Selected], folder: &Path) -> CommandResult {
    let failed = |path: &Path, error: &io::Error| Failure::usage(format!("{}: {error}", path.display()));
    let mut missing: BTreeMap<String, usize> = BTreeMap::new();
    for (topic, trial) in selected {
        match export::c(topic, trial) {
            Ok(text) => {
                let path = folder.join(below(&trial.name, "c"));
                path.parent().map_or(Ok(()), fs::create_dir_all).map_err(|error| failed(&path, &error))?;
                fs::write(&path, text).map_err(|error| failed(&path, &error))?;
            }
            Err(NoForm(what)) => *missing.entry(what).or_default() += 1,
        }
    }
    let without: usize = missing.values().sum();
    let lines = missing.iter().map(|(what, count)| format!("  {count:4} {what}\n"));
    let text = format!("{} programs in {}\n", selected.len() - without, folder.display());
    let rest = match without {
        0 => String::new(),
        count => format!("{count} trials have no form in C yet, because of:\n{}", lines.collect::<String>()),
    };
    Ok(Output { text: text + &rest, code: AGREES })
}
