//! `sockshape export`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::exit_code::AGREES;
use super::output::{CommandResult, Failure, Output};
use super::select::{corpus, is_selected};
use crate::case::{Topic, Trial, TrialName};
use crate::export::{self, NoForm};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The trial, or a part of its name that no other trial has; with --into, any number of such parts, or none for all
    #[arg(value_name = "TRIAL")]
    trials: Vec<String>,
    /// The language of the program
    #[arg(long = "as", value_enum, value_name = "LANGUAGE")]
    language: Language,
    /// Write the programs of all selected trials into this folder, as group/topic/case.c
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
}

/// The language of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    /// C, for POSIX and the headers of the platform
    C,
}

const EXAMPLES: &str = "Examples:
  sockshape export closed_client_is_named@AF_INET --as c > closed_client.c
  sockshape export accept::client_gone --as c --into programs";

/// A trial, and the topic that it is of.
type Selected<'a> = (&'a Topic, &'a Trial);

pub(super) fn export(root: &Path, arguments: &Arguments) -> CommandResult {
    let Arguments { trials, language: Language::C, into } = arguments;
    let corpus = corpus(root)?;
    let all = || corpus.topics.iter().flat_map(|topic| topic.trials.iter().map(move |trial| (topic, &**trial)));
    match into {
        Some(folder) => {
            let selected: Vec<Selected> = all().filter(|(_, trial)| is_selected(&trial.name, trials)).collect();
            if selected.is_empty() { Err(Failure::no_such_trial()) } else { write_all(&selected, folder) }
        }
        None => {
            let [name] = trials.as_slice() else {
                return Err(Failure::usage("name one trial, or a folder for the programs of several by --into"));
            };
            let (topic, trial) = find(all().collect(), name)?;
            let no_form = |NoForm(what)| Failure::usage(format!("{} has no form in C yet: {what}", trial.name));
            Ok(Output { text: export::c(topic, trial).map_err(no_form)?, code: AGREES })
        }
    }
}

/// The trial with this name; else the only one whose name ends with `::` and this; else the only one with this in its
/// name.
fn find<'a>(all: Vec<Selected<'a>>, name: &str) -> Result<Selected<'a>, Failure> {
    let end = format!("::{name}");
    let fits = |fit: fn(&str, &str) -> bool, part: &str| -> Vec<Selected<'a>> {
        all.iter().copied().filter(|(_, trial)| fit(&trial.name.to_string(), part)).collect()
    };
    let exact = fits(|whole, part| whole == part, name);
    let ending = fits(|whole, part| whole.ends_with(part), &end);
    let containing = fits(|whole, part| whole.contains(part), name);
    match (exact.as_slice(), ending.as_slice(), containing.as_slice()) {
        ([one], ..) | (_, [one], _) | (.., [one]) => Ok(*one),
        (.., []) => Err(Failure::no_such_trial()),
        (.., several) => Err(ambiguous(several, name)),
    }
}

/// The most names that are listed when a name fits several trials.
const MOST_LISTED: usize = 10;

fn ambiguous(several: &[Selected], name: &str) -> Failure {
    let names: String = several.iter().take(MOST_LISTED).map(|(_, trial)| format!("\n  {}", trial.name)).collect();
    let more = if several.len() > MOST_LISTED { "\n  and more" } else { "" };
    Failure::usage(format!("{} trials have `{name}` in their name; which one?{names}{more}", several.len()))
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
