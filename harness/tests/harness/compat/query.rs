//! Which trials meet what is asked for.

use rstest::rstest;

use crate::support::project::{BOUND, Project};

const STREAM: &str = "names::bound::port_is_chosen@SOCK_STREAM";
const DATAGRAM: &str = "names::bound::port_is_chosen@SOCK_DGRAM";
const PEER: &str = "names::bound::peer_is_missing";
const CLOSES: &str = "other::closed::closes";

/// The peer of a new socket is claimed to be missing in another way on Windows, with a source, and gVisor is recorded
/// to say something else, which its case knows of.
fn project() -> Project {
    let record = "names/bound/peer_is_missing.snap";
    let project = Project::recorded_twice("agrees", &[(record, "ENOTCONN", "EPROTOTYPE")]);
    let claim = "        expect: {error: ENOTCONN}\n";
    let more = "        expect_on: {windows: {error: [ENOTSOCK, EBADF]}}\n";
    project.edit(BOUND, claim, &format!("{claim}{more}"));
    let steps = "    steps:\n      - socket: {as: s, family: AF_INET, type: SOCK_STREAM}\n      - getpeername: s";
    let known = "    about: Nobody is There\n    see: {windows: a page}\n    deviates: {gvisor: it is wrong}\n";
    project.edit(BOUND, steps, &format!("{known}{steps}"));
    project
}

fn listed(project: &Project, words: &[&str]) -> Vec<String> {
    let ran = project.sockshape(&[&["list"], words].concat());
    ran.exits_with(0);
    ran.printed.lines().map(str::to_owned).collect()
}

#[rstest]
#[case::word_of_an_about(&["nobody"], &[PEER])]
#[case::word_of_a_source(&["page"], &[PEER])]
#[case::word_of_a_topic(&["another", "group"], &[CLOSES])]
#[case::address_by_another_name(&["127.0.0.1"], &[STREAM, DATAGRAM])]
#[case::error_by_the_name_of_winsock(&["WSAENOTCONN"], &[PEER])]
#[case::words_of_one_argument(&["peer getpeername"], &[PEER])]
#[case::name_first(&["s"], &[STREAM, DATAGRAM, PEER, CLOSES])]
#[case::name_with_colons(&["bound::port"], &[STREAM, DATAGRAM])]
#[case::one_of_two(&["call:close|dgram", "close|datagram|bound"], &[DATAGRAM, CLOSES])]
#[case::call(&["call:getsockname"], &[STREAM, DATAGRAM])]
#[case::error_that_is_claimed(&["error:ENOTCONN"], &[PEER])]
#[case::error_that_is_recorded(&["error:EPROTOTYPE"], &[PEER])]
#[case::one_of_two_errors(&["error:WSAENOTSOCK"], &[PEER])]
#[case::family(&["family:AF_INET", "call:close"], &[CLOSES])]
#[case::recorded_answer(&["linux:enotconn"], &[PEER])]
#[case::claimed_answer(&["windows:EBADF"], &[PEER])]
#[case::different(&["is:different"], &[PEER])]
#[case::same(&["is:same"], &[STREAM, DATAGRAM, CLOSES])]
#[case::known_fault(&["is:known-fault"], &[PEER])]
#[case::run(&["grade:run", "platform:gvisor", "DGRAM"], &[DATAGRAM])]
#[case::sourced(&["grade:sourced"], &[PEER])]
#[case::assumed(&["grade:assumed", "call:getsockname", "stream"], &[STREAM])]
#[case::error_of_two_names(&["windows:WSAENOTSOCK"], &[PEER])]
#[case::answer_that_is_no_error(&["linux:0.0.0.0|127.0.0"], &[STREAM, DATAGRAM])]
#[case::claimed_platform(&["platform:windows", "call:close"], &[CLOSES])]
fn all_have_to_be_met(#[case] words: &[&str], #[case] names: &[&str]) {
    assert_eq!(listed(&project(), words), names);
}

/// A runtime that gives no lengths does not answer otherwise.
#[test]
fn what_was_not_seen_is_no_difference() {
    let record = "names/bound/port_is_chosen@SOCK_STREAM.snap";
    let project = Project::recorded_twice("agrees", &[(record, "(16 bytes)", "(? bytes)")]);
    let all = [STREAM, DATAGRAM, PEER, CLOSES];
    assert_eq!(listed(&project, &["is:same"]), all);
    project.sockshape(&["list", "is:different"]).is_refused(2).complains("no trial has `is:different`");
}

/// What is in a name or in what a case is about comes before what is elsewhere.
#[test]
fn names_come_first() {
    let project = project();
    project.edit("cases/other/closed.yaml", "A case of another group", "Getsockname is elsewhere");
    assert_eq!(listed(&project, &["getsockname"]), [CLOSES, STREAM, DATAGRAM]);
}

#[rstest]
#[case::key("cal:bind", "unknown term `cal`; did you mean `call`?")]
#[case::operation("call:bnd", "unknown operation `bnd`; did you mean `bind`?")]
#[case::error("error:EINVALL", "unknown error `EINVALL`; did you mean `EINVAL`?")]
#[case::family("family:AF_INETT", "unknown family `AF_INETT`; did you mean `AF_INET`?")]
#[case::platform("platform:win32", "unknown platform `win32`; did you mean `windows`?")]
#[case::quality("is:differing", "unknown quality `differing`; did you mean `different`?")]
#[case::grade("grade:ran", "unknown grade `ran`; did you mean `run`?")]
#[case::platform_as_a_key("windws:EINVAL", "unknown term `windws`; did you mean `windows`?")]
#[case::family_as_a_key(
    "bsd:EINVAL",
    "`bsd` is a family of platforms; ask for one of them, such as linux:EINVAL or freebsd:EINVAL"
)]
#[case::nothing_of_a_platform(
    "linux:",
    "nothing stands behind `linux:`; write what a step ends with there, such as linux:EINVAL"
)]
#[case::error_of_windows_alone(
    "error:WSAHOST_NOT_FOUND",
    "no trial has `error:WSAHOST_NOT_FOUND`; sockshape list --help says what each term looks for"
)]
#[case::nothing("|", "nothing is asked for by `|`; write words around it")]
#[case::whole_error(
    "gvisor:EPROTO",
    "no trial has `gvisor:EPROTO`; sockshape list --help says what each term looks for"
)]
#[case::word("getpername", "no trial has `getpername`; did you mean `getpeername`?")]
#[case::one_of_two("call:bind getpername", "no trial has `getpername`; did you mean `getpeername`?")]
#[case::not_together(
    "call:bind call:close",
    "no trial has all of that; leave something out: `call:bind` has 2, `call:close` has 1"
)]
fn what_cannot_be_met_is_explained(#[case] words: &str, #[case] message: &str) {
    let ran = project().sockshape(&["list", words]);
    ran.is_refused(2);
    assert_eq!(ran.complained, format!("error: {message}\n"));
}
