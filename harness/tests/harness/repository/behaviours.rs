//! The numbers of behaviours: each is shown by a case, or cases/NOT-COVERED.md says why not.

use std::collections::BTreeSet;
use std::fs;

use sockshape::case::BEHAVIOURS;

use crate::support::{corpus, root};

/// The numbers that the cases name.
fn shown() -> BTreeSet<u16> {
    corpus().trials().flat_map(|trial| trial.case.behaviours.clone()).collect()
}

/// The numbers in the table of the page, in its order.
fn excused() -> Vec<u16> {
    let page = fs::read_to_string(root().join("cases/NOT-COVERED.md")).expect("the page");
    let cells = page.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    cells.filter_map(|cell| cell.parse::<u16>().ok()).collect()
}

#[test]
fn every_behaviour_is_shown_or_excused() {
    let (shown, excused) = (shown(), excused());
    let said: BTreeSet<u16> = shown.iter().chain(&excused).copied().collect();
    let open: Vec<u16> = BEHAVIOURS.into_iter().flatten().filter(|number| !said.contains(number)).collect();
    assert!(open.is_empty(), "neither in a case nor in cases/NOT-COVERED.md: {open:?}");
}

#[test]
fn no_behaviour_is_shown_and_excused() {
    let (shown, excused) = (shown(), excused());
    let both: Vec<&u16> = excused.iter().filter(|number| shown.contains(number)).collect();
    assert!(both.is_empty(), "cases show these, and cases/NOT-COVERED.md has them all the same: {both:?}");
    assert!(excused.is_sorted_by(|one, next| one < next), "the rows of cases/NOT-COVERED.md are in order, each once");
}
