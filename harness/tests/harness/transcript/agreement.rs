//! Lines of programs that see different parts of an answer.

use rstest::rstest;

use super::line;

#[rstest]
#[case::same("ok", "ok", true)]
#[case::length("AF_INET 127.0.0.1:0 (? bytes)", "AF_INET 127.0.0.1:0 (16 bytes)", true)]
#[case::length_and_more("AF_UNIX <scratch>/a, (b) (? bytes)", "AF_UNIX <scratch>/a, (b) (14 bytes, written 3)", true)]
#[case::other_name("AF_INET 127.0.0.1:0 (? bytes)", "AF_INET 0.0.0.0:0 (16 bytes)", false)]
#[case::no_length("AF_INET 127.0.0.1:0 (? bytes)", "AF_INET 127.0.0.1:0", false)]
#[case::other_length("AF_UNIX a (3 bytes)", "AF_UNIX a (4 bytes)", false)]
#[case::data_like_a_length(r#""a (? bytes)""#, r#""a (16 bytes)""#, false)]
#[case::value(r#""x", flags <unseen>"#, r#""x", flags MSG_TRUNC"#, true)]
#[case::another_value(r#""x", flags <unseen>"#, r#""y", flags MSG_TRUNC"#, false)]
#[case::value_of_another_name(r#""x", flags <unseen>"#, r#""x", address none"#, false)]
#[case::different_parts(
    r#""x", address AF_INET 1.2.3.4:5 (16 bytes), flags <unseen>"#,
    r#""x", address AF_INET 1.2.3.4:5 (? bytes), flags none"#,
    true
)]
#[case::fewer_values(r#""x", flags <unseen>, address none"#, r#""x", flags none"#, false)]
#[case::value_that_may_not_be_there("{address none, flags <unseen>}", "{address none}", true)]
#[case::value_that_was_seen_alone("{address none, flags <unseen>}", "{address none, canonical_name \"a\"}", false)]
#[case::only_value("<unseen>", "5", true)]
#[case::error_is_no_value("<unseen>", "EINVAL", false)]
#[case::deadline_is_no_value("<unseen>", "timed-out", false)]
#[case::records(
    "2 records\n  {address AF_INET 1.2.3.4:5 (? bytes)}\n  {address AF_INET6 [::1]:5 (? bytes)}",
    "2 records\n  {address AF_INET 1.2.3.4:5 (16 bytes)}\n  {address AF_INET6 [::1]:5 (28 bytes)}",
    true
)]
#[case::fewer_records("{address AF_INET 1.2.3.4:5 (? bytes)}", "nothing", false)]
fn what_is_not_seen_may_be_anything(#[case] one: &str, #[case] other: &str, #[case] agree: bool) {
    let [one, other] = [one, other].map(|outcome| line("getsockname s", outcome));
    assert_eq!((one.agrees(&other), other.agrees(&one)), (agree, agree));
}

#[test]
fn what_is_not_seen_makes_no_other_call_the_same() {
    assert!(!line("getsockname s", "<unseen>").agrees(&line("getpeername s", "5")));
}
