//! `sockshape list`.

use rstest::rstest;

use crate::support::project::{BOUND, Project};

const STREAM: &str = "names::bound::port_is_chosen@SOCK_STREAM";
const DATAGRAM: &str = "names::bound::port_is_chosen@SOCK_DGRAM";
const PEER: &str = "names::bound::peer_is_missing";
const CLOSES: &str = "other::closed::closes";

#[rstest]
#[case::all(&[], &[STREAM, DATAGRAM, PEER, CLOSES])]
#[case::by_group(&["other::"], &[CLOSES])]
#[case::by_two_texts(&["DGRAM", "peer"], &[DATAGRAM, PEER])]
fn list_names_the_trials(#[case] filters: &[&str], #[case] names: &[&str]) {
    let ran = Project::of("agrees").sockshape(&[&["list"], filters].concat());
    ran.exits_with(0);
    assert_eq!(ran.printed.lines().collect::<Vec<_>>(), names);
}

#[test]
fn list_of_behaviours_has_the_cases_that_show_them() {
    let project = Project::of("agrees");
    project.edit(BOUND, "matrix:", "behaviours: [30, 7]\n    matrix:");
    let ran = project.sockshape(&["list", "--behaviours", "bound::"]);
    ran.exits_with(0);
    let case = "names::bound::port_is_chosen";
    let end = "2 of 620 behaviours; cases/NOT-COVERED.md has those without a case";
    assert_eq!(ran.printed, format!("  7  {case}\n 30  {case}\n{end}\n"));
}
