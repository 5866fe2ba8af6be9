//! Variables and saved values that no step uses.

use rstest::rstest;

use crate::support::{STREAM, assert_refused, assert_steps_refused, file_of_cases, file_of_steps, read};

#[rstest]
#[case::alone("{§n: [1, 2]}", "")]
#[case::beside_others("{family: [AF_INET], §n: [1, 2]}", ", family: $family")]
#[case::row("[{family: AF_INET, §n: x}, {family: AF_INET6, n: y}]", ", family: $family")]
fn variable_that_no_step_uses(#[case] matrix: &str, #[case] family: &str) {
    let case = format!("- name: a\n  matrix: {matrix}\n  steps:\n    - socket: {{as: s{family}}}\n");
    assert_refused(&file_of_cases(&case), "no step uses `$n`", "write `$n` in a step, or remove it from the matrix");
}

#[rstest]
#[case::never("- getsockname: s\n  save: §name")]
#[case::only_before("- getsockname: s\n  save: §name\n- getsockname: s\n  expect: $name_of_another")]
fn saved_value_that_no_step_uses(#[case] steps: &str) {
    let steps = format!(
        "{STREAM}- getsockname: s\n  save: name_of_another\n- getsockname: s\n  expect: $name_of_another\n{steps}"
    );
    assert_steps_refused(&steps, "no step uses `$name`", "write `$name` in a later step, or remove `save`");
}

#[rstest]
#[case::port("- connect: {socket: s, address: \"loopback:$name.port\"}\n  expect: any")]
#[case::claim_on_a_platform("- getsockname: s\n  expect_on: {macos: $name}")]
#[case::list("- getsockname: s\n  expect: [$name, none]")]
fn use_of_a_saved_value_is_seen(#[case] step: &str) {
    let steps = format!("{STREAM}- getsockname: s\n  save: name\n{step}");
    assert!(read(&file_of_steps(&steps)).is_ok());
}
