//! Taking in recordings of other machines: what is refused, what becomes of earlier records, and that everything stays
//! as it was whenever it fails. The tests run `sockshape merge`.

mod change;
mod find;
mod judge;
mod stage;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::project::{Project, Ran, copy};

pub(crate) const PEER: &str = "names/bound/peer_is_missing.snap";

/// A project where `linux` is recorded, and a recording of `gvisor` with these edits in a folder of its own, as it comes from another machine.
pub(crate) fn project(edits: &[(&str, &str, &str)]) -> Project {
    let project = Project::recorded_twice("agrees", edits);
    fs::create_dir(project.path("artefact")).expect("a new folder");
    fs::rename(project.path("snapshots/gvisor"), project.path("artefact/gvisor")).expect("a folder to move");
    project
}

/// The same, where another recording of `gvisor` has been taken in before the edits.
pub(crate) fn project_with_earlier(edits: &[(&str, &str, &str)]) -> Project {
    let project = project(&[]);
    assert_eq!(merge(&project, &["artefact"]).status, Some(0));
    for (file, old, new) in edits {
        project.edit(&format!("artefact/gvisor/{file}"), old, new);
    }
    project.seal("artefact/gvisor");
    project
}

/// A copy of the recording of `gvisor` as one of `platform`, in `artefact/<folder>`.
pub(crate) fn twin(project: &Project, folder: &str, platform: &str) {
    let path = project.path(&format!("artefact/{folder}"));
    fs::create_dir(&path).expect("a new folder");
    copy(&project.path("artefact/gvisor"), &path);
    project.edit(&format!("artefact/{folder}/recording.yaml"), "platform: gvisor", &format!("platform: {platform}"));
}

pub(crate) fn merge(project: &Project, arguments: &[&str]) -> Ran {
    let path = |argument: &&str| {
        if argument.starts_with('-') { (*argument).to_owned() } else { project.path(argument).display().to_string() }
    };
    let arguments: Vec<String> = arguments.iter().map(path).collect();
    let arguments: Vec<&str> = ["merge"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
    let ran = project.sockshape_with(&arguments, &[("COLUMNS", "200")]);
    Ran { complained: ran.complained.replace('\\', "/"), ..ran }
}

/// Merges, and checks that it is refused with this message alone, and that no file has changed.
#[track_caller]
pub(crate) fn refuses(project: &Project, arguments: &[&str], message: &str) {
    let before = project.files();
    let ran = merge(project, arguments);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""), "{}", ran.complained);
    assert!(ran.complained.starts_with("error: ") && ran.complained.contains(message), "{}", ran.complained);
    assert_eq!(ran.complained.lines().count(), 1, "{}", ran.complained);
    assert!(project.files() == before, "files have changed");
}

/// The files of a folder by their path below it.
pub(crate) fn files(project: &Project, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = project.path(folder);
    let below = |path: &Path| path.strip_prefix(&folder).ok().map(Path::to_owned);
    project.files().into_iter().filter_map(|(path, contents)| Some((below(&path)?, contents))).collect()
}
