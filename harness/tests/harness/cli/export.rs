//! `sockshape export` and `sockshape witness`.

use std::fs;

use crate::support::project::{BOUND, Project, Ran};

/// What the program of `names::bound::peer_is_missing` prints if this is what getpeername says.
fn output(project: &Project, getpeername: &str) {
    let folder = project.path("programs");
    project.sockshape(&["export", "peer_is_missing", "--as", "c", "--into", &folder.to_string_lossy()]).exits_with(0);
    let text = format!("socket s AF_INET SOCK_STREAM -> ok\ngetpeername s -> {getpeername}\n");
    fs::write(folder.join("names/bound/peer_is_missing.out"), text).expect("a file to write");
}

/// Holds that against the record.
fn witness(project: &Project) -> Ran {
    project.sockshape(&["witness", "linux", &project.path("programs").to_string_lossy()])
}

#[test]
fn program_of_a_trial_is_printed() {
    let ran = Project::of("agrees").sockshape(&["export", "peer_is_missing", "--as", "c"]);
    ran.exits_with(0);
    ran.prints("/*\n * names::bound::peer_is_missing\n").prints("\nint main(void)\n");
}

#[test]
fn trial_has_to_be_named() {
    let project = Project::of("agrees");
    let ran = project.sockshape(&["export", "port_is_chosen", "--as", "c"]);
    ran.is_refused(2);
    let question = "2 trials have that; name one, or a folder for all by --into:\n  names::bound::port_is_chosen@SOCK";
    ran.complains(question);
    let ran = project.sockshape(&["export", "--as", "c"]);
    ran.is_refused(2);
    ran.complains("4 trials have that; name one, or a folder for all by --into:\n");
    project.sockshape(&["export", "nowhere", "--as", "c"]).is_refused(2);
}

#[test]
fn operation_without_a_form_is_named() {
    let project = Project::of("agrees");
    project.edit(BOUND, "- getpeername: s\n", "- gettimeout: s\n      - getpeername: s\n");
    let ran = project.sockshape(&["export", "peer_is_missing", "--as", "c"]);
    ran.is_refused(2);
    ran.complains("names::bound::peer_is_missing has no form in C yet: gettimeout");
    let folder = project.path("programs");
    let ran = project.sockshape(&["export", "names::", "--as", "c", "--into", &folder.to_string_lossy()]);
    ran.exits_with(0);
    ran.prints("1 trials have no form in C yet, because of:\n     1 gettimeout\n");
    assert!(folder.join("names/bound/port_is_chosen@SOCK_DGRAM.c").is_file(), "{ran:?}");
    assert!(!folder.join("names/bound/peer_is_missing.c").exists(), "{ran:?}");
}

#[test]
fn witness_that_says_the_same_agrees() {
    let project = Project::recorded("agrees");
    output(&project, "ENOTCONN");
    let ran = witness(&project);
    ran.exits_with(0);
    ran.prints("1 programs answered as linux is recorded, 0 did not\n");
}

#[test]
fn witness_that_says_something_else_is_shown() {
    let project = Project::recorded("agrees");
    output(&project, "EINVAL");
    let ran = witness(&project);
    ran.exits_with(1);
    ran.prints("names::bound::peer_is_missing\n  - getpeername s -> ENOTCONN\n  + getpeername s -> EINVAL\n");
}

#[test]
fn program_that_was_not_run_is_missed() {
    let project = Project::recorded("agrees");
    output(&project, "ENOTCONN");
    fs::remove_file(project.path("programs/names/bound/peer_is_missing.out")).expect("a file to remove");
    let ran = witness(&project);
    ran.exits_with(1);
    ran.prints("names::bound::peer_is_missing\n  the output ends before step 1\n");
}

#[test]
fn witness_needs_a_record_and_outputs() {
    let project = Project::recorded("agrees");
    project.sockshape(&["witness", "linux", "nowhere"]).is_refused(2);
    let ran = project.sockshape(&["witness", "gvisor", "nowhere"]);
    ran.is_refused(2);
    ran.complains("gvisor has not been recorded");
}

#[test]
fn record_of_another_length_is_a_difference() {
    let project = Project::recorded("agrees");
    output(&project, "ENOTCONN");
    project.edit("snapshots/linux/names/bound/peer_is_missing.snap", "getpeername s -> ENOTCONN\n", "");
    let ran = witness(&project);
    ran.exits_with(1);
    ran.prints("names::bound::peer_is_missing\n  2 steps were printed, and 1 are recorded\n");
}
