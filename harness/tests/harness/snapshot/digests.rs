//! The digests of snapshots: what they are of, and what shows in them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use rstest::rstest;
use sockshape::snapshot::{Digests, Whole};

/// Digests of snapshots with these paths and contents.
fn digests(all: &[(&str, &str)]) -> Digests {
    let whole = |(below, contents): &(&str, &str)| Whole {
        below: PathBuf::from(below),
        file: PathBuf::new(),
        contents: Ok((*contents).to_owned()),
    };
    Digests::of(all.iter().map(whole).collect::<Vec<_>>().iter()).expect("what can be read")
}

const THREE: [(&str, &str); 3] = [("a/b/one.snap", "1"), ("a/b/two.snap", "2"), ("a/c/one.snap", "1")];

#[rstest]
#[case::same(&THREE, &[])]
#[case::edited(&[THREE[0], ("a/b/two.snap", "3"), THREE[2]], &["a/b"])]
#[case::renamed(&[THREE[0], ("a/b/too.snap", "2"), THREE[2]], &["a/b"])]
#[case::exchanged(&[("a/b/one.snap", "2"), ("a/b/two.snap", "1"), THREE[2]], &["a/b"])]
#[case::gone(&[THREE[0], THREE[2]], &["a/b"])]
#[case::topic_gone(&THREE[..2], &["a/c"])]
#[case::moved(&[THREE[0], THREE[1], ("a/d/one.snap", "1")], &["a/c", "a/d"])]
#[case::beside_the_topics(&[THREE[0], THREE[1], THREE[2], ("one.snap", "1")], &[""])]
#[case::nothing(&[], &["a/b", "a/c"])]
fn change_shows_in_its_topic(#[case] changed: &[(&str, &str)], #[case] topics: &[&str]) {
    let (before, now) = (digests(&THREE), digests(changed));
    let topics: BTreeSet<String> = topics.iter().map(ToString::to_string).collect();
    assert_eq!(before.differ(&now, None), topics);
    assert_eq!(before.whole() == now.whole(), topics.is_empty());
    let others = BTreeSet::from(["a/e".to_owned()]);
    assert_eq!(before.differ(&now, Some(&others)), BTreeSet::new());
    assert_eq!(before.differ(&now, Some(&topics)), topics);
}
