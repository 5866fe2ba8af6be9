//! Mistakes that authors make: each gets one message, with a place and what to do about it.

use rstest::rstest;

use crate::support::{Reported, STREAM, assert_refused, assert_steps_refused, file_of_cases, file_of_steps, read};

/// Steps that use `$family`, and steps after them that depend on what those make.
const USES: &str = "  steps:
    - socket: {as: s, family: $family, type: SOCK_STREAM}
    - bind: {socket: s, address: \"loopback:0\"}
    - getsockname: s
      expect: \"loopback:ephemeral\"
      save: name
    - connect: {socket: s, address: $name}
      expect: any
";

#[rstest]
#[case::no_list("{family: §AF_INET}", "`family` must be a list, not text")]
#[case::no_map("{family: [§[AF_INET]]}", "an item of `family` must be a value of the matrix, not a list")]
#[case::row("[{family: §[AF_INET]}]", "`family` must be a value of the matrix, not a list")]
#[case::misspelt("{family: [§AF_INTE]}", "unknown family `AF_INTE`")]
#[case::too_many(
    &format!("§{{family: [AF_INET], {}}}", many()),
    "the matrix has more than 1000 combinations"
)]
fn mistake_in_the_matrix_is_told_once(#[case] matrix: &str, #[case] message: &str) {
    assert_refused(&file_of_cases(&format!("- name: a\n  matrix: {matrix}\n{USES}")), message, "");
}

/// Three variables of eleven values.
fn many() -> String {
    let values = (0..11).map(|value| value.to_string()).collect::<Vec<_>>().join(", ");
    ["x", "y", "z"].map(|name| format!("{name}: [{values}]")).join(", ")
}

#[test]
fn variable_without_its_dollar_sign() {
    let steps = USES.replace("$family", "§family");
    let case = format!("- name: a\n  matrix: {{family: [AF_INET, AF_INET6]}}\n{steps}");
    assert_refused(&file_of_cases(&case), "unknown family `family`", "did you mean `$family`?");
}

#[rstest]
#[case::operation("- §sokcet: {as: t}\n- bind: {socket: t, address: \"loopback:0\"}", "unknown operation `sokcet`")]
#[case::family(
    "- socket: {as: t, family: §AF_INTE}\n- bind: {socket: t, address: \"loopback:0\"}",
    "unknown family `AF_INTE`"
)]
#[case::accepted(
    "- accept: {socket: §r, as: t}\n- getsockname: t\n  save: name\n- bind: {socket: t, address: $name}",
    "unknown socket `r`"
)]
#[case::pair(
    "- socketpair: {as: [t, u], family: AF_UNIX, type: §SOCK_STREM}\n- close: t\n- send: {socket: u, data: a}",
    "unknown socket type `SOCK_STREM`"
)]
#[case::started(
    "- start: {as: waiting, step: {accept: {socket: §r, as: t}}}\n- finish: waiting\n- close: t",
    "unknown socket `r`"
)]
#[case::saved(
    "- getsockname: §r\n  save: name\n- bind: {socket: s, address: $name}\n- connect: {socket: s, address: $name}",
    "unknown socket `r`"
)]
fn what_follows_from_a_mistake_is_not_told(#[case] steps: &str, #[case] message: &str) {
    assert_steps_refused(&format!("{STREAM}{steps}"), message, "");
}

/// A name that no step makes is a mistake of its own, whatever else is wrong.
#[test]
fn mistakes_that_do_not_follow_from_each_other_are_all_told() {
    let case = "- name: a\n  steps:\n    - bnd: {}\n    - getsockname: s\n    - close: t\n";
    let problems = read(&file_of_cases(case)).expect_err("problems");
    let messages: Vec<String> = problems.iter().map(|problem| Reported::of(problem).message).collect();
    assert_eq!(messages, ["unknown operation `bnd`", "unknown socket `s`", "unknown socket or file object `t`"]);
}

#[rstest]
#[case::word("{loopback: 0}", "write \"loopback:0\"")]
#[case::word_and_reference("{loopback: $name.port}", "write \"loopback:$name.port\"")]
#[case::number("{127.0.0.1: 80}", "write \"127.0.0.1:80\"")]
fn address_that_yaml_took_for_a_map(#[case] address: &str, #[case] hint: &str) {
    let steps = format!(
        "{STREAM}- getsockname: s\n  save: name\n- getsockname: s\n  expect: $name\n\
         - bind: {{socket: s, address: §{address}}}"
    );
    assert_steps_refused(&steps, "without quotes, YAML makes a map of this address", hint);
}

#[rstest]
#[case("win32", "windows")]
#[case("darwin", "macos")]
#[case("OSX", "macos")]
#[case("musl", "linux-musl")]
#[case("solaris", "illumos")]
fn other_word_for_a_platform(#[case] word: &str, #[case] name: &str) {
    let hint = format!("did you mean `{name}`?");
    let message = format!("unknown platform `{word}`");
    assert_steps_refused(&format!("{STREAM}- getsockname: s\n  expect_on: {{§{word}: any}}"), &message, &hint);
    let case = format!("- name: a\n  deviates: {{§{word}: why}}\n  steps:\n    - socket: {{as: s}}\n");
    assert_refused(&file_of_cases(&case), &message, &hint);
}

/// Eighty names do not help.
#[test]
fn unknown_word_of_many_lists_a_few() {
    let steps = format!("{STREAM}- getsockopt: {{socket: s, option: SO_FOOBAR}}");
    let problems = read(&file_of_steps(&steps)).expect_err("a problem");
    let hint = Reported::of(&problems[0]).hint;
    assert!(hint.starts_with("such as `SO_") && hint.matches('`').count() == 12, "{hint}");
}

/// The names of snapshots are made of that of the case and those of the values.
#[test]
fn name_of_a_trial_can_have_128_characters_at_most() {
    let case = |length: usize, mark: &str| {
        let (name, value) = ("n".repeat(64), "v".repeat(length - 65));
        format!(
            "- name: {name}\n  matrix: {mark}{{data: [{value}]}}\n  steps:\n    {STREAM}    \
             - send: {{socket: s, data: $data}}\n"
        )
    };
    assert!(read(&file_of_cases(&case(128, ""))).is_ok());
    let message = format!("a trial is called `{}@{}`, and 128 characters is the limit", "n".repeat(64), "v".repeat(64));
    assert_refused(&file_of_cases(&case(129, "§")), &message, "give values of the matrix a shorter `name`");
    let long = format!("- name: §{}\n  steps:\n    {STREAM}", "n".repeat(65));
    let message = format!("`{}` cannot be the name of a case", "n".repeat(65));
    assert_refused(&file_of_cases(&long), &message, "it has 65 characters, and 64 is the limit");
}

/// A small file could ask for more than memory can hold: large values, referred to many times, in many combinations.
#[test]
fn matrix_written_out_can_have_8_mib_at_most() {
    let list = |length: usize, item: &dyn Fn(usize) -> String| (0..length).map(item).collect::<Vec<_>>().join(", ");
    let (keys, values) = (list(500, &|key| format!("k{key}: x")), list(999, &|value| format!("v{value}")));
    let steps = format!("    - send: {{socket: s, data: [{}]}}\n", list(400, &|_| "$x".to_owned())).repeat(10);
    let case = |name: char, mark: &str| {
        let matrix = format!("{{x: [{{name: a, {keys}}}], n: [{values}]}}");
        format!("- name: {name}\n  matrix: {mark}{matrix}\n  steps:\n    {STREAM}{steps}")
    };
    let message = "with its matrix written out, the file has more than 8388608 bytes";
    assert_refused(&file_of_cases(&(case('a', "§") + &case('b', ""))), message, "");
}

/// What follows a case that just fits is refused, and not passed over.
#[test]
fn nothing_fits_behind_8_mib() {
    let value = format!("{{name: a, repeat: {}, times: 1}}", "x".repeat(60_000));
    let send = |data: &str| format!("    - send: {{socket: s, data: {data}}}\n");
    let case = |rest: usize, mark: &str| {
        let (steps, last) = (send("$x").repeat(139), send(&"y".repeat(rest)));
        format!("- name: a\n  matrix: {mark}{{x: [{value}]}}\n  steps:\n    {STREAM}{steps}{last}")
    };
    let other = format!("- §name: b\n  steps:\n    {STREAM}");
    let message = "with its matrix written out, the file has more than 8388608 bytes";
    assert!(read(&file_of_cases(&case(17_998, ""))).is_ok());
    assert_refused(&file_of_cases(&case(17_999, "§")), message, "");
    assert_refused(&file_of_cases(&(case(17_998, "") + &other)), message, "");
}
