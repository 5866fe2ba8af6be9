//! `sockshape table`: its forms, filters and mistakes.

use rstest::rstest;

use crate::support::project::{PEER, Project};

/// Two recordings that differ in one trial.
fn project() -> Project {
    Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "EINVAL")])
}

#[test]
fn cells_have_answers_trials_and_reasons() {
    let ran = project().sockshape(&["table", "names", "AF_INET", "SOCK_STREAM|SOCK_DGRAM", "new|listening"]);
    let expected = "\
AF_INET SOCK_STREAM
  new
    getpeername  ENOTCONN  linux
                 EINVAL    gvisor
                 ENOTCONN  macos, windows, freebsd (claimed, not run, assumed)
                 names::bound::peer_is_missing
    not asked: getsockname
  listening
    not asked: getsockname; getpeername

AF_INET SOCK_DGRAM
  new
    not asked: getsockname; getpeername
  listening, cannot be: a datagram socket does not listen
";
    assert_eq!((ran.status, ran.printed.split("\nAF_INET6").next()), (Some(0), Some(expected)));
    ran.prints("1 cells asked, ");
}

#[test]
fn markdown_has_the_same() {
    let ran = project().sockshape(&["table", "names", "gvisor:EINVAL", "--format", "markdown"]);
    let expected = "\
# What getsockname and getpeername answer

1 cells asked, 0 not asked, 0 impossible.

## AF\\_INET SOCK\\_STREAM

| | | |
|---|---|---|
| new | getpeername | `ENOTCONN` linux<br>`EINVAL` gvisor<br>`ENOTCONN` macos, windows, freebsd \
(claimed, not run, assumed)<br>`names::bound::peer_is_missing` |
";
    assert_eq!((ran.status, ran.printed.as_str()), (Some(0), expected));
}

#[test]
fn platforms_are_those_that_are_asked_for() {
    let ran = project().sockshape(&["table", "names", "call:getpeername", "--platform", "gvisor,openbsd"]);
    ran.exits_with(0);
    ran.prints("    getpeername  EINVAL    gvisor\n                 ENOTCONN  openbsd (claimed, not run, assumed)\n");
    assert!(!ran.printed.contains("linux"), "{}", ran.printed);
}

/// A cell of what the trial asks, or none.
#[rstest]
#[case::words("stream NEW", true)]
#[case::words_of_other_cells("SOCK_STREAM listening", false)]
#[case::phrase("\"SOCK_STREAM new\"", true)]
#[case::phrase_in_another_order("\"new SOCK_STREAM\"", false)]
#[case::call("call:getpeername", true)]
#[case::other_call("call:getsockname", false)]
#[case::recorded("gvisor:EINVAL", true)]
#[case::of_another("linux:EINVAL", false)]
#[case::claimed("windows:WSAENOTCONN", true)]
#[case::text("gvisor:einv", true)]
#[case::error("error:EINVAL", true)]
#[case::error_of_nobody("error:EBADF", false)]
#[case::family("family:AF_INET", true)]
#[case::other_family("family:AF_UNIX", false)]
#[case::platform("platform:macos", true)]
#[case::unknown_there("platform:illumos", false)]
#[case::quality("is:different", true)]
#[case::other_quality("is:same", false)]
#[case::lacking("is:lacking", false)]
#[case::fault("is:known-fault", false)]
#[case::run("grade:run", true)]
#[case::assumed("grade:assumed", true)]
#[case::sourced("grade:sourced", false)]
fn cells_are_asked_for_as_trials_are(#[case] words: &str, #[case] is_met: bool) {
    let ran = project().sockshape(&["table", "names", words, "--format", "json"]);
    let peer = "\"trial\": \"names::bound::peer_is_missing\"";
    assert_eq!(ran.printed.contains(peer), is_met, "{}{}", ran.printed, ran.complained);
}

#[rstest]
#[case::word(&["refusd"], "no cell has `refusd`; did you mean `refused`?")]
#[case::nowhere(&["nowhere"], "no cell has `nowhere`; words are looked for in the labels of cells")]
#[case::together(&["listening", "grade:run"], "no cell has all of that; leave something out: ")]
#[case::term(&["is:diferent"], "unknown quality `diferent`; did you mean `different`?")]
#[case::platform(&["--platform", "linus"], "unknown platform `linus`")]
fn mistakes_are_explained(#[case] arguments: &[&str], #[case] message: &str) {
    let ran = project().sockshape(&[&["table", "names"], arguments].concat());
    ran.is_refused(2).complains(message);
}
