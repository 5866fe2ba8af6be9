//! `sockshape new`: the case file it writes, and the names it refuses.

use std::fs;

use rstest::rstest;

use crate::support::project::Project;

#[test]
fn new_case_file_agrees_and_never_replaces_a_file() {
    let project = Project::empty();
    let ran = project.sockshape(&["new", "names/new_topic"]);
    ran.exits_with(0);
    let file = project.path("cases/names/new_topic.yaml");
    let next = "next: edit it, then sockshape check, and sockshape run names::new_topic";
    assert_eq!(ran.printed, format!("{}\n{next}\n", file.display()));
    assert_eq!(project.sockshape(&["check"]).printed, "1 topic, 2 trials: no problem in the case files\n");
    assert_eq!(project.sockshape(&["run"]).status, Some(0));
    fs::write(&file, "mine").expect("a file to write");
    let ran = project.sockshape(&["new", "names/new_topic"]);
    ran.is_refused(2);
    assert_eq!(ran.complained, format!("error: {} already exists\n", file.display()));
    assert_eq!(fs::read_to_string(&file).expect("the file"), "mine");
}

#[rstest]
#[case::no_group("topic", "`topic` cannot name a case file; write group/topic")]
#[case::capital("Names/topic", "`Names` cannot be the name of a group; lower-case letters, ")]
#[case::upwards("../topic", "`..` cannot be the name of a group; lower-case letters, ")]
#[case::absolute("/tmp/topic", "`` cannot be the name of a group; lower-case letters, ")]
#[case::ending("names/topic.yaml", "`topic.yaml` cannot be the name of a topic; lower-case letters, ")]
#[case::deeper("names/more/topic", "`more/topic` cannot be the name of a topic; lower-case letters, ")]
#[case::device("names/aux", "`aux` cannot be the name of a topic; Windows keeps this name for a device")]
fn new_refuses_a_path_that_cannot_be_a_case_file(#[case] topic: &str, #[case] message: &str) {
    let project = Project::empty();
    let ran = project.sockshape(&["new", topic]);
    ran.is_refused(2);
    assert!(ran.complained.starts_with(&format!("error: {message}")), "{}", ran.complained);
    assert!(project.files().is_empty());
}
