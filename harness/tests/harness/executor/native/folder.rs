//! What lies in the folder of a trial, as far as it is the harness that does it.

#![cfg(unix)]

use rstest::rstest;
use sockshape::operation::Outcome;

use super::last_outcome;

fn shown(steps: &str) -> String {
    match last_outcome("5 s", steps) {
        Outcome::Returned(values) => format!("{values:?}"),
        Outcome::Failed(error) => error.to_string(),
        other => format!("{other:?}"),
    }
}

#[rstest]
#[case::file("- open: $scratch/a", "File")]
#[case::folder("- mkdir: $scratch/a", "Folder")]
#[case::socket("- socket: {as: s, family: AF_UNIX}\n- bind: {socket: s, address: {path: $scratch/a}}", "Socket")]
#[case::end_of_a_link("- mkdir: $scratch/b\n- symlink: {target: $scratch/b, path: $scratch/a}", "Folder")]
#[case::second_name("- open: $scratch/b\n- link: {from: $scratch/b, to: $scratch/a}", "File")]
#[case::other_name("- mkdir: $scratch/b\n- rename: {from: $scratch/b, to: $scratch/a}", "Folder")]
fn stat_tells_the_kind(#[case] begun: &str, #[case] kind: &str) {
    assert_eq!(shown(&format!("{begun}\n- stat: $scratch/a")), format!("[Word(PathKind({kind}))]"));
}

#[test]
fn unlinked_name_is_gone() {
    assert_eq!(shown("- open: $scratch/a\n- unlink: $scratch/a\n- stat: $scratch/a\n  expect: any"), "ENOENT");
}

#[test]
fn folder_is_for_this_user_alone() {
    assert_eq!(shown("- mkdir: $scratch/a\n- permissions: $scratch/a"), "[Word(Permissions(Permissions(448)))]");
}

#[test]
fn permissions_are_those_that_were_set() {
    let steps = "- open: $scratch/a\n- chmod: {path: $scratch/a, permissions: r-x-w---x}\n- permissions: $scratch/a";
    assert_eq!(shown(steps), "[Word(Permissions(Permissions(337)))]");
}
