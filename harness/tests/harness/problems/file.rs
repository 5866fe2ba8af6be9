//! What is refused of a file as a whole, and of YAML that case files have no use for.

use rstest::rstest;

use crate::support::assert_refused;

const CASES: &str = "cases: [{name: a, steps: [{socket: {as: s, family: AF_INET, type: SOCK_DGRAM}}]}]\n";

#[rstest]
#[case::empty_file("§", "the file must be a map, not nothing", "")]
#[case::comment_alone("# nothing\n§", "the file must be a map, not nothing", "")]
#[case::list("§- topic: A", "the file must be a map, not a list", "")]
#[case::text("§topic", "the file must be a map, not text", "")]
fn file_that_is_no_map(#[case] file: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(file, message, hint);
}

#[rstest]
#[case::no_topic("§see: {posix: A}\n", "a case file needs `topic`", "")]
#[case::no_see("§topic: A\n", "a case file needs `see`", "")]
#[case::unknown_key(
    "topic: A\nsee: {posix: A}\n§seee: {}\n",
    "unknown key of a case file `seee`",
    "did you mean `see`?"
)]
#[case::topic_twice("topic: A\n§topic: B\nsee: {posix: A}\n", "`topic` is given twice", "")]
#[case::topic_of_no_text("topic: §[A]\nsee: {posix: A}\n", "`topic` must be one sentence, not a list", "")]
#[case::topic_a_number("topic: §1\nsee: {posix: A}\n", "`topic` must be one sentence, not a number", "")]
#[case::topic_empty("topic: §\" \"\nsee: {posix: A}\n", "`topic` must be one sentence, not an empty text", "")]
#[case::topic_of_nothing("topic:§\nsee: {posix: A}\n", "`topic` must be one sentence, not nothing", "")]
#[case::see_a_text("topic: A\nsee: §page\n", "`see` must be a map, not text", "")]
#[case::see_empty("topic: A\nsee: §{}\n", "`see` needs a source", "")]
#[case::source_a_number("topic: A\nsee: {linux: A, posix: §1}\n", "`posix` must be a source, not a number", "")]
#[case::source_empty("topic: A\nsee: {linux: A, posix: §\"\"}\n", "`posix` must be a source, not an empty text", "")]
#[case::source_twice("topic: A\nsee: {posix: A, §posix: B}\n", "`posix` is given twice", "")]
fn head_of_a_file(#[case] head: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&format!("{head}{CASES}"), message, hint);
}

#[rstest]
#[case::missing("§topic: A\nsee: {posix: A}\n", "a case file needs `cases`")]
#[case::map("topic: A\nsee: {posix: A}\ncases: §{name: a}\n", "`cases` must be a list, not a map")]
#[case::none("§topic: A\nsee: {posix: A}\ncases: []\n", "a case file needs a case")]
#[case::text("topic: A\nsee: {posix: A}\ncases:\n  - §a\n", "an item of `cases` must be a map, not text")]
fn cases_of_a_file(#[case] file: &str, #[case] message: &str) {
    assert_refused(file, message, "");
}

#[rstest]
#[case::syntax("topic: [A\nsee§: {posix: A}\n", "did not find expected ',' or ']'")]
#[case::tab("topic: A\nsee:\n§\tposix: A\n", "found character that cannot start any token")]
#[case::two_documents(
    "topic: A\n---\ntopic: B\n",
    "deserializing from YAML containing more than one document is not supported"
)]
#[case::tag("topic: §!mine A\n", "topic: case files have no use for YAML tags")]
#[case::fraction("topic: §1.5\n", "topic: case files have whole numbers only")]
#[case::infinity("topic: §.inf\n", "topic: case files have whole numbers only")]
#[case::huge_number("topic: §9223372036854775808\n", "topic: the number is too large")]
#[case::key_a_list("topic: A\n§[see]: A\n", "invalid type: sequence, expected a key")]
#[case::key_a_fraction("topic: A\n§1.5: A\n", "invalid type: floating point `1.5`, expected a key")]
#[case::key_of_nothing("topic: A\n§~: A\n", "invalid type: unit value, expected a key")]
#[case::unknown_anchor("topic: §*nobody\n", "unknown anchor")]
fn yaml(#[case] file: &str, #[case] message: &str) {
    assert_refused(file, message, "");
}

#[test]
fn brackets_nest_32_deep_and_no_deeper() {
    let topic = |depth: usize, mark: &str| {
        format!("topic: {}{mark}{}\n", "[".repeat(depth - 1), "[".to_owned() + &"]".repeat(depth))
    };
    assert_refused(&topic(33, "§"), "brackets nest more than 32 deep", "");
    assert_refused(
        &format!("topic: §{}{}\nsee: {{posix: A}}\n{CASES}", "[".repeat(32), "]".repeat(32)),
        "`topic` must be one sentence, not a list",
        "",
    );
}

#[test]
fn lists_nested_by_dashes_do_not_exhaust_the_stack() {
    let file = format!("topic:\n  {}A\n", "- ".repeat(20_000));
    let problems = crate::support::read(&file).expect_err("nothing nests this deep");
    assert!(crate::support::rendered(&problems).contains("recursion limit"), "{}", crate::support::rendered(&problems));
}

#[test]
fn aliases_that_multiply_are_cut_short() {
    let levels = ('b'..='i').zip('a'..);
    let bomb: String =
        levels.map(|(new, old)| format!("{new}: &{new} [{}]\n", vec![format!("*{old}"); 9].join(", "))).collect();
    let problems = crate::support::read(&format!("a: &a [lol]\n{bomb}")).expect_err("a bomb is no case file");
    assert!(
        crate::support::rendered(&problems).contains("repetition limit"),
        "{}",
        crate::support::rendered(&problems)
    );
}

#[test]
fn only_source_a_number() {
    assert_refused(&format!("topic: A\nsee: {{posix: §1}}\n{CASES}"), "`posix` must be a source, not a number", "");
}
