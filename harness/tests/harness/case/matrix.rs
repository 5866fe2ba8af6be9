//! What is refused of a matrix, of its exceptions, and of references to it.

use rstest::rstest;

use crate::support::{assert_refused, file_of_cases};

#[track_caller]
fn assert_matrix_refused(matrix: &str, family: &str, message: &str, hint: &str) {
    let step = format!("    - socket: {{as: s, family: {family}, type: SOCK_DGRAM}}");
    assert_refused(&file_of_cases(&format!("- name: a\n  {matrix}\n  steps:\n{step}")), message, hint);
}

#[rstest]
#[case::empty_list("matrix: §[]", "the matrix has no combinations", "")]
#[case::no_values("matrix: §{v: []}", "the matrix has no combinations", "")]
#[case::values_a_text("matrix: {v: §x}", "`v` must be a list, not text", "")]
#[case::row_a_text("matrix: [§x]", "an item of `matrix` must be a map, not text", "")]
#[case::variable_twice("matrix: {v: [x], §v: [y]}", "`v` is given twice", "")]
#[case::variable_twice_in_a_row("matrix: [{v: x, §v: y}]", "`v` is given twice", "")]
#[case::bad_variable(
    "matrix: {§V: [x]}",
    "`V` cannot be the name of a variable",
    "lower-case letters, digits and `_`, a letter first; not `scratch`"
)]
#[case::scratch(
    "matrix: {§scratch: [x]}",
    "`scratch` cannot be the name of a variable",
    "lower-case letters, digits and `_`, a letter first; not `scratch`"
)]
#[case::bad_variable_in_a_row(
    "matrix: [{§a-b: x}]",
    "`a-b` cannot be the name of a variable",
    "lower-case letters, digits and `_`, a letter first; not `scratch`"
)]
#[case::same_value_except_for_case(
    "matrix: §{v: [x, X]}",
    "two combinations are called `x`",
    "give maps different `name`s"
)]
#[case::same_value_twice("matrix: §{v: [x, y, x]}", "two combinations are called `x`", "give maps different `name`s")]
#[case::same_row_twice(
    "matrix: §[{v: x, w: y}, {v: x, w: y}]",
    "two combinations are called `x,y`",
    "give maps different `name`s"
)]
#[case::same_name_twice(
    "matrix: §{v: [{name: x, a: 1}, {name: x, a: 2}]}",
    "two combinations are called `x`",
    "give maps different `name`s"
)]
fn form_of_a_matrix(#[case] matrix: &str, #[case] message: &str, #[case] hint: &str) {
    assert_matrix_refused(matrix, "AF_INET", message, hint);
}

#[rstest]
#[case::list(
    "§[x]",
    "an item of `v` must be a value of the matrix, not a list",
    "text, a number, a boolean or a map with a `name`"
)]
#[case::nothing(
    "§~",
    "an item of `v` must be a value of the matrix, not nothing",
    "text, a number, a boolean or a map with a `name`"
)]
#[case::map_without_a_name("§{a: 1}", "a value of the matrix needs `name`", "")]
#[case::name_a_number("{name: §1}", "`name` must be the name of the value, not a number", "")]
#[case::key_twice("{name: x, §name: y}", "`name` is given twice", "")]
#[case::colon(
    "§\"127.0.0.1:0\"",
    "`127.0.0.1:0` cannot be part of the name of a trial",
    "letters, digits, `_`, `.` and `-`; a map with a `name` can hold any value"
)]
#[case::comma(
    "§\"a,b\"",
    "`a,b` cannot be part of the name of a trial",
    "letters, digits, `_`, `.` and `-`; a map with a `name` can hold any value"
)]
#[case::slash(
    "§a/b",
    "`a/b` cannot be part of the name of a trial",
    "letters, digits, `_`, `.` and `-`; a map with a `name` can hold any value"
)]
#[case::empty(
    "§\"\"",
    "`` cannot be part of the name of a trial",
    "letters, digits, `_`, `.` and `-`; a map with a `name` can hold any value"
)]
#[case::name_with_a_blank(
    "{name: §\"a b\"}",
    "`a b` cannot be part of the name of a trial",
    "letters, digits, `_`, `.` and `-`; a map with a `name` can hold any value"
)]
fn values_of_a_matrix(#[case] value: &str, #[case] message: &str, #[case] hint: &str) {
    assert_matrix_refused(&format!("matrix: {{v: [good, {value}]}}"), "AF_INET", message, hint);
}

#[rstest]
#[case::without_a_matrix("except: §[{v: x}]", "`except` without a `matrix` to drop combinations from", "")]
#[case::map("matrix: {v: [x, y]}\n  except: §{v: x}", "`except` must be a list, not a map", "")]
#[case::text("matrix: {v: [x, y]}\n  except: [§x]", "an item of `except` must be a map, not text", "")]
#[case::of_no_combination("matrix: {v: [x, y]}\n  except: [§{v: z}]", "no combination of the matrix matches this", "")]
#[case::of_an_unknown_variable(
    "matrix: {v: [x, y]}\n  except: [§{w: x}]",
    "no combination of the matrix matches this",
    ""
)]
#[case::same_twice("matrix: {v: [x, y]}\n  except: [{v: x}, §{v: x}]", "no combination of the matrix matches this", "")]
#[case::of_every_combination("matrix: §{v: [x, y]}\n  except: [{v: x}, {v: y}]", "the matrix has no combinations", "")]
#[case::value_a_list(
    "matrix: {v: [x, y], w: [z]}\n  except: [{v: x, w: [§[z]]}]",
    "an item of `w` must be a value of the matrix, or its name, not a list",
    ""
)]
fn exceptions(#[case] matrix: &str, #[case] message: &str, #[case] hint: &str) {
    assert_matrix_refused(matrix, "AF_INET", message, hint);
}

#[rstest]
#[case::misspelt("matrix: {family: [AF_INET]}", "§$famly", "unknown reference `$famly`", "did you mean `$family`?")]
#[case::without_a_matrix("about: A", "§$family", "unknown reference `$family`", "")]
#[case::entry_of_a_text("matrix: {family: [AF_INET]}", "§$family.number", "`$family` is text and has no `number`", "")]
#[case::unknown_entry(
    "matrix: {ip: [{name: v4, family: AF_INET}]}",
    "§$ip.famly",
    "unknown entry of `$ip` `famly`",
    "did you mean `family`?"
)]
#[case::name_is_not_an_entry(
    "matrix: {ip: [{name: v4, family: AF_INET}]}",
    "§$ip.name",
    "unknown entry of `$ip` `name`",
    "there is `family`"
)]
#[case::missing_in_a_row(
    "matrix: [{family: AF_INET}, {fam: AF_INET6}]",
    "§$family",
    "unknown reference `$family`",
    "there is `$fam`"
)]
fn references(#[case] matrix: &str, #[case] family: &str, #[case] message: &str, #[case] hint: &str) {
    assert_matrix_refused(matrix, family, message, hint);
}

#[rstest]
#[case::text("matrix: §AF_INET", "`matrix` must be a map of lists or a list of rows, not text")]
#[case::value_of_an_exception(
    "matrix: {v: [x, y]}\n  except: [{v: [§[x]]}]",
    "an item of `v` must be a value of the matrix, or its name, not a list"
)]
fn one_mistake_is_reported_once(#[case] matrix: &str, #[case] message: &str) {
    assert_matrix_refused(matrix, "AF_INET", message, "");
}

#[test]
fn matrix_without_variables() {
    assert_matrix_refused("matrix: §{}", "AF_INET", "the matrix has no combinations", "");
}
