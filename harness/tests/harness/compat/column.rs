//! A recording that is read whole: the kinds of cell, and records that are not as they were written.

use rstest::rstest;
use sockshape::case::TrialName;
use sockshape::compat::Cell;

use crate::support::recorded::{FIRST, Recorded, file};
use crate::transcript::line;

fn name(text: &str) -> TrialName {
    text.parse().expect("the name of a trial")
}

#[test]
fn four_kinds_of_cell_are_told_apart() {
    let column = Recorded::new("not on this platform: no SO_X").read().expect("a recording");
    let cells = ["first@a", "second", "third", "fourth"]
        .map(|case| column.cell(&name(&format!("names::bound::{case}"))).clone());
    let expected = [
        Cell::PlatformCannot("no SO_X".to_owned()),
        Cell::Ran(vec![line("close s", "ok")]),
        Cell::Skipped("needs ipv6".to_owned()),
        Cell::Unrecorded,
    ];
    assert_eq!(cells, expected);
}

#[rstest]
#[case::empty("", "it has no header, or nothing after it, so it is not a snapshot")]
#[case::without_header("close s -> ok\n", "it has no header, or nothing after it, so it is not a snapshot")]
#[case::cut_in_the_header(
    "---\nsource: harness/src/snapshot.rs\n",
    "it has no header, or nothing after it, so it is not a snapshot"
)]
#[case::cut_behind_the_header(
    "---\ninput_file: cases/names/bound.yaml\n---\n",
    "it has no header, or nothing after it, so it is not a snapshot"
)]
#[case::of_another_project(
    "---\nsource: src/lib.rs\n---\nclose s -> ok\n",
    "its header names no case file, so sockshape did not write it"
)]
#[case::edited(
    "---\ninput_file: cases/names/bound.yaml\n---\nclose s\n",
    "line 1 is not a step of a transcript: `close s`"
)]
#[case::platform_cannot_and_more(
    "---\ninput_file: cases/names/bound.yaml\n---\nnot on this platform: no X\nclose s -> ok\n",
    "line 1 is not a step of a transcript: `not on this platform: no X`"
)]
fn record_that_is_not_as_it_was_written_is_told(#[case] text: &str, #[case] why: &str) {
    let recorded = Recorded::new("close s -> ok");
    recorded.write(&format!("{FIRST}.snap"), text);
    let told = recorded.read().expect_err("a fault");
    let file = recorded.folder.path().join(format!("{FIRST}.snap"));
    assert!(told.starts_with(&format!("{}: {why}; ", file.display())), "{told}");
    assert!(
        told.contains("take it from version control, or remove it and record names::bound::first@a again"),
        "{told}"
    );
    assert!(!told.contains('\n'), "{told}");
}

#[test]
fn everything_wrong_is_told_at_once() {
    let recorded = Recorded::new("close");
    recorded.write("names/first.snap", &file("close s -> ok"));
    recorded.write("recording.yaml", &recorded.description().replace("names::bound::third", "third"));
    let told = recorded.read().expect_err("faults");
    assert_eq!(told.lines().count(), 3, "{told}");
    assert!(told.contains("recording.yaml: `third` under `skipped` is not the name of a trial"), "{told}");
    assert!(told.contains("first.snap: a record cannot have this place or name; "), "{told}");
}
