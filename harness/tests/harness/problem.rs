//! How problems are shown: all problems of a file, in order, each once, with an excerpt and a caret.

use rstest::rstest;

use crate::support::{Reported, assert_refused, assert_steps_refused, file_of_cases, file_of_steps, read, rendered};

#[test]
fn problem_is_shown_with_line_caret_and_hint() {
    let file = file_of_steps("- socket: {as: s, family: AF_INTE6, type: SOCK_STREAM}");
    let expected = "\
error: unknown family `AF_INTE6`
 --> cases/group/topic.yaml:6:35
  |
6 |         - socket: {as: s, family: AF_INTE6, type: SOCK_STREAM}
  |                                   ^
  = help: did you mean `AF_INET6`?
";
    assert_eq!(rendered(&read(&file).expect_err("a misspelt family")), expected);
}

#[test]
fn margin_grows_with_the_number_of_the_line() {
    let file = file_of_steps(&format!("{}- §nothing: s", "#\n".repeat(6)).replace('§', ""));
    let expected = "\
error: unknown operation `nothing`
  --> cases/group/topic.yaml:12:11
   |
12 |         - nothing: s
   |           ^
";
    let shown = rendered(&read(&file).expect_err("an unknown operation"));
    assert_eq!(shown.lines().take(5).collect::<Vec<_>>().join("\n") + "\n", expected);
}

#[test]
fn problems_are_shown_in_the_order_of_the_file() {
    let file = "\
topic: 1
see: {}
cases:
  - name: A
    posix: maybe
    matrix: {v: x}
    steps:
      - bnd: s
      - bind: {}
    extra: 1
";
    let problems = read(file).expect_err("problems");
    let messages: Vec<String> = problems.iter().map(|problem| Reported::of(problem).message).collect();
    let expected = [
        "`topic` must be one sentence, not a number",
        "`see` needs a source",
        "`A` cannot be the name of a case",
        "unknown POSIX status `maybe`",
        "`v` must be a list, not text",
        "unknown operation `bnd`",
        "bind needs `socket`",
        "bind needs `address`",
        "unknown key of a case `extra`",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn problem_of_all_variants_is_shown_once() {
    let case = "\
- name: a
  matrix: {family: [AF_INET, AF_INET6], type: [SOCK_DGRAM, SOCK_STREAM]}
  steps:
    - socket: {as: s, family: $family, type: $type}
    - getsockname: t
";
    let problems = read(&file_of_cases(case)).expect_err("an unknown socket");
    assert_eq!(problems.len(), 1, "{}", rendered(&problems));
}

#[test]
fn problem_in_a_value_of_the_matrix_is_shown_in_the_matrix() {
    let case = "\
- name: a
  matrix: {family: [AF_INET, AF_INTE6]}
  steps:
    - socket: {as: s, family: $family, type: SOCK_DGRAM}
";
    let problems = read(&file_of_cases(case)).expect_err("a misspelt family");
    let places: Vec<String> = problems.iter().map(|problem| Reported::of(problem).place).collect();
    assert_eq!(places, ["cases/group/topic.yaml:5:34"]);
}

#[rstest]
#[case::variable("{v: [true, §7]}", "$v", "an item of `v` must be true or false, not a number")]
#[case::row("[{v: true}, {v: §7}]", "$v", "`v` must be true or false, not a number")]
#[case::entry("{v: [{name: a, f: true}, {name: b, f: §7}]}", "$v.f", "`f` must be true or false, not a number")]
fn value_of_the_matrix_has_the_name_it_has_there(#[case] matrix: &str, #[case] blocking: &str, #[case] message: &str) {
    let steps = format!(
        "  steps:
    - socket: {{as: s, family: AF_INET, type: SOCK_DGRAM}}
    - setblocking: {{socket: s, blocking: {blocking}}}
"
    );
    assert_refused(&file_of_cases(&format!("- name: a\n  matrix: {matrix}\n{steps}")), message, "");
}

#[test]
fn caret_counts_characters_not_bytes() {
    let step =
        "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n- send: {socket: s, data: {repeat: größe, times: §-1}}";
    assert_steps_refused(step, "`times` must be a number of times, not -1", "");
}

#[test]
fn only_the_first_hundred_problems_are_shown() {
    let file = file_of_steps(&"- bnd: s\n".repeat(103));
    let problems: Vec<Reported> = read(&file).expect_err("unknown operations").iter().map(Reported::of).collect();
    assert_eq!(problems.len(), 101);
    assert_eq!(problems[99].place, "cases/group/topic.yaml:105:11");
    let rest = Reported {
        message: "3 more problems in this file".to_owned(),
        place: "cases/group/topic.yaml".to_owned(),
        hint: "mend these first".to_owned(),
    };
    assert_eq!(problems[100], rest);
}
