//! What is refused of a case, apart from its matrix and its steps.

use rstest::rstest;

use crate::support::{assert_refused, file_of_cases};

const STEPS: &str = "  steps:\n    - socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n";

#[rstest]
#[case::missing("- §about: A", "a case needs `name`", "")]
#[case::capital(
    "- name: §Case",
    "`Case` cannot be the name of a case",
    "lower-case letters, digits and `_`, a letter first"
)]
#[case::digit_first(
    "- name: §1st",
    "`1st` cannot be the name of a case",
    "lower-case letters, digits and `_`, a letter first"
)]
#[case::dash(
    "- name: §a-b",
    "`a-b` cannot be the name of a case",
    "lower-case letters, digits and `_`, a letter first"
)]
#[case::device("- name: §con", "`con` cannot be the name of a case", "Windows keeps this name for a device")]
#[case::port("- name: §lpt1", "`lpt1` cannot be the name of a case", "Windows keeps this name for a device")]
#[case::empty("- name: §\"\"", "`` cannot be the name of a case", "lower-case letters, digits and `_`, a letter first")]
#[case::number("- name: §1", "`name` must be the name of a case, not a number", "")]
fn name_of_a_case(#[case] head: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_cases(&format!("{head}\n{STEPS}")), message, hint);
}

#[test]
fn two_cases_of_one_name() {
    let cases = format!("- name: a\n{STEPS}- name: §a\n{STEPS}");
    assert_refused(&file_of_cases(&cases), "there is already a case `a`", "");
}

#[rstest]
#[case::unknown("§abuot: A", "unknown key of a case `abuot`", "did you mean `about`?")]
#[case::unlike_any(
    "§colour: A",
    "unknown key of a case `colour`",
    "one of `about`, `deadline`, `deviates`, `except`, `matrix`, `name`, `needs`, `network`, `posix`, `see`, `steps`"
)]
#[case::twice("posix: required\n  §posix: required", "`posix` is given twice", "")]
#[case::about_a_list("about: §[A]", "`about` must be a sentence or two, not a list", "")]
#[case::about_empty("about: §\"\"", "`about` must be a sentence or two, not an empty text", "")]
#[case::see_empty("see: §{}", "`see` needs a source", "")]
#[case::see_a_list("see: §[A]", "`see` must be a map, not a list", "")]
#[case::posix_unknown("posix: §requird", "unknown POSIX status `requird`", "did you mean `required`?")]
#[case::posix_unlike_any(
    "posix: §yes",
    "unknown POSIX status `yes`",
    "one of `implementation-defined`, `not-covered`, `required`, `unspecified`"
)]
#[case::posix_a_boolean("posix: §true", "`posix` must be a word, not a boolean", "")]
#[case::network_a_text("network: §yes", "`network` must be true or false, not text", "")]
fn keys_of_a_case(#[case] key: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_cases(&format!("- name: a\n  {key}\n{STEPS}")), message, hint);
}

#[rstest]
#[case::text("needs: §ipv6", "`needs` must be a list, not text", "")]
#[case::unknown("needs: [§ipv5]", "unknown capability `ipv5`", "did you mean `ipv4`?")]
#[case::number("needs: [§4]", "an item of `needs` must be a word, not a number", "")]
fn needs_of_a_case(#[case] key: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_cases(&format!("- name: a\n  {key}\n{STEPS}")), message, hint);
}

#[rstest]
#[case::list("deviates: §[linux]", "`deviates` must be a map, not a list", "")]
#[case::unknown("deviates: {§gvisr: A}", "unknown platform `gvisr`", "did you mean `gvisor`?")]
#[case::family(
    "deviates: {§bsd: A}",
    "unknown platform `bsd`",
    "one of `android`, `dragonfly`, `freebsd`, `gvisor`, `illumos`, `linux`, `linux-musl`, `macos`, `netbsd`, \
     `openbsd`, `windows`, `wine`, `wsl1`"
)]
#[case::twice("deviates: {wine: A, §wine: B}", "`wine` is given twice", "")]
#[case::no_reason("deviates: {wine: §}", "`wine` must be the reason why the platform is at fault, not nothing", "")]
#[case::empty_reason(
    "deviates: {wine: §\" \"}",
    "`wine` must be the reason why the platform is at fault, not an empty text",
    ""
)]
#[case::empty_list(
    "deviates: {wine: §[]}",
    "`wine` must be the reason why the platform is at fault, not an empty list",
    ""
)]
#[case::item_a_text("deviates: {wine: [§A]}", "an item of `wine` must be a map, not text", "")]
#[case::no_where("deviates: {wine: [§{why: A}]}", "a deviation needs `where`", "")]
#[case::no_why("deviates: {wine: [§{where: {v: x}}]}", "a deviation needs `why`", "")]
#[case::unknown_key(
    "matrix: {v: [x]}\n  deviates: {wine: [{where: {v: x}, why: A, §whi: B}]}",
    "unknown key of a deviation `whi`",
    "did you mean `why`?"
)]
#[case::where_a_text("deviates: {wine: [{where: §x, why: A}]}", "`where` must be a map, not text", "")]
#[case::of_no_combination(
    "matrix: {v: [x, y]}\n  deviates: {wine: [§{where: {v: z}, why: A}]}",
    "no combination of the matrix matches this, or an earlier entry already matches it",
    ""
)]
#[case::without_a_matrix(
    "deviates: {wine: [§{where: {v: x}, why: A}]}",
    "no combination of the matrix matches this, or an earlier entry already matches it",
    ""
)]
#[case::of_combinations_that_are_taken(
    "matrix: {v: [x, y]}\n  deviates: {wine: [{where: {v: [x, y]}, why: A}, §{where: {v: y}, why: B}]}",
    "no combination of the matrix matches this, or an earlier entry already matches it",
    ""
)]
fn deviations_of_a_case(#[case] key: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_cases(&format!("- name: a\n  {key}\n{STEPS}")), message, hint);
}

#[rstest]
#[case::no_unit("\"200\"")]
#[case::unknown_unit("2 min")]
#[case::no_blank("200ms")]
#[case::no_number("some ms")]
#[case::negative("-1 ms")]
#[case::zero("0 s")]
#[case::longer_than_ten_seconds("10001 ms")]
fn deadline_that_is_no_time(#[case] time: &str) {
    let cases = format!("- name: a\n  deadline: §{time}\n{STEPS}");
    let message = format!("`{}` is not a valid deadline", time.trim_matches('"'));
    assert_refused(&file_of_cases(&cases), &message, "as `200 ms` or `2 s`, up to `10 s`");
}

#[test]
fn deadline_that_is_a_number() {
    let cases = format!("- name: a\n  deadline: §200\n{STEPS}");
    assert_refused(&file_of_cases(&cases), "`deadline` must be a time such as 200 ms or 2 s, not a number", "");
}

#[rstest]
#[case::missing("- §name: a", "a case needs `steps`")]
#[case::map("- name: a\n  steps: §{socket: s}", "`steps` must be a list, not a map")]
#[case::none("- §name: a\n  steps: []", "a case needs a step")]
fn steps_of_a_case(#[case] case: &str, #[case] message: &str) {
    assert_refused(&file_of_cases(case), message, "");
}
