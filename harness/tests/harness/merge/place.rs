//! Recordings that are kept as what differs from another one: what is written, what is read from beneath, and what is
//! refused.

use std::fs;

use rstest::rstest;

use super::{files, merge, project, project_with_earlier, refuses};
use crate::support::project::{BOUND, CHOSEN, CLOSES, PEER, Project, RECORD};

/// The description of the recording that is taken in.
const DESCRIPTION: &str = "artefact/gvisor/recording.yaml";

/// The variable that says which release is under test.
const FIRST: (&str, &str) = ("SOCKSHAPE_RELEASE", "1.0");

/// Says in a description of which release the recording is.
fn set_release(project: &Project, description: &str, release: &str) {
    project.edit(description, "platform: gvisor\n", &format!("platform: gvisor\nrelease: \"{release}\"\n"));
}

/// A project with recordings of `linux` and of `gvisor` 2.0, in which release 1.0, with these edits, is kept over 2.0.
fn project_with_release(edits: &[(&str, &str, &str)]) -> Project {
    let project = project_to_merge(edits);
    let ran = merge(&project, &["--over=gvisor", "--despite-claims", "artefact"]);
    assert_eq!(ran.status, Some(0), "{}", ran.complained);
    project
}

/// The same before the release is taken in.
fn project_to_merge(edits: &[(&str, &str, &str)]) -> Project {
    let project = project_with_earlier(edits);
    set_release(&project, "snapshots/gvisor/recording.yaml", "2.0");
    set_release(&project, DESCRIPTION, "1.0");
    project
}

/// The names of the files of a recording.
fn names(project: &Project, folder: &str) -> Vec<String> {
    files(project, folder).keys().map(|path| path.display().to_string().replace('\\', "/")).collect()
}

#[test]
fn only_what_differs_is_kept() {
    let project = project_with_release(&[(PEER, "ENOTCONN", "EINVAL")]);
    assert_eq!(names(&project, "snapshots/gvisor@1.0"), [PEER, "recording.yaml"]);
    let ran = project.sockshape(&["diff", "gvisor", "gvisor@1.0"]);
    ran.exits_with(1).prints("1 different");
    ran.prints("getpeername s  ENOTCONN  EINVAL");
}

#[test]
fn release_that_differs_in_nothing_has_a_description_alone() {
    let project = project_with_release(&[]);
    assert_eq!(names(&project, "snapshots/gvisor@1.0"), ["recording.yaml"]);
    assert_eq!(project.sockshape(&["check"]).status, Some(0));
    project.sockshape(&["diff", "gvisor", "gvisor@1.0"]).exits_with(0).prints("4 the same");
}

#[test]
fn show_has_a_release_only_where_it_differs() {
    let project = project_with_release(&[(PEER, "ENOTCONN", "EINVAL")]);
    let wide = [("COLUMNS", "200")];
    let show = |case| project.sockshape_with(&["show", case, "--platform", "linux,gvisor"], &wide);
    show("peer_is_missing").prints("  linux, gvisor  gvisor@1.0\n");
    show("closes").exits_with(0).prints("  linux, gvisor\n");
}

#[test]
fn table_of_recordings_has_releases() {
    let project = project_with_release(&[]);
    project.sockshape(&["platform", "--recorded"]).exits_with(0).prints("| `gvisor@1.0` |");
}

#[test]
fn what_another_platform_shares_is_kept_once() {
    let project = project(&[(PEER, "ENOTCONN", "EINVAL")]);
    assert_eq!(merge(&project, &["--over=linux", "--despite-claims", "artefact"]).status, Some(0));
    assert_eq!(names(&project, "snapshots/gvisor"), [PEER, "recording.yaml"]);
    project.sockshape(&["diff", "linux", "gvisor"]).exits_with(1).prints("3 the same");
}

#[test]
fn trial_that_a_release_could_not_run_does_not_show_from_beneath() {
    let project = project_to_merge(&[]);
    fs::remove_file(project.path(&format!("artefact/gvisor/{CLOSES}"))).expect("a snapshot to remove");
    project.edit(DESCRIPTION, "skipped: {}", "skipped: {\"other::closed::closes\": \"needs luck\"}");
    project.seal("artefact/gvisor");
    assert_eq!(merge(&project, &["--over=gvisor", "artefact"]).status, Some(0));
    assert_eq!(names(&project, "snapshots/gvisor@1.0"), ["recording.yaml"]);
    project.sockshape(&["diff", "gvisor", "gvisor@1.0"]).prints("3 the same, 0 different").prints("1 skipped");
    assert_eq!(project.sockshape(&["check"]).status, Some(0));
}

#[test]
fn run_is_compared_with_the_recording_of_its_release() {
    let project = project_with_release(&[(PEER, "ENOTCONN", "EINVAL")]);
    let gvisor = ("SOCKSHAPE_PLATFORM", "gvisor");
    project.sockshape_with(&["run", "peer"], &[gvisor]).exits_with(0);
    project.sockshape_with(&["run", "peer"], &[gvisor, ("SOCKSHAPE_RELEASE", "3")]).exits_with(0);
    let ran = project.sockshape_with(&["run", "peer"], &[gvisor, FIRST]);
    ran.exits_with(1).prints("snapshots/gvisor@1.0/names/bound/peer_is_missing.snap");
    ran.prints("gvisor: 1 the same, 0 different").prints("gvisor@1.0: 0 the same, 1 different");
    project.sockshape_with(&["platform"], &[gvisor, FIRST]).prints(", as gvisor@1.0");
}

#[test]
fn run_writes_into_no_recording_that_is_kept_over_another() {
    let project = project_with_release(&[]);
    let before = project.files();
    let ran = project.run_with(&[], &[RECORD, ("SOCKSHAPE_PLATFORM", "gvisor"), FIRST]);
    assert_ne!(ran.status, Some(0));
    ran.complains("snapshots/gvisor@1.0 holds only what differs from gvisor, and a run does not write into it");
    assert!(project.files() == before, "files have changed");
}

#[test]
fn recording_that_was_made_again_beneath_is_named_and_mended() {
    let project = project_with_release(&[(PEER, "ENOTCONN", "EINVAL")]);
    project.edit(&format!("snapshots/gvisor/{CHOSEN}"), "-> ok", "-> EACCES");
    project.seal("snapshots/gvisor");
    let why = "this holds what differs from the recording of gvisor, which was recorded again since";
    project.sockshape_with(&["check"], &[("COLUMNS", "250")]).exits_with(1).prints(why);
    project.sockshape(&["show", "closes"]).is_refused(2).complains(why);
    project.sockshape(&["diff", "linux", "gvisor"]).exits_with(1);
    assert_eq!(merge(&project, &["--over=gvisor", "--replace", "--despite-claims", "artefact"]).status, Some(0));
    assert_eq!(names(&project, "snapshots/gvisor@1.0"), [PEER, CHOSEN, "recording.yaml"]);
}

#[test]
fn release_is_replaced_only_on_request() {
    let project = project_with_release(&[]);
    refuses(&project, &["--over=gvisor", "artefact"], "/artefact/gvisor: gvisor@1.0 is recorded already, on 2");
    assert_eq!(merge(&project, &["--over=gvisor", "--replace", "artefact"]).status, Some(0));
}

/// It would become the current one otherwise, and the current one would be gone.
#[test]
fn recording_that_is_kept_over_another_stays_so() {
    let project = project_with_release(&[(PEER, "ENOTCONN", "EINVAL")]);
    fs::rename(project.path("snapshots/gvisor@1.0"), project.path("gvisor@1.0")).expect("a folder to move");
    let current = files(&project, "snapshots/gvisor");
    assert_eq!(merge(&project, &["--replace", "--despite-claims", "gvisor@1.0"]).status, Some(0));
    assert_eq!(files(&project, "snapshots/gvisor"), current);
    assert_eq!(names(&project, "snapshots/gvisor@1.0"), [PEER, "recording.yaml"]);
    refuses(&project, &["--despite-claims", "gvisor@1.0"], "gvisor@1.0: gvisor@1.0 is recorded already, on 2");
}

#[test]
fn recording_of_the_current_release_is_not_kept_over_it() {
    let project = project_with_earlier(&[]);
    set_release(&project, "snapshots/gvisor/recording.yaml", "1.0");
    set_release(&project, DESCRIPTION, "1.0");
    let message = "/artefact/gvisor would be gvisor@1.0, and the current recording of gvisor is of it, too; leave out ";
    refuses(&project, &["--over=gvisor", "--replace", "artefact"], message);
}

#[test]
fn recording_is_kept_over_what_it_answers_to_alone() {
    let project = project_with_earlier(&[]);
    fs::rename(project.path("artefact/gvisor"), project.path("artefact/linux")).expect("a folder to move");
    project.edit("artefact/linux/recording.yaml", "platform: gvisor", "platform: linux");
    let message = "/artefact/linux: linux does not answer to gvisor, so it is not kept over that; leave out --over";
    refuses(&project, &["--over=gvisor", "--replace", "artefact"], message);
}

#[rstest]
#[case::unknown("--over=gvisr", "unknown platform `gvisr`; did you mean `gvisor`?")]
#[case::no_release("--over=gvisor@", "`` cannot be a release; as `8.0` or `20240729`")]
#[case::folder("--over=gvisor@../x", "`../x` cannot be a release")]
#[case::of_another_system("--over=wine", "gvisor does not answer to wine, so it is not kept over that")]
#[case::kept_over_another("--over=gvisor@1.0", "gvisor@1.0 is kept over another recording itself")]
fn base_that_cannot_be_one(#[case] over: &str, #[case] message: &str) {
    let project = project_with_release(&[]);
    refuses(&project, &[over, "--replace", "artefact"], message);
}

#[test]
fn base_must_be_recorded() {
    let project = project_with_earlier(&[]);
    fs::remove_dir_all(project.path("snapshots/linux")).expect("a recording to remove");
    refuses(
        &project,
        &["--over=linux", "--replace", "artefact"],
        "linux has not been recorded, so nothing can be kept",
    );
}

#[test]
fn release_must_be_known() {
    let project = project_with_earlier(&[]);
    let message = "/artefact/gvisor: nothing says of which release of gvisor it is; record it with SOCKSHAPE_RELEASE";
    refuses(&project, &["--over=gvisor", "artefact"], message);
}

#[test]
fn base_must_be_whole_and_of_these_cases() {
    let project = project_to_merge(&[]);
    project.edit(&format!("snapshots/gvisor/{CHOSEN}"), "-> ok", "-> EACCES");
    refuses(&project, &["--over=gvisor", "artefact"], "gvisor has snapshots that were changed since it was recorded");
    project.seal("snapshots/gvisor");
    project.edit("snapshots/gvisor/recording.yaml", "cases: ", "cases: 0");
    refuses(&project, &["--over=gvisor", "artefact"], "gvisor was recorded from other cases than these");
}

#[test]
fn folder_of_a_release_holds_that_release() {
    let project = project_with_release(&[]);
    project.edit("snapshots/gvisor@1.0/recording.yaml", "release: '1.0'", "release: '1.1'");
    let why = "this is a recording of gvisor, in a folder called gvisor@1.0";
    project.sockshape_with(&["check"], &[("COLUMNS", "250")]).exits_with(1).prints(why);
}

#[test]
fn base_of_a_release_must_be_there() {
    let project = project_with_release(&[]);
    fs::remove_dir_all(project.path("snapshots/gvisor")).expect("a folder to remove");
    let why = "this holds what differs from the recording of gvisor, which has not been recorded";
    project.sockshape_with(&["check"], &[("COLUMNS", "250")]).exits_with(1).prints(why);
}

#[test]
fn left_over_records_of_a_release_are_found() {
    let project = project_with_release(&[]);
    project.edit(BOUND, "name: peer_is_missing", "name: peer_is_gone");
    let old = project.path(&format!("snapshots/gvisor@1.0/{PEER}"));
    fs::create_dir_all(old.parent().expect("a folder")).expect("new folders");
    fs::copy(project.path(&format!("snapshots/gvisor/{PEER}")), old).expect("a copy");
    project.sockshape_with(&["check"], &[("COLUMNS", "250")]).prints(&format!("snapshots/gvisor@1.0/{PEER}"));
}

#[test]
fn release_of_what_is_under_test_must_be_one() {
    let ran = Project::of("agrees").sockshape_with(&["run"], &[("SOCKSHAPE_RELEASE", "1 0")]);
    ran.is_refused(2).complains("SOCKSHAPE_RELEASE: `1 0` cannot be a release; as `8.0` or `20240729`");
}

#[test]
fn fault_of_a_release_is_held_against_its_recording_alone() {
    let project = project_with_release(&[(PEER, "ENOTCONN", "EINVAL")]);
    let wide = [("COLUMNS", "250")];
    project.sockshape_with(&["check"], &wide).exits_with(1).prints("gvisor@1.0/names/bound/peer_is_missing.snap");
    let deviates =
        |since: &str| format!("name: peer_is_missing\n    deviates: {{gvisor: {{{since}, why: So it was.}}}}");
    project.edit(BOUND, "name: peer_is_missing", &deviates("until: \"1.0\""));
    project.sockshape(&["check"]).exits_with(0);
    project.sockshape_with(&["show", "peer"], &wide).prints("\n  gvisor until 1.0 deviates: So it was.\n");
    project.edit(BOUND, "until: \"1.0\"", "until: \"2.0\"");
    project.sockshape_with(&["check"], &wide).exits_with(1).prints("the platform is said to deviate");
}
