//! `sockshape check`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anstyle::Style;

use super::exit_code::{AGREES, DIFFERS};
use super::output::{CommandResult, Failure, Output};
use super::select::corpus;
use super::under_test::UnderTest;
use crate::case::{PlacedCase, SameSteps, TrialName, load_topic, same_steps};
use crate::compat::{AGAINST_RECORDS, Cell, Column, Folder, Table, contradictions};
use crate::fault::Fault;
use crate::platform::{Edition, Platform};
use crate::problem::{self, Problem};
use crate::recording::{Base, DESCRIPTION, digest, how_to_record};
use crate::root::absolute;
use crate::snapshot::{Records, editions, orphans, spoils_a_recording, unfinished};
use crate::source::shown;
use crate::terminal::{STRONG, hanging, line_width, styled};

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Check only these case files
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

const EXAMPLES: &str = "Examples:
  sockshape check                          all case files, and the snapshots
  sockshape check cases/bind/port_zero.yaml";

pub(super) fn check(root: &Path, arguments: &Arguments) -> CommandResult {
    if arguments.files.is_empty() { check_all(root) } else { check_files(root, &arguments.files) }
}

fn check_all(root: &Path) -> CommandResult {
    let corpus = corpus(root)?;
    let names: Vec<&TrialName> = corpus.trials().map(|trial| &trial.name).collect();
    let mut findings = told(left_over(root, &names));
    let (columns, without_one) = read_columns(root);
    findings.extend(without_one);
    let cases = digest(&corpus);
    let here = UnderTest::from_environment().platform().map_err(|fault| Failure::usage(fault.with_hint()))?;
    let of_columns = columns.iter().map(|column| (column, check_column(root, column, &cases, &names, here)));
    let of_columns: Vec<(&Column, Vec<String>)> = of_columns.filter(|(_, found)| !found.is_empty()).collect();
    let for_others = for_others(root, here, of_columns.iter().map(|(column, _)| *column));
    findings.extend(of_columns.into_iter().flat_map(|(_, found)| found).chain(for_others));
    findings.extend(match Table::new(&corpus, &columns) {
        Ok(table) => contradicted(&contradictions(&table)).into_iter().collect(),
        Err(faults) => unreadable(&faults),
    });
    // Two ways may lead to one folder that cannot be listed.
    let mut said = BTreeSet::new();
    findings.retain(|finding| said.insert(finding.clone()));
    let counts = format!("{}, {}", count(corpus.topics.len(), "topic"), count(names.len(), "trial"));
    let warnings: String = same_steps(&corpus).iter().map(warning).collect();
    let clean = hanging(0, "", &format!("{counts}: no problem in the case files"), Style::new(), line_width());
    let text = format!("{clean}{warnings}{}", findings.concat());
    Ok(Output { text, code: if findings.is_empty() { AGREES } else { DIFFERS } })
}

/// All recordings, and what is wrong where there is none. Nothing if they cannot be looked for: that was said of what
/// is left over.
fn read_columns(root: &Path) -> (Vec<Column>, Vec<String>) {
    let (mut columns, mut findings) = (Vec::new(), Vec::new());
    let editions: Vec<Edition> = editions(root).unwrap_or_default().into_iter().collect();
    let folders: Vec<Folder> = editions.iter().map(|edition| Folder::of_edition(root, edition)).collect();
    for (edition, read) in editions.iter().zip(Column::of_each(root, &folders, None)) {
        match read {
            Ok(Some(column)) => columns.push(column),
            Ok(None) => findings.extend(told(check_unrecorded(root, edition))),
            Err(faults) => findings.extend(unreadable(&faults)),
        }
    }
    (columns, findings)
}

fn unreadable(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|fault| finding("unreadable", &fault.with_hint())).collect()
}

/// What is wrong with a recording that is none.
fn check_unrecorded(root: &Path, edition: &Edition) -> Result<Vec<String>, Fault> {
    let is_empty = Records::new(root, edition.clone()).files(None)?.is_empty();
    Ok(if is_empty { Vec::new() } else { vec![undescribed(edition), to_do(root, edition.platform)] })
}

/// A case that may be superfluous. That is for its author to say, so it is no fault.
fn warning(SameSteps { case, others }: &SameSteps) -> String {
    let more = match others.len() - 1 {
        0 => String::new(),
        1 => ", and one with those of another case".to_owned(),
        more => format!(", and others with those of {more} other cases"),
    };
    let (PlacedCase { name, place }, first) = (case, &others[0]);
    let what =
        format!("{name} ({place}) has a trial with the same steps as one of {} ({}){more}", first.name, first.place);
    finding("warning", &what)
}

/// Which recordings can be made elsewhere alone: those of another platform for which there is no script, and those of a
/// certain release. Nothing if there is nothing to record of them.
fn for_others<'c>(root: &Path, here: Option<Platform>, behind: impl Iterator<Item = &'c Column>) -> Option<String> {
    let here = here?;
    let is_current = |column: &Column| column.name == column.recording.platform.to_string();
    let is_here = |column: &Column| {
        column.recording.platform == here || is_of_a_script(&how_to_record(root, column.recording.platform))
    };
    let others: Vec<&str> = behind.filter(|it| !(is_current(it) && is_here(it))).map(|it| it.name.as_str()).collect();
    let what = match others.as_slice() {
        [] => return None,
        [other] => format!("{other} is not this platform: whoever has it records it"),
        others => format!("{} are not this platform: whoever has them records them", others.join(", ")),
    };
    Some(finding("for others", &what))
}

/// What is wrong with a recording by itself. Of a platform that is not the one `here`, trials without a snapshot are
/// counted and not listed.
fn check_column(
    root: &Path,
    column: &Column,
    cases: &str,
    names: &[&TrialName],
    here: Option<Platform>,
) -> Vec<String> {
    let is_here = here.is_none_or(|here| here == column.recording.platform);
    let mut findings = [missing(column, names, is_here), behind(column, cases)].concat();
    if !findings.is_empty() {
        findings.push(match &column.recording.base {
            None => to_do(root, column.recording.platform),
            Some(base) => to_do_over(root, column, base),
        });
    }
    findings
}

/// The claims that recordings contradict.
fn contradicted(problems: &[Problem]) -> Option<String> {
    (!problems.is_empty()).then(|| format!("\n{}\n", problem::list(problems, AGAINST_RECORDS)))
}

/// Findings, or why there might be more.
fn told(findings: Result<Vec<String>, Fault>) -> Vec<String> {
    findings.unwrap_or_else(|fault| vec![finding("unreadable", &fault.with_hint())])
}

/// What lies below `snapshots` and belongs to nothing, unless it is said of a recording that cannot be read.
fn left_over(root: &Path, names: &[&TrialName]) -> Result<Vec<String>, Fault> {
    let tell = |file: &PathBuf, what: &str| finding("left over", &format!("{} {what}", shown(file)));
    let orphans = orphans(root, names.iter().copied())?;
    let orphans =
        orphans.iter().filter(|file| !spoils_a_recording(root, file)).map(|file| tell(file, "belongs to no case"));
    Ok(orphans.chain(unfinished(root)?.iter().map(|file| tell(file, "is half a file"))).collect())
}

/// Snapshots without a description: the program that recorded them was killed, or some of them could not be made.
fn undescribed(edition: &Edition) -> String {
    let what = format!("snapshots/{edition} has snapshots and no {DESCRIPTION}: nobody has recorded all of it");
    finding("unfinished", &what)
}

/// The one command after which nothing is found any more. A script of a platform's own brings what it needs
/// but for Debian.
fn to_do(root: &Path, platform: Platform) -> String {
    let how = how_to_record(root, platform);
    let on_it = if is_of_a_script(&how) { "a Debian machine" } else { "that platform" };
    finding("to do", &format!("`{how}` records {platform}, on {on_it}"))
}

/// Whether a command that records is a script of one platform's own.
fn is_of_a_script(how: &str) -> bool {
    how.starts_with("ci/") && how.contains(" record")
}

/// The same for a recording that holds what differs from another one.
fn to_do_over(root: &Path, column: &Column, base: &Base) -> String {
    let (name, base, platform) = (&column.name, &base.recording, column.recording.platform);
    if *name == platform.to_string() && is_of_a_script(&how_to_record(root, platform)) {
        return to_do(root, platform);
    }
    finding("to do", &format!("record {name} again as a whole, and take it in with `sockshape merge --over {base}`"))
}

/// The trials without a snapshot: each of them, or how many there are. Those that its host could not run do not count.
fn missing(column: &Column, names: &[&TrialName], lists: bool) -> Vec<String> {
    if let Some(shard) = column.recording.shard {
        let what =
            format!("{} is shard {shard} alone: sockshape merge puts the shards of a recording together", column.name);
        return vec![finding("missing", &what)];
    }
    let missing: Vec<_> = names.iter().filter(|name| *column.cell(name) == Cell::Unrecorded).collect();
    let tell = |what: String| finding("missing", &format!("{} has no snapshot of {what}", column.name));
    match missing.as_slice() {
        [] => Vec::new(),
        [first, _, ..] if !lists => vec![tell(format!("{} trials, such as {first}", missing.len()))],
        missing => missing.iter().map(|name| tell(name.to_string())).collect(),
    }
}

/// What its description says that is no longer true.
fn behind(column: &Column, digest: &str) -> Vec<String> {
    let (name, cases) = (&column.name, &column.recording.cases);
    let mut findings = Vec::new();
    if cases != digest {
        findings.push(finding("behind", &format!("the cases do something else than when {name} was recorded")));
    }
    findings.extend(column.change().map(|change| finding("behind", &change)));
    findings
}

/// A finding after the word for its kind.
fn finding(kind: &str, what: &str) -> String {
    hanging(0, &styled(STRONG, &format!("{kind}: ")), what, Style::new(), line_width())
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn check_files(root: &Path, files: &[PathBuf]) -> CommandResult {
    let (mut text, mut problems) = (String::new(), Vec::new());
    for file in files {
        let (group, topic) = group_and_topic(root, file)?;
        match load_topic(root, &group, &topic) {
            Ok(topic) => text += &format!("{}: {}, no problem\n", file.display(), count(topic.trials.len(), "trial")),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(Output { text, code: AGREES }) } else { Err(Failure::broken(&problems)) }
}

fn group_and_topic(root: &Path, file: &Path) -> Result<(String, String), Failure> {
    let (cases, path) = (root.join("cases"), absolute(file));
    // The root may have been found by another way through links than the one that the user wrote.
    let resolved = || Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    let below = path.strip_prefix(&cases).map(Path::to_owned).ok().filter(|below| below.iter().count() == 2);
    let below = below.or_else(|| Some(resolved()?.strip_prefix(cases.canonicalize().ok()?).ok()?.to_owned()));
    let parts = below.and_then(|below| {
        let (group, topic) = below.to_str()?.strip_suffix(".yaml")?.split_once(['/', '\\'])?;
        Some((group.to_owned(), topic.to_owned()))
    });
    parts.ok_or_else(|| {
        let file = file.display();
        Failure::usage(format!("{file} is not a case file: case files lie at cases/<group>/<topic>.yaml"))
    })
}
