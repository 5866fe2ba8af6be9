//! What is refused in the names of a pair of sockets.

use rstest::rstest;

use crate::support::assert_steps_refused;

#[rstest]
#[case::one_name("§[a]", "`as` must be two names, not 1", "")]
#[case::three_names("§[a, b, c]", "`as` must be two names, not 3", "")]
#[case::text("§a", "`as` must be a list, not text", "")]
#[case::same_name("[a, §a]", "there is already a socket `a`", "use another name, or close the first")]
fn names_of_a_pair(#[case] names: &str, #[case] message: &str, #[case] hint: &str) {
    let step = format!("- socketpair: {{family: AF_UNIX, type: SOCK_STREAM, as: {names}}}");
    assert_steps_refused(&step, message, hint);
}
