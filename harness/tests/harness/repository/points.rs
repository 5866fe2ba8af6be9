//! Each case makes a point of its own.

use sockshape::case::same_steps;

use crate::support::corpus;

#[test]
fn no_two_cases_do_the_same_steps() {
    let same = same_steps(&corpus());
    assert!(same.is_empty(), "two cases must not make the same point: {same:#?}");
}
