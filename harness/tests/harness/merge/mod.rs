//! Taking in recordings from other machines: which are refused, what happens to earlier records, and that no file
//! changes if it fails. The tests run `sockshape merge`.

mod change;
mod find;
mod judge;
mod place;
mod shards;
mod stage;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::project::{Project, Ran, copy};

/// A project with a recording of `linux`. A recording of `gvisor` with these edits lies in the folder `artefact`, as if
/// it came from another machine.
pub(crate) fn project(edits: &[(&str, &str, &str)]) -> Project {
    let project = Project::recorded_twice("agrees", edits);
    fs::create_dir(project.path("artefact")).expect("a new folder");
    fs::rename(project.path("snapshots/gvisor"), project.path("artefact/gvisor")).expect("a folder to move");
    project
}

/// The same, but an earlier recording of `gvisor`, without the edits, has been taken in.
pub(crate) fn project_with_earlier(edits: &[(&str, &str, &str)]) -> Project {
    let project = project(&[]);
    assert_eq!(merge(&project, &["artefact"]).status, Some(0));
    for (file, old, new) in edits {
        project.edit(&format!("artefact/gvisor/{file}"), old, new);
    }
    project.seal("artefact/gvisor");
    project
}

/// Copies the recording of `gvisor` into `artefact/<folder>`, as a recording of `platform`.
pub(crate) fn twin(project: &Project, folder: &str, platform: &str) {
    let path = project.path(&format!("artefact/{folder}"));
    fs::create_dir(&path).expect("a new folder");
    copy(&project.path("artefact/gvisor"), &path);
    project.edit(&format!("artefact/{folder}/recording.yaml"), "platform: gvisor", &format!("platform: {platform}"));
}

/// Runs `sockshape merge`. Arguments that are not options are paths in the project.
pub(crate) fn merge(project: &Project, arguments: &[&str]) -> Ran {
    let path = |argument: &&str| {
        if argument.starts_with('-') { (*argument).to_owned() } else { project.path(argument).display().to_string() }
    };
    let arguments: Vec<String> = arguments.iter().map(path).collect();
    let arguments: Vec<&str> = ["merge"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
    let ran = project.sockshape_with(&arguments, &[("COLUMNS", "200")]);
    Ran { complained: ran.complained.replace('\\', "/"), ..ran }
}

/// Runs `sockshape merge`, and checks that it fails with one message, which contains this one, and changes no file.
#[track_caller]
pub(crate) fn refuses(project: &Project, arguments: &[&str], message: &str) {
    let before = project.files();
    let ran = merge(project, arguments);
    ran.is_refused(2).complains(message);
    assert!(ran.complained.starts_with("error: "), "{}", ran.complained);
    assert_eq!(ran.complained.lines().count(), 1, "{}", ran.complained);
    assert!(project.files() == before, "files have changed");
}

/// The files of a folder, by their path below it.
pub(crate) fn files(project: &Project, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = project.path(folder);
    let below = |path: &Path| path.strip_prefix(&folder).ok().map(Path::to_owned);
    project.files().into_iter().filter_map(|(path, contents)| Some((below(&path)?, contents))).collect()
}
