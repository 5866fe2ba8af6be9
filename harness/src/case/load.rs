//! Finds case files and reads them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::model::{Corpus, Topic, case_file};
use super::read_topic;
use crate::fault::Fault;
use crate::notation::is_name;
use crate::problem::Problem;
use crate::source::SourceFile;
use crate::yaml::MOST_BYTES;

/// Reads every case file below `root`.
///
/// # Errors
/// All problems of all files, or the one that there is no case file.
pub fn load(root: &Path) -> Result<Corpus, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut topics = Vec::new();
    for found in discover(root) {
        match found.and_then(|(group, topic)| load_topic(root, &group, &topic)) {
            Ok(topic) => topics.push(topic),
            Err(found) => problems.extend(found),
        }
    }
    if topics.is_empty() && problems.is_empty() {
        let fault = Fault::new("there is no case file").hint("cases lie at cases/<group>/<topic>.yaml");
        problems.push(whole_file(&root.join("cases"), fault));
    }
    if problems.is_empty() { Ok(Corpus { topics }) } else { Err(problems) }
}

/// Reads the case file of one topic.
///
/// # Errors
/// All its problems.
pub fn load_topic(root: &Path, group: &str, topic: &str) -> Result<Topic, Vec<Problem>> {
    let path = case_file(group, topic);
    let text = read_text(&root.join(&path)).map_err(|fault| vec![whole_file(&path, fault)])?;
    read_topic(&Arc::new(SourceFile::new(path, text)), group, topic)
}

fn read_text(path: &Path) -> Result<String, Fault> {
    let unreadable = |error: io::Error| Fault::new(format!("the file cannot be read: {error}"));
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > MOST_BYTES {
        let fault = Fault::new(format!("the file has {size} bytes, and {MOST_BYTES} are the most"));
        return Err(fault.hint("split it into topics"));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Fault::new(format!("the file is not UTF-8, from its byte {at} on"))
    })
}

fn whole_file(path: &Path, fault: Fault) -> Problem {
    Problem::new(&Arc::new(SourceFile::new(path, "")), None, fault)
}

type Found = Result<(String, String), Vec<Problem>>;

/// Group and topic of every case file, in order; a YAML file in any other place, or with a name that cannot be used, is a problem.
fn discover(root: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    for (path, is_folder) in entries(&root.join("cases")) {
        let Some(group) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
            continue;
        };
        if !is_folder {
            found.extend(misplaced(&group, &path, root));
            continue;
        }
        for (path, is_folder) in entries(&path) {
            let name = file_name(&path);
            match name.strip_suffix(".yaml") {
                Some(topic) if !is_folder && is_name(&group) && is_name(topic) => {
                    found.push(Ok((group.clone(), topic.to_owned())));
                }
                _ => found.extend(misplaced(&name, &path, root)),
            }
        }
    }
    found
}

/// Files that were likely meant to be case files, and would silently not be run: this one, or any in this folder.
fn misplaced(name: &str, path: &Path, root: &Path) -> Vec<Found> {
    if !name.ends_with(".yaml") && !name.ends_with(".yml") {
        let inside = entries(path).into_iter();
        return inside.flat_map(|(path, _)| misplaced(&file_name(&path), &path, root)).collect();
    }
    let shown = path.strip_prefix(root).unwrap_or(path);
    let fault = Fault::new("this is no place or name for a case file");
    let fault = fault.hint("cases/<group>/<topic>.yaml, both in lower-case letters, digits and `_`");
    vec![Err(vec![whole_file(shown, fault)])]
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The paths in a folder, in order, and whether they are folders; none where it cannot be read, which finding no case reports.
fn entries(folder: &Path) -> Vec<(PathBuf, bool)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| (entry.path(), entry.path().is_dir())).collect();
    paths.sort();
    paths
}
