//! How problems are shown: all of a file, in its order, each once, with an excerpt and a caret.

use rstest::rstest;

use crate::support::{Told, assert_refused, file_of_cases, file_of_steps, read, rendered};

#[test]
fn a_problem_is_shown_with_line_caret_and_hint() {
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
fn the_margin_grows_with_the_number_of_the_line() {
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
fn all_problems_of_a_file_come_in_its_order() {
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
    let problems = read(file).expect_err("much is wrong");
    let messages: Vec<String> = problems.iter().map(|problem| Told::of(problem).message).collect();
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
fn a_problem_of_every_variant_is_told_once() {
    let case = "\
- name: a
  matrix: {family: [AF_INET, AF_INET6], type: [SOCK_DGRAM, SOCK_STREAM]}
  steps:
    - socket: {as: s, family: $family, type: $type}
    - getsockname: t
";
    let problems = read(&file_of_cases(case)).expect_err("there is no socket `t`");
    assert_eq!(problems.len(), 1, "{}", rendered(&problems));
}

#[test]
fn a_value_of_the_matrix_is_at_fault_where_it_stands() {
    let case = "\
- name: a
  matrix: {family: [AF_INET, AF_INTE6]}
  steps:
    - socket: {as: s, family: $family, type: SOCK_DGRAM}
";
    let problems = read(&file_of_cases(case)).expect_err("a misspelt family");
    let places: Vec<String> = problems.iter().map(|problem| Told::of(problem).place).collect();
    assert_eq!(places, ["cases/group/topic.yaml:5:34"]);
}

#[rstest]
#[case::variable("{v: [true, §7]}", "$v", "an item of `v` must be true or false, not a number")]
#[case::row("[{v: true}, {v: §7}]", "$v", "`v` must be true or false, not a number")]
#[case::entry("{v: [{name: a, f: true}, {name: b, f: §7}]}", "$v.f", "`f` must be true or false, not a number")]
fn a_value_of_the_matrix_goes_by_its_name_there(#[case] matrix: &str, #[case] blocking: &str, #[case] message: &str) {
    let steps = format!(
        "  steps:
    - socket: {{as: s, family: AF_INET, type: SOCK_DGRAM}}
    - setblocking: {{socket: s, blocking: {blocking}}}
"
    );
    assert_refused(&file_of_cases(&format!("- name: a\n  matrix: {matrix}\n{steps}")), message, "");
}

#[test]
fn carets_count_characters_and_not_bytes() {
    let step =
        "- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}\n- send: {socket: s, data: {repeat: größe, times: §-1}}";
    assert_refused(&file_of_steps(step), "`times` must be a number of times, not -1", "");
}

#[test]
fn of_many_problems_the_first_hundred_are_shown() {
    let file = file_of_steps(&"- bnd: s\n".repeat(103));
    let problems: Vec<Told> = read(&file).expect_err("nothing is an operation").iter().map(Told::of).collect();
    assert_eq!(problems.len(), 101);
    assert_eq!(problems[99].place, "cases/group/topic.yaml:105:11");
    let rest = Told {
        message: "3 more problems in this file".to_owned(),
        place: "cases/group/topic.yaml".to_owned(),
        hint: String::new(),
    };
    assert_eq!(problems[100], rest);
}
