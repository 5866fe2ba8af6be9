//! What is refused in a case file: in its head, in the keys of a case except its matrix, and in the form of a step.

use rstest::rstest;

use super::STEPS;
use crate::support::{CASES, STREAM, assert_refused, assert_steps_refused, file_of_cases, trials};

#[rstest]
#[case::empty_file("§", "the file must be a map, not nothing", "")]
#[case::only_a_comment("# nothing\n§", "the file must be a map, not nothing", "")]
#[case::list("§- topic: A", "the file must be a map, not a list", "")]
#[case::text("§topic", "the file must be a map, not text", "")]
fn file_that_is_not_a_map(#[case] file: &str, #[case] message: &str, #[case] hint: &str) {
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
#[case::topic_a_list("topic: §[A]\nsee: {posix: A}\n", "`topic` must be one sentence, not a list", "")]
#[case::topic_a_number("topic: §1\nsee: {posix: A}\n", "`topic` must be one sentence, not a number", "")]
#[case::topic_empty("topic: §\" \"\nsee: {posix: A}\n", "`topic` must be one sentence, not an empty text", "")]
#[case::topic_null("topic:§\nsee: {posix: A}\n", "`topic` must be one sentence, not nothing", "")]
#[case::see_a_text("topic: A\nsee: §page\n", "`see` must be a map, not text", "")]
#[case::see_empty("topic: A\nsee: §{}\n", "`see` needs a source", "")]
#[case::source_a_number("topic: A\nsee: {linux: A, posix: §1}\n", "`posix` must be a source, not a number", "")]
#[case::source_empty("topic: A\nsee: {linux: A, posix: §\"\"}\n", "`posix` must be a source, not an empty text", "")]
#[case::source_twice("topic: A\nsee: {posix: A, §posix: B}\n", "`posix` is given twice", "")]
fn head_of_a_file(#[case] head: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&format!("{head}{CASES}"), message, hint);
}

#[test]
fn only_source_a_number() {
    assert_refused(&format!("topic: A\nsee: {{posix: §1}}\n{CASES}"), "`posix` must be a source, not a number", "");
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
fn two_cases_with_one_name() {
    let cases = format!("- name: a\n{STEPS}- name: §a\n{STEPS}");
    assert_refused(&file_of_cases(&cases), "there is already a case `a`", "");
}

#[rstest]
#[case::unknown("§abuot: A", "unknown key of a case `abuot`", "did you mean `about`?")]
#[case::unlike_any(
    "§colour: A",
    "unknown key of a case `colour`",
    "one of `about`, `behaviours`, `deadline`, `deviates`, `except`, `matrix`, `name`, `needs`, `network`, `posix`, \
     `see`, `steps`"
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
#[case::unknown_that_is_lacked("needs: [§no ipv5]", "unknown capability `ipv5`", "did you mean `ipv4`?")]
#[case::had_and_lacked(
    "needs: §[raw_sockets, no raw_sockets]",
    "no host has `raw_sockets` and lacks it",
    "leave out one of the two"
)]
#[case::wall(
    "needs: [§no localhost]",
    "no case may ask for a host without `localhost`",
    "it may ask for `no raw_sockets`, `no packet_sockets`, `no vsock_sockets`"
)]
#[case::number("needs: [§4]", "an item of `needs` must be a word, not a number", "")]
fn needs_of_a_case(#[case] key: &str, #[case] message: &str, #[case] hint: &str) {
    assert_refused(&file_of_cases(&format!("- name: a\n  {key}\n{STEPS}")), message, hint);
}

#[rstest]
#[case::zero("0")]
#[case::between_the_lists("550")]
#[case::larger_than_any("721")]
#[case::negative("-1")]
#[case::larger_than_a_word("65593")]
#[case::text("a")]
fn behaviour_that_is_none(#[case] number: &str) {
    let cases = format!("- name: a\n  behaviours: [1, §{number}]\n{STEPS}");
    let said = if number == "a" { "`a`" } else { number };
    let message = format!("an item of `behaviours` must be the number of a behaviour, not {said}");
    assert_refused(&file_of_cases(&cases), &message, "from 1 to 500, or from 601 to 720");
}

#[rstest]
#[case::no_unit("\"200\"")]
#[case::unknown_unit("2 min")]
#[case::no_blank("200ms")]
#[case::no_number("some ms")]
#[case::negative("-1 ms")]
#[case::zero("0 s")]
#[case::longer_than_ten_seconds("10001 ms")]
fn deadline_that_is_not_a_time(#[case] time: &str) {
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

#[rstest]
#[case::text("- §getsockname", "an item of `steps` must be a map, not text", "")]
#[case::nothing("-§", "an item of `steps` must be a map, not nothing", "")]
#[case::empty("- §{}", "a step needs an operation", "")]
#[case::no_operation("- §expect: ok", "a step needs an operation", "")]
#[case::unknown_operation("- §getsockname_: s", "unknown operation `getsockname_`", "did you mean `getsockname`?")]
#[case::two_operations(
    "- getsockname: s\n  §getpeername: s",
    "a step has one operation, and this one already has `getsockname`",
    "give `getpeername` a step of its own"
)]
#[case::unknown_key("- getsockname: s\n  §expects: ok", "unknown key of a step `expects`", "did you mean `expect`?")]
#[case::same_key_twice("- getsockname: s\n  expect: any\n  §expect: any", "`expect` is given twice", "")]
#[case::same_operation_twice("- getsockname: s\n  §getsockname: s", "`getsockname` is given twice", "")]
fn form_of_a_step(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}{step}"), message, hint);
}

#[rstest]
#[case::without_an_address("- listen: s\n  save: §name", "`listen` returns nothing to save", "")]
#[case::bad_name(
    "- getsockname: s\n  save: §The Name",
    "`The Name` cannot be the name of a saved value",
    "lower-case letters, digits and `_`, a letter first"
)]
#[case::list("- getsockname: s\n  save: §[name]", "`save` must be the name of a saved value, not a list", "")]
fn name_of_a_saved_value(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{STREAM}{step}"), message, hint);
}

#[test]
fn saved_name_of_a_matrix_variable() {
    let step =
        format!("- name: a\n  matrix: {{v: [x]}}\n  steps:\n    {}    - getsockname: s\n      save: §v\n", STREAM);
    let message = "`v` is a variable of the matrix, so nothing can be saved under that name";
    assert_refused(&file_of_cases(&step), message, "");
}

#[test]
fn saved_name_with_a_dollar_sign() {
    let step = format!("{STREAM}- getsockname: s\n  save: §$name");
    let hint = "lower-case letters, digits and `_`, a letter first";
    assert_steps_refused(&step, "`$name` cannot be the name of a saved value", hint);
}

/// Claims that judge no trial. What the case needs and which claims are nearer is said.
#[rstest]
#[case::lacking("macos: §any", "macos", "the case needs `abstract_names`, which `macos` lacks")]
#[case::among_others("linux: any, macos: §any", "macos", "the case needs `abstract_names`, which `macos` lacks")]
fn claim_for_a_platform_that_lacks_what_the_case_needs(
    #[case] claims: &str,
    #[case] platform: &str,
    #[case] why: &str,
) {
    let socket = "- socket: {as: s, family: AF_UNIX, type: SOCK_STREAM}\n";
    let bind = format!("- bind: {{socket: s, address: {{abstract: $scratch/a}}}}\n  expect_on: {{{claims}}}");
    assert_judges_nothing(&format!("{socket}{bind}"), platform, why);
}

#[test]
fn claim_for_a_family_whose_members_have_their_own() {
    let members = "macos: any, freebsd: any, netbsd: any, openbsd: any, dragonfly: any";
    let steps = format!("- socket: {{as: s}}\n- listen: s\n  expect_on: {{bsd: §any, {members}}}");
    let why = "the claims for `dragonfly`, `freebsd`, `macos`, `netbsd` and `openbsd` are nearer";
    assert_judges_nothing(&steps, "bsd", why);
}

/// No trial is judged by the claim for `platform`.
#[track_caller]
fn assert_judges_nothing(steps: &str, platform: &str, why: &str) {
    let message = format!("no trial of this case is judged by its claim for `{platform}`");
    assert_steps_refused(steps, &message, &format!("leave it out: {why}"));
}

#[test]
fn claim_that_judges_one_variant_is_kept() {
    let addresses = "[{name: path, path: $scratch/a}, {name: abstract, abstract: $scratch/a}]";
    let case = format!(
        "- name: case\n  matrix: {{address: {addresses}}}\n  steps:\n  - socket: {{as: s, family: AF_UNIX}}\n  \
         - bind: {{socket: s, address: $address}}\n    expect_on: {{macos: any}}\n"
    );
    assert_eq!(trials(&file_of_cases(&case)).len(), 2);
}
