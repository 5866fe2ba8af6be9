//! What is refused of paths in the case's own folder, and of permissions.

use rstest::rstest;

use crate::support::assert_steps_refused;

/// The path behind the mark.
fn written(step: &str) -> &str {
    let (_, path) = step.split_once('§').expect("a mark");
    path.split([',', '}']).next().expect("a path")
}

#[rstest]
#[case::of_the_system("- unlink: §/etc/passwd")]
#[case::upwards("- rename: {from: $scratch/a, to: §$scratch/../a}")]
#[case::upwards_on_windows("- rename: {from: §$scratch\\..\\a, to: $scratch/a}")]
#[case::target_of_a_link("- symlink: {target: §/tmp, path: $scratch/a}")]
#[case::relative_target_of_a_link("- symlink: {target: §../a, path: $scratch/a}")]
#[case::second_name("- link: {from: §/etc/passwd, to: $scratch/a}")]
#[case::sibling("- mkdir: §$scratch2/a")]
fn path_outside_of_scratch(#[case] step: &str) {
    let path = written(step);
    assert_steps_refused(
        step,
        &format!("`{path}` lies outside the case's own folder"),
        "begin it with `$scratch/`, without `..`",
    );
}

#[rstest]
#[case::open_to_others("- chmod: {path: §$scratch/, permissions: rwxrwxrwx}")]
#[case::spelt_with_dots("- chmod: {path: §$scratch/.//./, permissions: rwxrwxrwx}")]
#[case::target_of_a_link("- symlink: {target: §$scratch/., path: $scratch/a}")]
#[case::renamed("- rename: {from: §$scratch/., to: $scratch/a}")]
fn folder_itself(#[case] step: &str) {
    let path = written(step);
    assert_steps_refused(
        step,
        &format!("`{path}` is the case's own folder itself"),
        "name something in it, such as `$scratch/file`",
    );
}

#[rstest]
#[case::octal("\"0755\"", "`0755`")]
#[case::number("755", "a number")]
#[case::letter_out_of_place("wrxrwxrwx", "`wrxrwxrwx`")]
#[case::too_short("rwx", "`rwx`")]
#[case::too_long("rwxrwxrwxr", "`rwxrwxrwxr`")]
#[case::set_user_id("rwsr-xr-x", "`rwsr-xr-x`")]
fn permissions(#[case] text: &str, #[case] found: &str) {
    let message = format!("`permissions` must be nine letters such as \"rwxr-x---\", not {found}");
    assert_steps_refused(&format!("- chmod: {{path: $scratch/a, permissions: §{text}}}"), &message, "");
}

#[rstest]
#[case::kind("- stat: $scratch/a\n  expect: §directory", "unknown kind of file `directory`")]
#[case::permissions(
    "- permissions: $scratch/a\n  expect: §private",
    "`expect` must be nine letters such as \"rwxr-x---\", not `private`"
)]
fn claim(#[case] step: &str, #[case] message: &str) {
    assert_steps_refused(step, message, "");
}
