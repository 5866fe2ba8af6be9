//! YAML that case files do not use is refused.

mod places;

use rstest::rstest;

use crate::support::{CASES, assert_refused, read, rendered};

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
#[case::key_null("topic: A\n§~: A\n", "invalid type: unit value, expected a key")]
#[case::unknown_anchor("topic: §*other\n", "unknown anchor")]
fn yaml_that_is_refused(#[case] file: &str, #[case] message: &str) {
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
    let problems = read(&file).expect_err("a problem");
    assert!(rendered(&problems).contains("recursion limit"), "{}", rendered(&problems));
}

#[test]
fn aliases_that_multiply_are_cut_short() {
    let levels = ('b'..='i').zip('a'..);
    let bomb: String =
        levels.map(|(new, old)| format!("{new}: &{new} [{}]\n", vec![format!("*{old}"); 9].join(", "))).collect();
    let problems = read(&format!("a: &a [lol]\n{bomb}")).expect_err("a problem");
    assert!(rendered(&problems).contains("repetition limit"), "{}", rendered(&problems));
}
