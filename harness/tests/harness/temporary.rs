//! The temporary folder: lengths of names in it are the same, however the environment writes it.

use std::fs;

use rstest::rstest;

use crate::support::file_of_steps;
use crate::support::project::Project;

/// A name in the case's own folder: 2 bytes of the family, 64 of the folder, `/s`, and a zero byte.
const STEPS: &str = "\
- socket: {as: s, family: AF_UNIX, type: SOCK_STREAM}
- bind: {socket: s, address: {path: $scratch/s}}
- getsockname: s
  expect: {path: $scratch/s, length: 69}
";

#[rstest]
#[case::separator_at_the_end("/tmp/")]
#[case::relative(".")]
#[case::empty("")]
#[case::missing("/nowhere")]
#[case::not_a_folder("/dev/null")]
fn lengths_do_not_depend_on_how_it_is_written(#[case] folder: &str) {
    let project = Project::empty();
    fs::create_dir_all(project.path("cases/group")).expect("a new folder");
    fs::write(project.path("cases/group/topic.yaml"), file_of_steps(STEPS)).expect("a case file");
    let ran = project.sockshape_with(&["run", "--format", "json"], &[("TMPDIR", folder)]);
    ran.exits_with(0).prints("\"verdict\": \"agrees\"");
}
