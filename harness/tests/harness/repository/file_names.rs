//! The names of snapshots: Windows accepts all of them, and no two are the same file there. "Naming Files, Paths, and
//! Namespaces" on Microsoft Learn.

use std::collections::BTreeMap;

use rstest::rstest;
use sockshape::platform::identify;
use sockshape::snapshot::Records;
use sockshape::source::shown;

use crate::support::{corpus, root};

/// Whether Windows accepts a part of a path as it is.
fn is_legal(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default();
    let device = ["CON", "PRN", "AUX", "NUL"].contains(&stem.to_ascii_uppercase().as_str())
        || stem.len() == 4 && ["COM", "LPT"].iter().any(|port| stem.to_ascii_uppercase().starts_with(port));
    let refused = |c: char| c.is_control() || r#"<>:"/\|?*"#.contains(c);
    !device && !part.contains(refused) && !part.ends_with(['.', ' '])
}

#[test]
fn every_snapshot_has_a_name_that_windows_accepts() {
    let (root, corpus) = (root(), corpus());
    let records = Records::new(root, identify().expect("a platform").platform);
    let mut known = BTreeMap::new();
    for trial in corpus.trials() {
        let file = records.file(&trial.name);
        let below = shown(file.strip_prefix(root).expect("a file below the root"));
        assert!(below.split('/').all(is_legal), "{below}");
        let twin = known.insert(below.to_lowercase(), below.clone());
        assert_eq!(twin, None, "the same file as {below} if case does not count");
    }
}

#[rstest]
#[case("con.snap", false)]
#[case("Lpt1.snap", false)]
#[case("a?b.snap", false)]
#[case("a|b.snap", false)]
#[case("end.", false)]
#[case("end ", false)]
#[case("connect@AF_INET,SOCK_STREAM.snap", true)]
fn name_that_windows_accepts(#[case] part: &str, #[case] accepted: bool) {
    assert_eq!(is_legal(part), accepted);
}
