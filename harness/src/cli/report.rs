//! `sockshape report`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgGroup;
use serde_json::json;

use super::asked::Asked;
use super::exit_code::AGREES;
use super::output::{self, CommandResult, Failure, Output};
use super::select::{corpus, recording_in, recordings_of, table as whole};
use super::shown::ShownPlatforms;
use super::table;
use crate::compat::{KnownFaults, Overview, Respondents};
use crate::platform::Platform;
use crate::report::{Page, report_html, report_markdown};
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
    /// Beside the recordings of the project, the one in this folder; may be given several times
    #[arg(long, value_name = "FOLDER")]
    with: Vec<PathBuf>,
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
  sockshape report --markdown - getaddrinfo
  sockshape report --html mine.html --with mine    what run --record=mine has left";

/// The forms of the report.
#[derive(Clone, Copy)]
enum Form {
    Html,
    Markdown,
    Json,
}

pub(super) fn report(root: &Path, arguments: &Arguments) -> CommandResult {
    let forms = [(&arguments.html, Form::Html), (&arguments.markdown, Form::Markdown), (&arguments.json, Form::Json)];
    let asked: Vec<(&Path, Form)> = forms.iter().filter_map(|(file, form)| Some((file.as_deref()?, *form))).collect();
    for (index, (file, _)) in asked.iter().enumerate() {
        if asked[..index].iter().any(|(other, _)| other == file) {
            return Err(Failure::usage(format!("two forms cannot both go to {}", file.display())));
        }
    }
    let page = page(root, arguments)?;
    if page.overview.platforms.is_empty() {
        return Err(Failure::usage(arguments.platforms.without_recordings()));
    }
    let text = |form| match form {
        Form::Html => report_html(&page),
        Form::Markdown => report_markdown(&page.overview),
        // By way of a value, because the keys have always been in the order of the alphabet.
        Form::Json => output::json(&json!(page.overview)),
    };
    let texts: Vec<(&Path, String)> = asked.into_iter().map(|(file, form)| (file, text(form))).collect();
    Ok(Output { text: write(texts)?, code: AGREES })
}

/// The recordings beside the cases and what these claim, in the trials that are asked for. What only the page in HTML
/// has is not made for other forms.
fn page(root: &Path, arguments: &Arguments) -> Result<Page, Failure> {
    let corpus = corpus(root)?;
    let mut recordings = recordings_of(root, |edition| arguments.platforms.is_drawn(edition), None)?;
    for folder in &arguments.with {
        recordings.push(recording_in(root, folder)?);
    }
    let claimed = arguments.platforms.choose(root, &mut recordings)?;
    let mut table = whole(&corpus, &recordings)?;
    let names = arguments.asked.rows(root, &corpus, &table).map_err(|failure| match arguments.asked.folder() {
        Some(folder) => Failure::usage(format!("{folder} is a folder; to draw its recording, write --with {folder}")),
        None => failure,
    })?;
    table.rows.retain(|row| names.contains(row.name));
    let overview = Overview::of(&table, &claimed, |_| true);
    if arguments.html.is_none() {
        return Ok(Page { overview, tables: Vec::new(), known: Vec::new() });
    }
    let platforms: BTreeSet<Platform> = recordings.iter().map(|column| column.recording.platform).collect();
    let known = platforms.into_iter().map(|platform| KnownFaults::of(&table, platform, |_| true)).collect();
    let of = Respondents { columns: (0..recordings.len()).collect(), claimed };
    Ok(Page { overview, tables: table::all(&table, &of), known })
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
