//! One trial in all recordings: which of them have the same result.

use sockshape::case::Corpus;
use sockshape::compat::Table;

use crate::support::recorded::Recorded;

#[test]
fn equal_columns_are_one_group() {
    let columns = ["close s -> EBADF", "close s -> ok", "close s -> ok"]
        .map(|text| Recorded::new(text).read().expect("a recording"));
    let corpus = Corpus::default();
    let table = Table::new(&corpus, &columns).expect("records of other cases");
    let groups: Vec<_> = table.rows.iter().map(|row| (row.name.to_string(), row.groups())).collect();
    let named = |case: &str, groups| (format!("names::bound::{case}"), groups);
    let expected =
        [named("first@a", vec![vec![1, 2], vec![0]]), named("second", vec![vec![0, 1, 2]]), named("third", vec![])];
    assert_eq!(groups, expected);
}
