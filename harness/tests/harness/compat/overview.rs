//! The overview of all recordings: the kinds of results with their letters, and the counts.

use rstest::rstest;
use sockshape::case::Corpus;
use sockshape::compat::{Column, Overview, State, Table, Tally, TrialOverview};

use crate::support::recorded::Recorded;
use crate::support::{corpus, root};

/// The known deviations of a platform also apply to a recording that lies elsewhere.
#[test]
fn recording_in_a_folder_has_the_deviations_of_its_platform() {
    let corpus = corpus();
    let folder = root().join("snapshots/gvisor");
    let columns = [Column::of_folder(root(), &folder).expect("a recording without a fault").expect("a description")];
    let overview = Overview::of(&Table::new(&corpus, &columns).expect("records of the cases"), &[], |_| true);
    assert!(overview.platforms[0].deviations > 0, "gVisor has known deviations");
}

/// An overview of recordings whose first trials have these texts.
fn overview(texts: &[&str]) -> Overview {
    let columns: Vec<Column> = texts.iter().map(|text| Recorded::new(text).read().expect("a recording")).collect();
    let corpus = Corpus::default();
    Overview::of(&Table::new(&corpus, &columns).expect("records of other cases"), &[], |_| true)
}

/// The first trial.
fn first(overview: &Overview) -> &TrialOverview {
    &overview.topics[0].cases[0].trials[0]
}

#[rstest]
#[case::all_the_same(&["close s -> ok"; 3], "A*", &[0, 0, 0])]
#[case::majority(&["close s -> EBADF", "close s -> ok", "close s -> ok"], "A* B", &[1, 0, 0])]
#[case::tie(&["close s -> EBADF", "close s -> ok"], "A B", &[0, 1])]
#[case::more_than_five(
    &[
        "close s -> 1",
        "close s -> 2",
        "close s -> 3",
        "close s -> 4",
        "close s -> 5",
        "close s -> 6",
        "close s -> 7",
        "close s -> 7",
    ],
    "A* B C D E X X",
    &[1, 2, 3, 4, 5, 6, 0, 0]
)]
fn kinds_of_results_have_letters(#[case] texts: &[&str], #[case] letters: &str, #[case] cells: &[usize]) {
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
fn platform_that_cannot_run_a_trial_is_counted_apart() {
    let overview = overview(&["not on this platform: no SO_X", "socket s AF_INET SOCK_STREAM -> ok"]);
    let trial = first(&overview);
    assert!(!trial.differs());
    assert_eq!((trial.kinds.len(), trial.kinds[0].majority), (1, true));
    assert_eq!(trial.cells[0].state, State::Cannot { lacks: "no SO_X".to_owned() });
    assert_eq!(trial.families.iter().collect::<Vec<_>>(), ["AF_INET"]);
    let recorded = &overview.platforms[0];
    assert_eq!((recorded.ran, recorded.cannot, recorded.skipped, recorded.deviations), (1, 1, 1, 0));
    assert_eq!(overview.counts, Tally { trials: 3, same: 1, different: 0, lacking: 1, alone: 1 });
}
