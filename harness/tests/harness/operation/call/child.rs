//! What is refused of child processes.

use rstest::rstest;

use crate::support::assert_steps_refused;

/// Steps that start a child process, which has one of two sockets and has accepted another.
const BEGUN: &str = "\
- socket: s
- socket: other
- start_child: {as: child, with: [s]}
- in_child: {child: child, step: {accept: {socket: s, as: peer}}}
";

#[rstest]
#[case::unknown_child("- in_child: {child: §chid, step: {type: s}}", "unknown child process `chid`", "")]
#[case::socket_as_a_child("- end_child: §s", "`s` must be a child process, not a socket", "")]
#[case::child_as_a_socket("- type: §child", "`child` must be a socket, not a child process", "")]
#[case::closed_like_a_socket("- close: §child", "`child` is a child process", "write `end_child: child`")]
#[case::name_in_use("- start_child: {as: §child, with: [s]}", "there is already a child process `child`", "")]
#[case::ended("- end_child: child\n- in_child: {child: §child, step: {type: s}}", "`child` has ended", "")]
#[case::socket_it_was_not_given(
    "- in_child: {child: child, step: {type: §other}}",
    "`other` is not known to the child process `child`",
    "name it under `with` where `child` is started"
)]
#[case::socket_of_the_child(
    "- recv: §peer",
    "`peer` is a socket of the child process `child`",
    "use it there, by `in_child: {child: child, step: …}`"
)]
#[case::what_it_cannot_do("- in_child: {child: child, step: {§close: s}}", "a child process cannot do `close`", "")]
#[case::child_of_a_child(
    "- in_child: {child: child, step: {§start_child: {as: grandchild, with: [s]}}}",
    "a child process cannot do `start_child`",
    ""
)]
#[case::file("- in_child: {child: child, step: {§unlink: $scratch/a}}", "a child process cannot do `unlink`", "")]
#[case::umask_of_all_trials(
    "- umask: §rwxrwxrwx",
    "only a child process may set its umask",
    "other trials share this one: write `in_child: {child: …, step: {umask: …}}`"
)]
#[case::working_folder_of_all_trials(
    "- chdir: §$scratch/a",
    "only a child process may change its working folder",
    "other trials share this one: write `in_child: {child: …, step: {chdir: …}}`"
)]
#[case::working_folder_outside(
    "- in_child: {child: child, step: {chdir: §/tmp}}",
    "`/tmp` lies outside the case's own folder",
    ""
)]
#[case::relative_path_of_all_trials(
    "- bind: {socket: s, address: §{path: ./a}}",
    "`./a` begins in the working folder, which this process shares with other trials",
    "begin it with `$scratch/`, or use it in a child process after `chdir`"
)]
#[case::relative_path_that_leads_out(
    "- in_child: {child: child, step: {bind: {socket: s, address: {path: §./a/../b}}}}",
    "`./a/../b` lies outside the case's own folder",
    ""
)]
#[case::start("- start: {as: call, step: {§end_child: child}}\n- finish: call", "`end_child` cannot be started", "")]
fn step_that_is_refused(#[case] step: &str, #[case] message: &str, #[case] hint: &str) {
    assert_steps_refused(&format!("{BEGUN}{step}"), message, hint);
}
