//! `sockshape report`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgGroup;
use serde_json::json;

use super::asked::Asked;
use super::exit_code::AGREES;
use super::output::{self, CommandResult, Failure, Output};
use super::select::{corpus, recordings, table};
use super::shown::ShownPlatforms;
use crate::compat::Overview;
use crate::report::{report_html, report_markdown};
use crate::terminal::shown;

#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(
    after_help = EXAMPLES,
    override_usage = "sockshape report [OPTIONS] [WORD]...",
    group = ArgGroup::new("forms").required(true).multiple(true).args(["html", "markdown", "json"])
)]
pub(super) struct Arguments {
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    platforms: ShownPlatforms,
    /// A page for the browser, in one file; `-` for standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Trials that differ, for a repository or a wiki
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Everything, for programs; sockshape schema report prints its schema
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

const EXAMPLES: &str = "Examples:
  sockshape report --html report.html
  sockshape report --markdown - getaddrinfo";

/// What makes a form of the report.
type Form = fn(&Overview) -> String;

pub(super) fn report(root: &Path, arguments: &Arguments) -> CommandResult {
    let forms: [(&Option<PathBuf>, Form); 3] =
        [(&arguments.html, report_html), (&arguments.markdown, report_markdown), (&arguments.json, report_json)];
    let asked: Vec<(&Path, Form)> = forms.iter().filter_map(|(file, form)| Some((file.as_deref()?, *form))).collect();
    for (index, (file, _)) in asked.iter().enumerate() {
        if asked[..index].iter().any(|(other, _)| other == file) {
            return Err(Failure::usage(format!("two forms cannot both go to {}", file.display())));
        }
    }
    let overview = overview(root, &arguments.platforms, &arguments.asked)?;
    if overview.platforms.is_empty() {
        return Err(Failure::usage(arguments.platforms.without_recordings()));
    }
    let texts: Vec<(&Path, String)> = asked.into_iter().map(|(file, form)| (file, form(&overview))).collect();
    Ok(Output { text: write(texts)?, code: AGREES })
}

/// The recordings beside the cases and what these claim, in the trials that are asked for.
fn overview(root: &Path, shown: &ShownPlatforms, asked: &Asked) -> Result<Overview, Failure> {
    let (corpus, mut recordings) = (corpus(root)?, recordings(root)?);
    let claimed = shown.choose(root, &mut recordings)?;
    let table = table(&corpus, &recordings)?;
    let names = asked.rows(root, &corpus, &table)?;
    Ok(Overview::of(&table, &claimed, |name| names.contains(name)))
}

/// Writes texts to their files, as a shell does: what is there already is written through, because it may be a device,
/// a pipe or a link, and a file in its place would be another thing. The text for standard output is returned.
fn write(texts: Vec<(&Path, String)>) -> Result<String, Failure> {
    let mut printed = String::new();
    for (file, text) in texts {
        if file == Path::new("-") {
            printed = text;
        } else {
            fs::write(file, shown(&text))
                .map_err(|error| Failure::usage(format!("{} cannot be written: {error}", file.display())))?;
        }
    }
    Ok(printed)
}

fn report_json(overview: &Overview) -> String {
    // By way of a value, because the keys have always been in the order of the alphabet.
    output::json(&json!(overview))
}
