//! What is run to be recorded, and no record may hold.

use std::fs;

use rstest::rstest;

use crate::support::file_of_steps;
use crate::support::project::{Project, RECORD};

/// A project whose only case has these steps.
fn project(steps: &str) -> Project {
    let project = Project::empty();
    fs::create_dir_all(project.path("cases/group")).expect("a new folder");
    fs::write(project.path("cases/group/topic.yaml"), file_of_steps(steps)).expect("a case file");
    project
}

/// The service that getnameinfo has for a path is the path itself, and the folder is another in each run.
const SCRATCH: &str = "\
- socket: {as: s, family: AF_UNIX, type: SOCK_STREAM}
- getnameinfo: {address: {path: $scratch/x}, flags: [NI_NUMERICHOST, NI_NUMERICSERV], service_size: 100}
  expect: any
";

/// A control message with the id of the process, and no room for those of its user and its group.
const CREDENTIALS: &str = "\
- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}
- setsockopt: {socket: b, option: SO_PASSCRED, value: true}
- send: {socket: a, data: hello}
- recvmsg: {socket: b, room: 4}
  expect: any
";

#[rstest]
#[case::differs(
    SCRATCH,
    "step 2: two runs differ, so this is not recorded\n --> cases/group/topic.yaml:7:11\n  |\n7 | "
)]
#[case::process(CREDENTIALS, "step 4: this holds the id of this process, so it is not recorded\n")]
fn step_that_no_record_may_hold_is_named(
    #[case] steps: &str,
    #[case] message: &str,
    #[values("always", "new")] update: &str,
) {
    let project = project(steps);
    let ran = project.run_with(&[], &[("INSTA_UPDATE", update), ("TMPDIR", "/tmp")]);
    ran.prints(message);
    assert_eq!(ran.status, Some(101), "{ran:?}");
    assert!(!project.path("snapshots").exists(), "something was written");
}

#[test]
fn recording_goes_on_without_it_and_is_not_described() {
    let project = project(CREDENTIALS);
    project.run_with(&[], &[RECORD]).complains("error: trials without a record of this run: 1; ");
}

#[test]
fn what_is_only_compared_runs_once() {
    project(SCRATCH).run(&[]).counts(0, 3, 0, 0);
}
