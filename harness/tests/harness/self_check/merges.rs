//! `sockshape merge`: what it takes in, what it refuses, and that it leaves everything as it was whenever it fails.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rstest::rstest;
use sockshape::case::load;
use sockshape::merge::{Staging, judge};

use super::project::{Project, Ran, copy};

const PEER: &str = "names/bound/peer_is_missing.snap";
#[cfg(unix)]
const STREAM: &str = "names/bound/port_is_chosen@SOCK_STREAM.snap";
const CLOSES: &str = "other/closed/closes.snap";
const BOUND: &str = "cases/names/bound.yaml";

/// A project where `linux` is recorded, and a recording of `gvisor` with these edits in a folder of its own, as it comes from another machine.
fn project(edits: &[(&str, &str, &str)]) -> Project {
    let project = Project::recorded_twice("agrees", edits);
    fs::create_dir(project.path("artefact")).expect("a new folder");
    fs::rename(project.path("snapshots/gvisor"), project.path("artefact/gvisor")).expect("a folder to move");
    project
}

/// The same, where another recording of `gvisor` has been taken in before the edits.
fn project_with_earlier(edits: &[(&str, &str, &str)]) -> Project {
    let project = project(&[]);
    assert_eq!(merge(&project, &["artefact"]).status, Some(0));
    for (file, old, new) in edits {
        project.edit(&format!("artefact/gvisor/{file}"), old, new);
    }
    project.seal("artefact/gvisor");
    project
}

/// A copy of the recording of `gvisor` as one of `platform`, in `artefact/<folder>`.
fn twin(project: &Project, folder: &str, platform: &str) {
    let path = project.path(&format!("artefact/{folder}"));
    fs::create_dir(&path).expect("a new folder");
    copy(&project.path("artefact/gvisor"), &path);
    project.edit(&format!("artefact/{folder}/recording.yaml"), "platform: gvisor", &format!("platform: {platform}"));
}

fn merge(project: &Project, arguments: &[&str]) -> Ran {
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
fn refuses(project: &Project, arguments: &[&str], message: &str) {
    let before = project.files();
    let ran = merge(project, arguments);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""), "{}", ran.complained);
    assert!(ran.complained.starts_with("error: ") && ran.complained.contains(message), "{}", ran.complained);
    assert_eq!(ran.complained.lines().count(), 1, "{}", ran.complained);
    assert!(project.files() == before, "files have changed");
}

/// The files of a folder by their path below it.
fn files(project: &Project, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = project.path(folder);
    let below = |path: &Path| path.strip_prefix(&folder).ok().map(Path::to_owned);
    project.files().into_iter().filter_map(|(path, contents)| Some((below(&path)?, contents))).collect()
}

#[rstest]
#[case::folder_of_a_platform("artefact/gvisor")]
#[case::folder_of_such_folders("artefact")]
fn recording_is_taken_in_as_it_was_made(#[case] folder: &str) {
    let project = project(&[]);
    let ran = merge(&project, &[folder]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    assert!(ran.printed.starts_with("gvisor  recorded "), "{}", ran.printed);
    ran.prints("\n        4 added, 0 removed, 0 changed, 0 the same, 0 skipped\nnext: ");
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
    assert_eq!(fs::read_dir(project.path("snapshots")).expect("a folder").count(), 2);
    assert_eq!(project.sockshape(&["check"]).status, Some(0));
}

#[test]
fn first_recording_of_a_project_is_taken_in() {
    let project = project(&[]);
    fs::remove_dir_all(project.path("snapshots")).expect("a folder to remove");
    assert_eq!(merge(&project, &["artefact"]).status, Some(0));
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
}

#[test]
fn folder_may_be_called_as_anybody_likes() {
    let project = project(&[]);
    fs::rename(project.path("artefact/gvisor"), project.path("artefact/gvisor-on-arm")).expect("a folder to move");
    assert_eq!(merge(&project, &["artefact"]).status, Some(0));
    assert!(project.path("snapshots/gvisor/recording.yaml").is_file());
}

#[test]
fn platform_that_is_recorded_already_is_replaced_on_request() {
    let project = project_with_earlier(&[(PEER, "ENOTCONN", "EINVAL")]);
    refuses(&project, &["artefact"], "/artefact/gvisor: gvisor is recorded already, on 2");
    refuses(&project, &["artefact"], "; see sockshape diff gvisor ");
    let ran = merge(&project, &["--replace", "artefact"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    ran.prints("\n        0 added, 0 removed, 1 changed, 3 the same, 0 skipped\n");
    ran.prints("\n        1 changed: names::bound::peer_is_missing\nnext: ");
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
    assert_eq!(fs::read_dir(project.path("snapshots")).expect("a folder").count(), 2);
}

#[test]
fn record_of_what_is_skipped_now_is_kept() {
    let project =
        project_with_earlier(&[("recording.yaml", "skipped: {}", "skipped:\n  other::closed::closes: needs luck")]);
    let earlier = fs::read(project.path("snapshots/gvisor").join(CLOSES)).expect("a snapshot");
    fs::remove_file(project.path("artefact/gvisor").join(CLOSES)).expect("a snapshot to remove");
    project.seal("artefact/gvisor");
    let ran = merge(&project, &["artefact", "--replace"]);
    ran.prints("\n        0 added, 0 removed, 0 changed, 3 the same, 1 skipped\n");
    ran.prints("\n        1 skipped now, and their earlier record is kept: other::closed::closes\n");
    assert_eq!(fs::read(project.path("snapshots/gvisor").join(CLOSES)).expect("a snapshot"), earlier);
    assert_eq!(project.sockshape(&["check"]).status, Some(0));
    let ran = project.sockshape(&["diff", "linux", "gvisor"]);
    ran.prints("\n4 the same, 0 different, ");
}

/// What was recorded of other cases may have other steps, what another version recorded may look different, and what was edited says nothing.
#[rstest]
#[case::of_other_cases("recording.yaml", "cases: ", "cases: 0")]
#[case::by_another_version("recording.yaml", "harness: ", "harness: 9.")]
#[case::edited(PEER, "ENOTCONN", "EINVAL")]
fn record_of_what_is_skipped_now_goes(#[case] file: &str, #[case] old: &str, #[case] new: &str) {
    let project =
        project_with_earlier(&[("recording.yaml", "skipped: {}", "skipped:\n  other::closed::closes: needs luck")]);
    fs::remove_file(project.path("artefact/gvisor").join(CLOSES)).expect("a snapshot to remove");
    project.seal("artefact/gvisor");
    project.edit(&format!("snapshots/gvisor/{file}"), old, new);
    let ran = merge(&project, &["artefact", "--replace"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    ran.prints("\n        1 skipped now, and their earlier record is gone, because it was of other cases or another version, or edited: other::closed::closes\n");
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
}

#[test]
fn record_that_no_case_makes_any_more_goes() {
    let project = project_with_earlier(&[]);
    let folder = project.path("snapshots/gvisor/names/bound");
    fs::rename(folder.join("peer_is_missing.snap"), folder.join("gone.snap")).expect("a file to move");
    let ran = merge(&project, &["artefact", "--replace"]);
    ran.prints("1 added, 1 removed, 0 changed, 3 the same, 0 skipped\n").prints("  1 removed: names::bound::gone\n");
    ran.prints("  1 added: names::bound::peer_is_missing\n");
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
}

#[rstest]
#[case::other_cases(
    "recording.yaml",
    "cases: ",
    "cases: 0",
    "/artefact/gvisor: it was recorded from other cases than those of this checkout; record it again from these, or "
)]
#[case::other_version(
    "recording.yaml",
    "harness: ",
    "harness: 9.",
    "/artefact/gvisor: it was recorded by version 9.0.1.0 of sockshape, and this is 0.1.0; record it again "
)]
#[case::edited(
    PEER,
    "ENOTCONN",
    "EINVAL",
    "/artefact/gvisor: its snapshots are not those that its recording.yaml describes: some are gone, new or edited; copy it again "
)]
#[case::cut_in_a_line(PEER, " -> ENOTCONN", "", "peer_is_missing.snap: line 2 is not a step of a transcript: ")]
#[case::of_another_project(PEER, BOUND, "tests/some.rs", "peer_is_missing.snap: its header names no case file, ")]
#[case::other_number_of_trials(
    "recording.yaml",
    "trials: 4",
    "trials: 5",
    "/artefact/gvisor: its recording.yaml counts 5 trials, but the same cases make 4; copy it again "
)]
#[case::unknown_platform(
    "recording.yaml",
    "platform: gvisor",
    "platform: gvizor",
    "gvisor/recording.yaml: unknown platform `gvizor`; did you mean `gvisor`?"
)]
#[case::platform_of_another_folder(
    "recording.yaml",
    "platform: gvisor",
    "platform: wine",
    "gvisor/recording.yaml: this is a recording of wine, in a folder called gvisor; rename the folder "
)]
#[case::no_platform("recording.yaml", "platform: gvisor\n", "", "gvisor/recording.yaml: missing field `platform`")]
#[case::no_description("recording.yaml", "made_on:", "maker:", "gvisor/recording.yaml: unknown field `maker`, ")]
#[case::skip_of_no_case(
    "recording.yaml",
    "skipped: {}",
    "skipped: {names::bound::gone: needs luck}",
    "/artefact/gvisor: no case makes names::bound::gone; "
)]
#[case::skip_of_no_name(
    "recording.yaml",
    "skipped: {}",
    "skipped: {../../gone: needs luck}",
    "`../../gone` under `skipped` is not the name of a trial"
)]
fn recording_that_is_not_good_is_refused(
    #[case] file: &str,
    #[case] old: &str,
    #[case] new: &str,
    #[case] message: &str,
) {
    let project = project(&[]);
    project.edit(&format!("artefact/gvisor/{file}"), old, new);
    refuses(&project, &["artefact/gvisor"], message);
}

/// With a description that fits what is left, as of a run that was broken off.
#[rstest]
#[case::cut_short(PEER, "peer_is_missing.snap: it has 1 of the 2 steps of its case; ")]
#[case::of_no_case(
    "names/bound/gone@..snap",
    "/artefact/gvisor: no case makes names::bound::gone@.; remove leftover snapshots where it was made, "
)]
#[case::of_no_name("names/bound/Gone.snap", "Gone.snap: a record cannot have this place or name; ")]
fn recording_that_has_what_no_run_writes_is_refused(#[case] file: &str, #[case] message: &str) {
    let project = project(&[]);
    let folder = project.path("artefact/gvisor");
    let text = fs::read_to_string(folder.join(PEER)).expect("a snapshot");
    fs::write(folder.join(file), text.replace("\ngetpeername s -> ENOTCONN", "")).expect("a file to write");
    project.seal("artefact/gvisor");
    refuses(&project, &["artefact"], message);
}

#[test]
fn recording_that_is_not_complete_is_refused() {
    let project = project(&[]);
    fs::remove_file(project.path("artefact/gvisor").join(PEER)).expect("a file to remove");
    project.seal("artefact/gvisor");
    let message = "/artefact/gvisor: it is not complete: 1 of 4 trials are neither recorded nor skipped: \
                   names::bound::peer_is_missing; record it again as a whole, ";
    refuses(&project, &["artefact"], message);
}

#[rstest]
#[case::empty("empty", "/empty: there is no recording.yaml in it, nor in a folder in it; name a folder that ")]
#[case::foreign("cases", "/cases: there is no recording.yaml in it, nor in a folder in it; name a folder that ")]
#[case::not_there("gone", "/gone: ")]
#[case::file("cases/names/bound.yaml", "/cases/names/bound.yaml: ")]
#[case::own_recordings(
    "snapshots",
    "/snapshots/linux: this is in the snapshots of this project already; name the folder "
)]
#[case::own_recording(
    "snapshots/linux",
    "/snapshots/linux: this is in the snapshots of this project already; name the folder "
)]
fn folder_without_a_recording_of_another_machine_is_refused(#[case] folder: &str, #[case] message: &str) {
    let project = Project::recorded("agrees");
    fs::create_dir(project.path("empty")).expect("a new folder");
    refuses(&project, &[folder], message);
}

#[rstest]
#[case::without_a_description(
    "wine/names/bound/peer_is_missing.snap",
    "/artefact/wine: there is no recording.yaml in it, so it is not a complete recording; "
)]
#[case::beside_recordings("readme.txt", "/artefact/readme.txt: there is no recording.yaml in it, so ")]
#[case::beside_the_description(
    "gvisor/readme.txt",
    "/gvisor/readme.txt: this does not belong to a recording; remove it"
)]
#[case::pending(
    "gvisor/names/bound/peer_is_missing.snap.new",
    "peer_is_missing.snap.new: this does not belong to a recording; "
)]
#[case::too_deep(
    "gvisor/names/bound/more/peer_is_missing.snap",
    "/gvisor/names/bound/more: this does not belong to a recording; "
)]
#[case::another_description(
    "gvisor/names/recording.yaml",
    "/names/recording.yaml: this does not belong to a recording; "
)]
#[case::control_character("gvisor/\u{1b}[2Jx", "/gvisor/\u{fffd}[2Jx: this does not belong to a recording; ")]
#[cfg_attr(windows, ignore = "Windows has no such file names")]
fn what_is_no_part_of_a_recording_is_refused(#[case] file: &str, #[case] message: &str) {
    let project = project(&[]);
    let path = project.path("artefact").join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
    fs::write(path, "text").expect("a file to write");
    refuses(&project, &["artefact"], message);
}

/// A link could have anything of this machine taken in, and reading a pipe would wait for ever.
#[cfg(unix)]
#[rstest]
#[case::description("gvisor/recording.yaml")]
#[case::snapshot("gvisor/names/bound/peer_is_missing.snap")]
#[case::topic("gvisor/names/bound")]
fn links_and_pipes_are_refused(#[case] path: &str, #[values(true, false)] is_link: bool) {
    let project = project(&[]);
    let (path, elsewhere) = (project.path("artefact").join(path), project.path("elsewhere"));
    fs::rename(&path, &elsewhere).expect("a file to move");
    let message = if is_link {
        std::os::unix::fs::symlink(&elsewhere, &path).expect("a link");
        ": this is a link, and a recording has none; remove it, "
    } else {
        assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
        ": this does not belong to a recording; "
    };
    let ran = merge(&project, &["artefact"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""), "{}", ran.complained);
    assert!(ran.complained.contains(&format!("{}{message}", path.display())), "{}", ran.complained);
    assert!(!project.path("snapshots/gvisor").exists());
}

#[test]
fn platform_that_is_there_twice_is_refused() {
    let project = project(&[]);
    twin(&project, "other", "gvisor");
    let message = "/artefact/gvisor and ";
    refuses(&project, &["artefact"], message);
    refuses(
        &project,
        &["artefact/gvisor", "artefact/other"],
        "/artefact/other are both recordings of gvisor; take in one of them; ",
    );
    refuses(&project, &["artefact/gvisor", "artefact/gvisor"], message);
}

#[test]
fn all_are_taken_in_or_none() {
    let project = project(&[]);
    twin(&project, "wine", "wine");
    project.edit("artefact/wine/recording.yaml", "cases: ", "cases: 0");
    refuses(&project, &["artefact/gvisor", "artefact/wine"], "/artefact/wine: it was recorded from other cases ");
    project.edit("artefact/wine/recording.yaml", "cases: 0", "cases: ");
    let ran = merge(&project, &["artefact/gvisor", "artefact/wine"]);
    ran.prints("gvisor  recorded ").prints("\nwine    recorded ");
    assert_eq!(files(&project, "snapshots/gvisor"), files(&project, "artefact/gvisor"));
    assert_eq!(files(&project, "snapshots/wine"), files(&project, "artefact/wine"));
}

#[test]
fn unfinished_recording_of_this_project_is_not_overwritten() {
    let project = project_with_earlier(&[]);
    fs::remove_file(project.path("snapshots/gvisor/recording.yaml")).expect("a file to remove");
    refuses(
        &project,
        &["artefact", "--replace"],
        "snapshots/gvisor exists, but it is not a complete recording: it has no recording.yaml; record it as a whole, or remove it",
    );
}

#[test]
fn cases_that_are_broken_come_first() {
    let project = project(&[]);
    project.edit(BOUND, "topic:", "tpoic:");
    let ran = merge(&project, &["artefact"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(3), ""));
    assert!(!project.path("snapshots/gvisor").exists());
}

/// Somebody else records the second platform meanwhile, so that it cannot be put in place, when the first has been already.
#[test]
fn what_was_put_in_place_is_taken_back_when_the_rest_cannot_be() {
    let project = project_with_earlier(&[(PEER, "ENOTCONN", "EINVAL")]);
    twin(&project, "wine", "wine");
    let (root, folders) = (project.path(""), ["gvisor", "wine"].map(|name| project.path("artefact").join(name)));
    let corpus = load(&root).expect("cases without a problem");
    let incoming = judge(&root, &corpus, &folders, true).expect("good recordings");
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
fn recording_that_changes_while_it_is_taken_in_is_refused() {
    let project = project(&[]);
    let (root, folder) = (project.path(""), project.path("artefact"));
    let corpus = load(&root).expect("cases without a problem");
    let incoming = judge(&root, &corpus, &[folder], false).expect("a good recording");
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
fn folder_that_cannot_be_written_to_is_told() {
    let project = project(&[]);
    fs::remove_dir_all(project.path("snapshots")).expect("a folder to remove");
    std::os::unix::fs::symlink("/nowhere", project.path("snapshots")).expect("a link");
    let ran = merge(&project, &["artefact"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    let message = "/snapshots cannot be written to: ";
    assert!(
        ran.complained.contains(message) && ran.complained.ends_with("; nothing was changed\n"),
        "{}",
        ran.complained
    );
}

/// No file may grow beyond one block (of 512 bytes or 1024), as on a disk that is full: writing fails, or ends the program.
#[cfg(unix)]
#[rstest]
#[case::fails("trap '' XFSZ;")]
#[case::is_killed("")]
fn disk_that_is_full_leaves_everything_as_it_was(#[case] prepare: &str) {
    let long = "x".repeat(5000);
    let project = project_with_earlier(&[(STREAM, "getsockname s -> ", &format!("getsockname s -> {long}"))]);
    let before = project.files();
    let script = format!("{prepare} ulimit -c 0; ulimit -f 1; exec \"$@\"");
    let arguments = ["merge", "--replace", &project.path("artefact").display().to_string()].map(str::to_owned);
    let ran = project.under(&["sh", "-c", &script, "sh"], &arguments.each_ref().map(String::as_str));
    let after: BTreeMap<_, _> = project.files().into_iter().filter(|(path, _)| !is_staged(path)).collect();
    assert!(after == before, "files have changed");
    if prepare.is_empty() {
        assert_eq!((ran.status, ran.printed.as_str()), (None, ""), "{ran:?}");
        project.sockshape(&["check"]).prints("\nleft over: snapshots/.merge-");
    } else {
        assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""), "{ran:?}");
        assert!(ran.complained.ends_with("; nothing was changed\n"), "{}", ran.complained);
        assert!(project.files() == before, "something is left over");
    }
}

#[cfg(unix)]
fn is_staged(path: &Path) -> bool {
    path.iter().any(|part| part.to_string_lossy().starts_with(".merge-"))
}
