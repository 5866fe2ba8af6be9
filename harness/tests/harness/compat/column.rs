//! One recording, read completely: its cells, and records that were changed since they were written.

use rstest::rstest;
use sockshape::case::TrialName;
use sockshape::compat::Cell;

use crate::support::recorded::{FIRST, Recorded, file};
use crate::transcript::line;

fn name(text: &str) -> TrialName {
    text.parse().expect("the name of a trial")
}

#[test]
fn cells_are_of_four_kinds() {
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

const NO_SNAPSHOT: &str = "it has no header, or nothing after it, so it is not a snapshot";

#[rstest]
#[case::empty("", NO_SNAPSHOT)]
#[case::without_header("close s -> ok\n", NO_SNAPSHOT)]
#[case::cut_in_the_header("---\nsource: harness/src/snapshot.rs\n", NO_SNAPSHOT)]
#[case::cut_after_the_header("---\ninput_file: cases/names/bound.yaml\n---\n", NO_SNAPSHOT)]
#[case::of_another_project(
    "---\nsource: src/lib.rs\n---\nclose s -> ok\n",
    "its header names no case file, so sockshape did not write it"
)]
#[case::merged_by_hand(
    "---\n<<<<<<< HEAD\nsource: harness/src/snapshot.rs\ninput_file: cases/names/bound.yaml\n---\nclose s -> ok\n",
    "its header is not as insta writes it, so it was edited"
)]
#[case::edited(
    "---\ninput_file: cases/names/bound.yaml\n---\nclose s\n",
    "line 1 is not a step of a transcript: `close s`"
)]
#[case::platform_cannot_and_more(
    "---\ninput_file: cases/names/bound.yaml\n---\nnot on this platform: no X\nclose s -> ok\n",
    "something follows the line that says what the platform lacks"
)]
#[case::platform_cannot_and_an_arrow(
    "---\ninput_file: cases/names/bound.yaml\n---\nnot on this platform: no X -> ok\nclose s -> ok\n",
    "something follows the line that says what the platform lacks"
)]
fn damaged_record_is_reported(#[case] text: &str, #[case] why: &str) {
    let recorded = Recorded::new("close s -> ok");
    recorded.write(&format!("{FIRST}.snap"), text);
    let faults = recorded.read().expect_err("a fault");
    let file = recorded.folder.path().join(format!("{FIRST}.snap"));
    assert!(faults.starts_with(&format!("{}: {why}; ", file.display())), "{faults}");
    assert!(
        faults.contains("take it from version control, or remove it and record names::bound::first@a again"),
        "{faults}"
    );
    assert!(!faults.contains('\n'), "{faults}");
}

#[test]
fn all_faults_are_reported_at_once() {
    let recorded = Recorded::new("close");
    recorded.write("names/first.snap", &file("close s -> ok"));
    recorded.write("recording.yaml", &recorded.description().replace("names::bound::third", "third"));
    let faults = recorded.read().expect_err("faults");
    assert_eq!(faults.lines().count(), 3, "{faults}");
    assert!(faults.contains("recording.yaml: `third` under `skipped` is not the name of a trial"), "{faults}");
    assert!(faults.contains("first.snap: a record cannot have this place or name; "), "{faults}");
}
