//! Projects to measure with, made in a temporary folder from the files of the real one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sockshape::case::{Corpus, load};
use sockshape::platform::{Identity, Platform, identify};
use sockshape::recording::Recording;
use sockshape::snapshot::Records;
use tempfile::TempDir;

/// What stands before the name of a case.
const CASE: &str = "\n  - name: ";

/// The root of the real project.
pub(crate) fn real() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The cases of a project.
pub(crate) fn corpus(root: &Path) -> Corpus {
    load(root).expect("the case files have no problem")
}

/// A project in a temporary folder.
pub(crate) struct Project(TempDir);

impl Project {
    fn empty() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    /// So many case files: each real case in a file of its own, and all of them again until there are enough.
    pub(crate) fn of_cases(files: usize) -> Self {
        let project = Self::empty();
        let files_in_groups =
            trials_of_groups().into_keys().flat_map(|group| files_below(&real().join("cases").join(group)));
        let cases: Vec<(PathBuf, String)> = files_in_groups.flat_map(|file| split(&file)).collect();
        for (index, (file, text)) in cases.iter().cycle().take(files).enumerate() {
            write(&project.case_folder(group(file)).join(format!("case_{index}.yaml")), text);
        }
        project
    }

    /// So many trials, or a few more, recorded on so many platforms: each real group of case files with its records,
    /// and all of them again until there are enough.
    pub(crate) fn of_recordings(trials: usize, platforms: usize) -> Self {
        let project = Self::empty();
        let recorded = recorded_platforms();
        let mut made = 0;
        for (index, (group, trials_of_it)) in trials_of_groups().iter().cycle().enumerate() {
            if made >= trials {
                break;
            }
            let copy = format!("{group}_{index}");
            copy_files(&real().join("cases").join(group), &project.case_folder(&copy));
            for (platform, real_one) in Platform::all().zip(recorded.iter().cycle()).take(platforms) {
                let from = Records::new(real(), *real_one).folder().join(group);
                copy_files(&from, &Records::new(project.root(), platform).folder().join(&copy));
            }
            made += trials_of_it;
        }
        project.describe(platforms);
        project
    }

    /// Writes the descriptions of the recordings.
    fn describe(&self, platforms: usize) {
        let corpus = corpus(self.root());
        let here = identify().expect("a known platform");
        for platform in Platform::all().take(platforms) {
            let records = Records::new(self.root(), platform);
            let identity = Identity { platform, ..here.clone() };
            let recording = Recording::new(&identity, &corpus, &records, BTreeMap::new()).expect("a digest of records");
            recording.write(&records).expect("the description is written");
        }
    }

    /// Its root.
    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    fn case_folder(&self, group: &str) -> PathBuf {
        self.root().join("cases").join(group)
    }
}

/// The groups of case files, and how many trials each has.
fn trials_of_groups() -> BTreeMap<String, usize> {
    let mut groups = BTreeMap::new();
    for trial in corpus(real()).trials() {
        *groups.entry(trial.name.group.clone()).or_default() += 1;
    }
    groups
}

/// The platforms that have really been recorded.
fn recorded_platforms() -> Vec<Platform> {
    Platform::all().filter(|platform| Records::new(real(), *platform).folder().is_dir()).collect()
}

/// Every case of a file, each with all that stands above the cases.
fn split(file: &Path) -> Vec<(PathBuf, String)> {
    let text = fs::read_to_string(file).expect("a file is read");
    let mut parts = text.split(CASE);
    let head = parts.next().unwrap_or_default();
    parts.map(|case| (file.to_owned(), format!("{head}{CASE}{case}"))).collect()
}

fn group(file: &Path) -> &str {
    let folder = file.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    folder.expect("a case file lies in the folder of its group")
}

/// The files in a folder and in all folders of it, in order.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder is read") {
        let path = entry.expect("a folder is read").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Copies what is below a folder.
fn copy_files(from: &Path, to: &Path) {
    for file in files_below(from) {
        let name = file.strip_prefix(from).expect("a file in the folder");
        write(&to.join(name), &fs::read_to_string(&file).expect("a file is read"));
    }
}

fn write(file: &Path, text: &str) {
    let folder = file.parent().expect("a file lies in a folder");
    fs::create_dir_all(folder).and_then(|()| fs::write(file, text)).expect("a file is written");
}
