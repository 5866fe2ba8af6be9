//! One trial in all recordings: which of them have the same result.

use sockshape::case::Corpus;
use sockshape::compat::Table;

use crate::support::recorded::Recorded;

/// The groups of each trial, in recordings with these records.
fn groups<const N: usize>(records: [&str; N]) -> Vec<(String, Vec<Vec<usize>>)> {
    let columns = records.map(|text| Recorded::new(text).read().expect("a recording"));
    let corpus = Corpus::default();
    let table = Table::new(&corpus, &columns).expect("records of other cases");
    table.rows.iter().map(|row| (row.name.to_string(), row.groups())).collect()
}

#[test]
fn equal_columns_are_one_group() {
    let groups = groups(["close s -> EBADF", "close s -> ok", "close s -> ok"]);
    let named = |case: &str, groups| (format!("names::bound::{case}"), groups);
    let expected =
        [named("first@a", vec![vec![1, 2], vec![0]]), named("second", vec![vec![0, 1, 2]]), named("third", vec![])];
    assert_eq!(groups, expected);
}

#[test]
fn column_that_did_not_see_all_belongs_to_the_first_group_that_it_agrees_with() {
    let [unseen, four, three, other] = ["? bytes", "4 bytes", "3 bytes", "9 bytes, written 2"]
        .map(|length| format!("getsockname s -> AF_UNIX a ({length})"));
    let unnamed = "getsockname s -> AF_UNIX unnamed (? bytes)";
    let groups = groups([&unseen, &four, &three, &three, unnamed, &unseen, unnamed, &other]);
    assert_eq!(groups[0].1, [vec![2, 3, 0, 5], vec![4, 6], vec![1], vec![7]]);
}
