//! Files of known failures: what they say of which trials, and what is refused, with its place.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rstest::rstest;
use sockshape::case::{KnownFailures, ReadFor, Trial};
use tempfile::TempDir;

use crate::support::{Reported, STREAM, file_of_cases, rendered, trials};

/// The trials `group::topic::one` and four of `group::topic::four`.
fn known_trials() -> Vec<Arc<Trial>> {
    let four = "- name: four\n  matrix: {family: [AF_INET, AF_INET6], type: [SOCK_STREAM, SOCK_DGRAM]}\n  steps:\n    \
                - socket: {as: s, family: $family, type: $type}\n";
    trials(&file_of_cases(&format!("- name: one\n  steps:\n    {STREAM}{four}")))
}

/// What is known of the five trials, each by the reason; or the problems of the file.
fn read(text: &str, purpose: ReadFor) -> Result<Vec<Option<String>>, Vec<Reported>> {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("known.yaml");
    fs::write(&file, text).expect("a file to write");
    let trials = known_trials();
    let all: Vec<&Trial> = trials.iter().map(AsRef::as_ref).collect();
    let known = KnownFailures::read(&file, &all, purpose);
    let reported = |problems: Vec<_>| problems.iter().map(Reported::of).collect::<Vec<_>>();
    let known = known.map_err(reported)?.expect("a file");
    let reason = |trial: &&Trial| Some(known.failure(&trial.name)?.reason.clone().unwrap_or_else(|| "open".into()));
    Ok(all.iter().map(reason).collect())
}

#[rstest]
#[case::none("[]", &[])]
#[case::trial("- {trials: group::topic::one, reason: a}", &[0])]
#[case::case_of_many("- {trials: group::topic::four, reason: a}", &[1, 2, 3, 4])]
#[case::trial_of_many("- {trials: \"group::topic::four@AF_INET,SOCK_DGRAM\", reason: a}", &[2])]
#[case::some("- {trials: group::topic::four, where: {family: AF_INET6}, reason: a}", &[3, 4])]
#[case::some_of_many("- {trials: group::topic::four, where: {type: [SOCK_DGRAM], family: AF_INET}, reason: a}", &[2])]
#[case::list("- {trials: [group::topic::one, \"group::topic::four@AF_INET6,SOCK_DGRAM\"], reason: a}", &[0, 4])]
#[case::entries(
    "- {trials: group::topic::one, reason: a}\n- {trials: group::topic::four, reason: a}",
    &[0, 1, 2, 3, 4]
)]
fn file_says_which_trials_fail(#[case] text: &str, #[case] failing: &[usize]) {
    let expected: Vec<Option<String>> = (0..5).map(|index| failing.contains(&index).then(|| "a".to_owned())).collect();
    assert_eq!(read(text, ReadFor::Judging), Ok(expected));
}

const ONE: &str = "- trials: group::topic::one\n  reason: a\n";

#[rstest]
#[case::no_list("§{}", "the file must be a list, not a map", "as [one, another], ")]
#[case::nothing("§", "the file must be a list, not nothing", "as [one, another], ")]
#[case::no_entry("- §text", "an item of the file must be a map, not text", "")]
#[case::no_reason("- §trials: group::topic::one", "a known failure needs `reason`", "add `reason: …`")]
#[case::open_reason(
    "- trials: group::topic::one\n  reason:§",
    "`reason` must be the reason why these trials fail, not nothing",
    "write the reason why these trials fail"
)]
#[case::empty_reason(
    "- trials: group::topic::one\n  reason: §\" \"",
    "`reason` must be the reason why these trials fail, not an empty text",
    ""
)]
#[case::no_trials("- §reason: a", "a known failure needs `trials`", "")]
#[case::empty_trials("- §trials: []\n  reason: a", "a known failure needs a trial", "name one in `trials`")]
#[case::unknown_key(
    "- trials: group::topic::one\n  reason: a\n  §wher: {family: AF_INET}",
    "unknown key of a known failure `wher`",
    "did you mean `where`?"
)]
#[case::no_name("- trials: §\"../x\"\n  reason: a", "`../x` is not the name of a case or of a trial", "as group::")]
#[case::number("- trials: §7\n  reason: a", "`trials` must be the name of a case or of a trial, not a number", "")]
#[case::misspelt(
    "- trials: §group::topic::fuor\n  reason: a",
    "there is no case or trial group::topic::fuor",
    "did you mean group::topic::four?"
)]
#[case::gone(
    "- trials: §other::place::thing_of_old\n  reason: a",
    "there is no case or trial other::place::thing_of_old",
    "sockshape list finds trials by words"
)]
#[case::no_combination(
    "- trials: §group::topic::four\n  where: {family: AF_UNIX}\n  reason: a",
    "no trial of group::topic::four has such a combination",
    "name variables of its matrix, each with a value it has there"
)]
#[case::no_variable(
    "- trials: §group::topic::one\n  where: {family: AF_INET}\n  reason: a",
    "no trial of group::topic::one has such a combination",
    ""
)]
#[case::bad_pattern("- trials: group::topic::one\n  where: §7\n  reason: a", "`where` must be a map, not a number", "")]
#[case::tab("- trials:§\tx", "this is a tab", "")]
#[case::no_yaml("- {trials: group::topic::one§", "", "")]
fn file_that_is_refused(#[case] marked: &str, #[case] message: &str, #[case] hint: &str) {
    let (line, column) = position(marked);
    let reported = read(&marked.replace('§', ""), ReadFor::Judging).expect_err("a problem");
    assert_eq!(reported.len(), 1, "{reported:?}");
    let Reported { message: found, place, hint: help } = &reported[0];
    assert!(found.starts_with(message) && help.starts_with(hint) && !help.is_empty(), "{reported:?}");
    assert!(message.is_empty() || place.ends_with(&format!("known.yaml:{line}:{column}")), "{place}");
}

/// The line and the column of the mark.
fn position(marked: &str) -> (usize, usize) {
    let (before, _) = marked.split_once('§').expect("a mark");
    (before.matches('\n').count() + 1, before.chars().rev().take_while(|c| *c != '\n').count() + 1)
}

#[rstest]
#[case::by_name("- trials: group::topic::one\n  reason: b\n", "group::topic::one", "4:11")]
#[case::by_case("- trials: [group::topic::four, group::topic::one]\n  reason: b\n", "group::topic::one", "4:32")]
fn trial_that_two_entries_are_of_is_refused(#[case] second: &str, #[case] trial: &str, #[case] place: &str) {
    let text = format!("{ONE}\n{second}");
    let reported = read(&text, ReadFor::Judging).expect_err("a problem");
    assert!(reported[0].message.starts_with(&format!("{trial} is known to fail by ")), "{reported:?}");
    assert!(reported[0].message.ends_with("known.yaml:1:11 already"), "{reported:?}");
    assert!(reported[0].place.ends_with(&format!("known.yaml:{place}")), "{reported:?}");
    assert_eq!(reported[0].hint, "remove one of the two, or limit them with `where`");
}

#[test]
fn all_problems_are_told() {
    let reported = read("- trials: a\n- reason: b\n- c\n", ReadFor::Judging).expect_err("problems");
    assert_eq!(reported.len(), 4, "{reported:?}");
}

/// Under nextest, the cases of one file are all that is read.
#[test]
fn what_is_said_of_other_trials_is_let_be_where_only_some_are_judged() {
    let text = format!("{ONE}- trials: other::place::thing\n  reason: a\n");
    let known = [Some("a".to_owned()), None, None, None, None].to_vec();
    assert_eq!(read(&text, ReadFor::JudgingSome), Ok(known));
    assert!(read(&format!("{ONE}- trials: a::b::c\n  reason:\n"), ReadFor::JudgingSome).is_err());
}

#[test]
fn reasons_may_be_missing_in_what_is_written_anew() {
    let text = "- trials: group::topic::one\n  reason:\n- trials: other::place::thing\n  reason: a\n";
    let known = [Some("open".to_owned()), None, None, None, None].to_vec();
    assert_eq!(read(text, ReadFor::Renewal), Ok(known));
    assert!(read("- trials: group::topic::one\n", ReadFor::Renewal).is_err(), "the key itself is there");
}

#[test]
fn file_that_is_not_there_or_no_file() {
    let folder = TempDir::new().expect("a temporary folder");
    let read = |file: &Path| KnownFailures::read(file, &[], ReadFor::Judging).map_err(|problems| rendered(&problems));
    assert!(matches!(read(&folder.path().join("known.yaml")), Ok(None)));
    let message = read(folder.path()).expect_err("a folder");
    assert!(message.contains("this is a folder, and a file belongs here"), "{message}");
}
