//! Finds the case files of a project and reads them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::model::{Corpus, Topic, case_file};
use super::read::read_topic;
use crate::fault::Fault;
use crate::notation::is_name;
use crate::problem::Problem;
use crate::source::SourceFile;
use crate::workers;
use crate::yaml::MOST_BYTES;

/// How many files are worth a thread. A busy machine takes longer to run a new thread than to read a few files.
const FILES_OF_A_THREAD: usize = 64;

/// Reads every case file below `root`.
///
/// # Errors
/// All problems of all files. A project without a case file has that one problem.
pub fn load(root: &Path) -> Result<Corpus, Vec<Problem>> {
    let files = find(root);
    let (mut topics, mut problems) = (Vec::new(), Vec::new());
    for topic in workers::map(&files, readers(files.len()), |file| file.read(root)) {
        match topic {
            Ok(topic) => topics.push(topic),
            Err(found) => problems.extend(found),
        }
    }
    if topics.is_empty() && problems.is_empty() {
        let fault = Fault::new("there is no case file").hint("put one at cases/<group>/<topic>.yaml");
        problems.push(whole_file(&root.join("cases"), fault));
    }
    if problems.is_empty() { Ok(Corpus { topics }) } else { Err(problems) }
}

/// How many threads read this many files. With few files, the number of processors is not even looked up: on Linux that
/// reads files too.
fn readers(files: usize) -> usize {
    match files / FILES_OF_A_THREAD {
        0 | 1 => 1,
        most => thread::available_parallelism().map_or(1, usize::from).min(most),
    }
}

/// Reads the case file of one topic.
///
/// # Errors
/// All problems of the file.
pub fn load_topic(root: &Path, group: &str, topic: &str) -> Result<Topic, Vec<Problem>> {
    let path = case_file(group, topic);
    let text = read_text(&root.join(&path)).map_err(|fault| vec![whole_file(&path, fault)])?;
    read_topic(&Arc::new(SourceFile::new(path, text)), group, topic)
}

fn read_text(path: &Path) -> Result<String, Fault> {
    let unreadable = |error: io::Error| Fault::new(format!("the file cannot be read: {error}"));
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > MOST_BYTES {
        let fault = Fault::new(format!("the file has {size} bytes; {MOST_BYTES} is the limit"));
        return Err(fault.hint("split it into topics"));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Fault::new(format!("the file is not UTF-8 after its first {at} bytes"))
    })
}

/// A problem of a file as a whole.
fn whole_file(path: &Path, fault: Fault) -> Problem {
    Problem::new(&Arc::new(SourceFile::new(path, "")), None, fault)
}

/// A YAML file below `cases`.
enum YamlFile {
    Case {
        group: String,
        topic: String,
    },
    /// A file that was probably meant to be a case file. Because of its path it would never be run.
    Misplaced(PathBuf),
}

impl YamlFile {
    fn read(&self, root: &Path) -> Result<Topic, Vec<Problem>> {
        match self {
            Self::Case { group, topic } => load_topic(root, group, topic),
            Self::Misplaced(path) => {
                let fault = Fault::new("this path cannot be that of a case file");
                let fault = fault.hint("cases/<group>/<topic>.yaml, both in lower-case letters, digits and `_`");
                Err(vec![whole_file(path.strip_prefix(root).unwrap_or(path), fault)])
            }
        }
    }
}

/// All YAML files below `cases`, in the order of their paths.
fn find(root: &Path) -> Vec<YamlFile> {
    let mut files = Vec::new();
    for (path, is_folder) in entries(&root.join("cases")) {
        let Some(group) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
            continue;
        };
        if !is_folder {
            files.extend(misplaced(path));
            continue;
        }
        for (path, is_folder) in entries(&path) {
            let name = file_name(&path);
            match name.strip_suffix(".yaml") {
                Some(topic) if !is_folder && is_name(&group) && is_name(topic) => {
                    files.push(YamlFile::Case { group: group.clone(), topic: topic.to_owned() });
                }
                _ => files.extend(misplaced(path)),
            }
        }
    }
    files
}

/// The file at `path` if it is a YAML file, or all YAML files in the folder there.
fn misplaced(path: PathBuf) -> Vec<YamlFile> {
    let name = file_name(&path);
    if name.ends_with(".yaml") || name.ends_with(".yml") {
        return vec![YamlFile::Misplaced(path)];
    }
    entries(&path).into_iter().flat_map(|(path, _)| misplaced(path)).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The paths in a folder, sorted, and whether each is a folder. A folder that cannot be read has none: if no case file
/// is found because of that, there is a problem anyway.
fn entries(folder: &Path) -> Vec<(PathBuf, bool)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| (entry.path(), entry.path().is_dir())).collect();
    paths.sort();
    paths
}
