//! `sockshape table`: its forms, filters and mistakes.

use rstest::rstest;

use crate::support::project::{PEER, Project};

/// Two recordings that differ in one trial.
fn project() -> Project {
    Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "EINVAL")])
}

#[test]
fn cells_have_answers_trials_and_reasons() {
    let rows = ["AF_INET SOCK_STREAM new", "AF_INET SOCK_DGRAM listening", "AF_INET SOCK_DGRAM reset"];
    let ran = project().sockshape(&[&["table", "names"], &rows[..]].concat());
    let expected = "\
AF_INET SOCK_STREAM
  new
    getsockname  not asked
    getpeername  ENOTCONN  linux
                 EINVAL    gvisor
                 names::bound::peer_is_missing

AF_INET SOCK_DGRAM
  listening, cannot be: a datagram socket does not listen
  reset, cannot be: a datagram socket has no connection to be reset

1 cells asked, 1 not asked, 4 impossible
";
    assert_eq!((ran.status, ran.printed.as_str()), (Some(0), expected));
}

#[test]
fn markdown_has_the_same() {
    let ran = project().sockshape(&["table", "names", "AF_INET SOCK_STREAM new", "--format", "markdown"]);
    let expected = "\
# What getsockname and getpeername answer

1 cells asked, 1 not asked, 0 impossible.

## AF\\_INET, SOCK\\_STREAM

| State | getsockname | getpeername |
|---|---|---|
| new | not asked | `ENOTCONN` linux<br>`EINVAL` gvisor<br>`names::bound::peer_is_missing` |
";
    assert_eq!((ran.status, ran.printed.as_str()), (Some(0), expected));
}

#[test]
fn platforms_are_those_that_are_asked_for() {
    let arguments = ["table", "names", "AF_INET SOCK_STREAM new", "--platform", "gvisor"];
    let ran = project().sockshape(&arguments);
    ran.exits_with(0);
    ran.prints("    getpeername  EINVAL  gvisor\n");
    assert!(!ran.printed.contains("linux"), "{}", ran.printed);
}

#[rstest]
#[case::filter(&["nowhere"], "no row has such a text; \"path SOCK_STREAM reset\" is one")]
#[case::platform(&["--platform", "linus"], "unknown platform `linus`")]
#[case::unrecorded(&["--platform", "macos"], "macos has not been recorded; these have: linux, gvisor")]
fn mistakes_are_explained(#[case] arguments: &[&str], #[case] message: &str) {
    let ran = project().sockshape(&[&["table", "names"], arguments].concat());
    ran.is_refused(2).complains(message);
}
