//! The overview of all recordings: kinds of results with their letters, and what is counted.

use rstest::rstest;
use sockshape::case::{Corpus, load};
use sockshape::compat::{Column, Overview, State, Table, Tally, TrialOverview};

use crate::support::recorded::Recorded;
use crate::support::root;

/// Wherever a recording lies, what is known of its platform is known of it.
#[test]
fn recording_in_a_folder_has_the_faults_of_its_platform() {
    let corpus = load(root()).expect("cases without a problem");
    let folder = root().join("snapshots/gvisor");
    let columns = [Column::of_folder(root(), &folder).expect("a recording without a fault").expect("a description")];
    let overview = Overview::of(&Table::new(&corpus, &columns).expect("records of the cases"), |_| true);
    assert!(overview.platforms[0].deviations > 0, "gVisor has known faults");
}

/// The overview of recordings of which the first trial has these texts.
fn overview(texts: &[&str]) -> Overview {
    let columns: Vec<Column> = texts.iter().map(|text| Recorded::new(text).read().expect("a recording")).collect();
    let corpus = Corpus::default();
    Overview::of(&Table::new(&corpus, &columns).expect("records of other cases"), |_| true)
}

fn first(overview: &Overview) -> &TrialOverview {
    &overview.topics[0].cases[0].trials[0]
}

#[rstest]
#[case::all_the_same(&["close s -> ok"; 3], "A*", &[0, 0, 0])]
#[case::majority(&["close s -> EBADF", "close s -> ok", "close s -> ok"], "A* B", &[1, 0, 0])]
#[case::tie(&["close s -> EBADF", "close s -> ok"], "A B", &[0, 1])]
#[case::more_than_five(
    &["close s -> 1", "close s -> 2", "close s -> 3", "close s -> 4", "close s -> 5", "close s -> 6", "close s -> 7", "close s -> 7"],
    "A* B C D E X X", &[1, 2, 3, 4, 5, 6, 0, 0]
)]
fn results_fall_into_kinds_with_letters(#[case] texts: &[&str], #[case] letters: &str, #[case] cells: &[usize]) {
    let overview = overview(texts);
    let trial = first(&overview);
    let marked: Vec<String> =
        trial.kinds.iter().map(|kind| format!("{}{}", kind.letter, if kind.majority { "*" } else { "" })).collect();
    assert_eq!(marked.join(" "), letters);
    let expected: Vec<State> = cells.iter().map(|kind| State::Ran { kind: *kind }).collect();
    assert_eq!(trial.cells.iter().map(|cell| cell.state.clone()).collect::<Vec<_>>(), expected);
    assert_eq!(trial.steps[0].lines.len(), trial.kinds.len());
}

#[test]
fn lack_is_no_kind_of_result_and_yet_a_difference() {
    let overview = overview(&["not on this platform: no SO_X", "socket s AF_INET SOCK_STREAM -> ok"]);
    let trial = first(&overview);
    assert!(trial.differs());
    assert_eq!((trial.kinds.len(), trial.kinds[0].majority), (1, true));
    assert_eq!(trial.cells[0].state, State::Cannot { lacks: "no SO_X".to_owned() });
    assert_eq!(trial.families.iter().collect::<Vec<_>>(), ["AF_INET"]);
    let recorded = &overview.platforms[0];
    assert_eq!((recorded.ran, recorded.cannot, recorded.skipped, recorded.deviations), (1, 1, 1, 0));
    assert_eq!(overview.counts, Tally { trials: 3, same: 1, different: 1, alone: 1 });
}
