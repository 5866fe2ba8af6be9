//! Recordings read whole: transcripts taken apart, records that are not as they were written, and who says the same.

use std::fs;
use std::path::Path;

use rstest::rstest;
use sockshape::case::{Corpus, TrialName, load};
use sockshape::compat::{Cell, Column, Overview, State, Table, Tally, TrialOverview};
use sockshape::snapshot::Records;
use sockshape::transcript::Line;
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn line(call: &str, outcome: &str) -> Line {
    Line { call: call.to_owned(), outcome: outcome.to_owned() }
}

#[rstest]
#[case::step("bind s 127.0.0.1:0 -> ok", &[line("bind s 127.0.0.1:0", "ok")])]
#[case::steps("close s -> ok\nclose s -> EBADF", &[line("close s", "ok"), line("close s", "EBADF")])]
#[case::arrow_in_quotes(r#"send s "a -> b" -> 6"#, &[line(r#"send s "a -> b""#, "6")])]
#[case::quote_in_quotes(r#"send s "\" -> \\" -> 6"#, &[line(r#"send s "\" -> \\""#, "6")])]
#[case::arrow_in_the_outcome(r#"recv s -> "a -> b""#, &[line("recv s", r#""a -> b""#)])]
#[case::list("getaddrinfo a -> 2 records\n  {x}\n  {y -> z}\nclose s -> ok", &[line("getaddrinfo a", "2 records\n  {x}\n  {y -> z}"), line("close s", "ok")])]
fn transcript_is_taken_apart_and_put_together(#[case] text: &str, #[case] lines: &[Line]) {
    let read = Line::read_all(text).expect("a transcript");
    assert_eq!(read, lines);
    let again: Vec<String> = read.iter().map(Line::to_string).collect();
    assert_eq!(again.join("\n"), text);
}

#[rstest]
#[case::no_arrow("close s", "line 1 is not a step of a transcript: `close s`")]
#[case::arrow_in_quotes_alone(
    "close s -> ok\nsend s \" -> 6",
    "line 2 is not a step of a transcript: `send s \" -> 6`"
)]
#[case::record_without_a_list("  {x} -> y", "line 1 is not a step of a transcript: `  {x} -> y`")]
#[case::list_cut_short(
    "getaddrinfo a -> 3 records\n  {x}\n  {y}",
    "the list that `getaddrinfo a` returned is cut short"
)]
#[case::record_of_no_list("close s -> ok\n  {x}", "the list that `close s` returned is cut short")]
fn text_is_no_transcript(#[case] text: &str, #[case] message: &str) {
    assert_eq!(Line::read_all(text).expect_err("a fault").to_string(), message);
}

#[test]
fn every_recording_of_the_project_is_read_whole() {
    let columns = Column::all(root()).expect("recordings without a fault");
    let corpus = load(root()).expect("cases without a problem");
    let table = Table::new(&corpus, &columns).expect("records of the cases");
    let linux = columns.iter().position(|column| column.name == "linux").expect("linux is recorded");
    let ran = table.rows.iter().filter(|row| matches!(row.cells[linux], Cell::Ran(_))).count();
    assert!(ran > 1000, "{ran} trials were read");
}

/// A folder with a recording of two trials in it, one of which is this text.
struct Recorded {
    folder: TempDir,
}

const FIRST: &str = "names/bound/first@a";
const SECOND: &str = "names/bound/second";

impl Recorded {
    fn new(first: &str) -> Self {
        let recorded = Self { folder: TempDir::new().expect("a temporary folder") };
        recorded.write("recording.yaml", &recorded.description());
        recorded.write(&format!("{FIRST}.snap"), &file(first));
        recorded.write(&format!("{SECOND}.snap"), &file("close s -> ok"));
        recorded
    }

    fn description(&self) -> String {
        let linux = root().join("snapshots/linux/recording.yaml");
        let text = fs::read_to_string(linux).expect("linux is recorded");
        text.replace("skipped: {}", "skipped:\n  names::bound::third: needs ipv6")
    }

    fn write(&self, file: &str, text: &str) {
        let file = self.folder.path().join(file);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a new folder");
        fs::write(file, text).expect("a file to write");
    }

    fn read(&self) -> Result<Column, String> {
        let read = Column::of_folder(self.folder.path(), self.folder.path());
        let told = |fault: &sockshape::problem::Fault| fault.with_hint();
        let column = read.map_err(|faults| faults.iter().map(told).collect::<Vec<_>>().join("\n"))?;
        Ok(column.expect("a description"))
    }
}

/// A snapshot as insta writes it.
fn file(text: &str) -> String {
    format!("---\nsource: harness/src/snapshot.rs\ninput_file: cases/names/bound.yaml\n---\n{text}\n")
}

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

/// Systems follow a link to the folder it lies in some forty times, and two such links are more ways than anybody waits for.
#[cfg(unix)]
#[test]
fn link_to_a_folder_above_is_not_followed() {
    let recorded = Recorded::new("close s -> ok");
    let folder = recorded.folder.path();
    std::os::unix::fs::symlink(folder, folder.join("link")).expect("a link");
    assert_eq!(Records::within(folder, folder).files().len(), 2);
}

/// Wherever a recording lies, what is known of its platform is known of it.
#[test]
fn recording_in_a_folder_has_the_faults_of_its_platform() {
    let corpus = load(root()).expect("cases without a problem");
    let folder = root().join("snapshots/gvisor");
    let columns = [Column::of_folder(root(), &folder).expect("a recording without a fault").expect("a description")];
    let overview = Overview::of(&Table::new(&corpus, &columns).expect("records of the cases"), |_| true);
    assert!(overview.platforms[0].deviations > 0, "gVisor has known faults");
}

#[test]
fn columns_that_say_the_same_are_one_group() {
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

#[test]
fn record_with_too_few_steps_of_these_very_cases_is_told() {
    let corpus = load(root()).expect("cases without a problem");
    let trial = corpus.trials().find(|trial| trial.program.actions.len() == 3).expect("a trial of three steps");
    let recorded = Recorded::new("close s -> ok");
    let file = Records::within(root(), recorded.folder.path()).file(&trial.name);
    let text = format!("---\ninput_file: {}\n---\nclose s -> ok\nclose s -> EBADF\n", trial.name.file().display());
    recorded.write(&file.strip_prefix(recorded.folder.path()).expect("a file in it").display().to_string(), &text);
    let columns = [recorded.read().expect("a recording")];
    let faults = Table::new(&corpus, &columns).expect_err("a fault");
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(told, [format!("{}: it has 2 of the 3 steps of its case", file.display())]);
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
