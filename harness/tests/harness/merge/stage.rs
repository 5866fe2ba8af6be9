//! If writing fails, or the recording changes meanwhile, everything stays as it was.

#[cfg(unix)]
use std::collections::BTreeMap;
use std::fs;
#[cfg(unix)]
use std::path::Path;

#[cfg(unix)]
use rstest::rstest;
use sockshape::case::load;
use sockshape::merge::{Allowed, Form, Staging, judge};

#[cfg(unix)]
use super::merge;
use super::{files, project, project_with_earlier, twin};
#[cfg(unix)]
use crate::support::project::CHOSEN;
use crate::support::project::PEER;

/// Someone else records the second platform meanwhile. It cannot be put in place, but the first one already was.
#[test]
fn first_recording_is_taken_back_if_the_second_cannot_be_placed() {
    let project = project_with_earlier(&[(PEER, "ENOTCONN", "EINVAL")]);
    twin(&project, "wine", "wine");
    let (root, folders) = (project.path(""), ["gvisor", "wine"].map(|name| project.path("artefact").join(name)));
    let corpus = load(&root).expect("cases without a problem");
    let allowed = Allowed { replacement: true, contradiction: true };
    let incoming = judge(&root, &corpus, &folders, &Form::AsItIs, allowed).expect("good recordings");
    let staged = Staging::write(&root, &incoming).expect("a folder to write to");
    fs::create_dir(project.path("snapshots/wine")).expect("a new folder");
    fs::write(project.path("snapshots/wine/mine"), "mine").expect("a file to write");
    let (before, earlier) = (files(&project, "artefact"), files(&project, "snapshots/gvisor"));
    let fault = staged.place().expect_err("a folder in the way").with_hint();
    assert!(fault.contains("wine: ") && fault.ends_with("; everything is as it was before"), "{fault}");
    assert_eq!((files(&project, "artefact"), files(&project, "snapshots/gvisor")), (before, earlier));
    assert_eq!(files(&project, "snapshots/wine").len(), 1);
    assert_eq!(fs::read_dir(project.path("snapshots")).expect("a folder").count(), 3);
}

#[test]
fn recording_that_changes_while_it_is_read_is_refused() {
    let project = project(&[]);
    let (root, folder) = (project.path(""), project.path("artefact"));
    let corpus = load(&root).expect("cases without a problem");
    let incoming = judge(&root, &corpus, &[folder], &Form::AsItIs, Allowed::default()).expect("a good recording");
    project.edit(&format!("artefact/gvisor/{PEER}"), "ENOTCONN", "EINVAL");
    let before = project.files();
    let fault = Staging::write(&root, &incoming).expect_err("another digest").with_hint();
    assert!(
        fault.ends_with("/artefact/gvisor: it was changed while it was read; nothing was taken in; try again"),
        "{fault}"
    );
    assert_eq!(project.files(), before);
}

#[cfg(unix)]
#[test]
fn recording_is_not_written_through_a_link() {
    let project = project(&[]);
    fs::remove_dir_all(project.path("snapshots")).expect("a folder to remove");
    std::os::unix::fs::symlink("/nowhere", project.path("snapshots")).expect("a link");
    let ran = merge(&project, &["artefact"]);
    ran.is_refused(2);
    ran.complains("/snapshots/gvisor/recording.yaml: snapshots above it is a link, and must be a folder; ");
}

/// As on a full disk, no file can grow beyond one block of 512 or 1024 bytes: writing fails, or a signal ends the
/// program.
#[cfg(unix)]
#[rstest]
#[case::fails("trap '' XFSZ;")]
#[case::is_killed("")]
fn full_disk_leaves_everything_as_it_was(#[case] prepare: &str) {
    let long = "x".repeat(5000);
    let project = project_with_earlier(&[(CHOSEN, "getsockname s -> ", &format!("getsockname s -> {long}"))]);
    let before = project.files();
    let script = format!("{prepare} ulimit -c 0; ulimit -f 1; exec \"$@\"");
    let folder = project.path("artefact").display().to_string();
    let ran = project.under(&["sh", "-c", &script, "sh"], &["merge", "--replace", "--despite-claims", &folder]);
    let after: BTreeMap<_, _> = project.files().into_iter().filter(|(path, _)| !is_staged(path)).collect();
    assert!(after == before, "files have changed");
    if prepare.is_empty() {
        assert_eq!((ran.status, ran.printed.as_str()), (None, ""), "{ran:?}");
        project.sockshape(&["check"]).prints("\nleft over: snapshots/.merge-");
    } else {
        ran.is_refused(2);
        assert!(ran.complained.ends_with("; nothing was changed\n"), "{}", ran.complained);
        assert!(project.files() == before, "a file is left over");
    }
}

#[cfg(unix)]
fn is_staged(path: &Path) -> bool {
    path.iter().any(|part| part.to_string_lossy().starts_with(".merge-"))
}
