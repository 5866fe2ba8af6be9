//! `sockshape show`: one trial with its case and the transcripts of all platforms, and how it is found.

use rstest::rstest;

use super::project::Project;

const PEER: &str = "names/bound/peer_is_missing.snap";

fn project() -> Project {
    Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "EINVAL")])
}

#[rstest]
#[case::whole_name("names::bound::peer_is_missing")]
#[case::part("peer_is")]
#[case::end("peer_is_missing")]
fn trial_is_shown_with_its_case_and_all_transcripts(#[case] name: &str) {
    let ran = project().sockshape(&["show", name]);
    let expected = "\
names::bound::peer_is_missing
  Cases that agree
  Needs ipv4.
  posix: bind()

cases/names/bound.yaml:16
  - socket: {as: s, family: AF_INET, type: SOCK_STREAM}
  - getpeername: s
    expect: {error: ENOTCONN}

                                   linux     gvisor
  1  socket s AF_INET SOCK_STREAM  ok        ok
> 2  getpeername s                 ENOTCONN  EINVAL
";
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    assert_eq!(ran.printed, expected);
}

#[test]
fn several_trials_are_shown_one_after_the_other() {
    let ran = project().sockshape(&["show", "peer_is_missing", "closes"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    ran.prints("names::bound::peer_is_missing\n  Cases that agree\n");
    ran.prints("EINVAL\n\nother::closed::closes\n");
}

#[test]
fn markdown_is_a_table_of_the_steps_that_differ() {
    let ran = project().sockshape(&["show", "--format", "markdown", "peer_is_missing", "closes"]);
    let expected = "\
| Trial | Call | linux | gvisor |
|---|---|---|---|
| `names::bound::peer_is_missing` | `getpeername s` | `ENOTCONN` | `EINVAL` |
| `other::closed::closes` | | the same | the same |
";
    assert_eq!((ran.status, ran.printed.as_str()), (Some(0), expected));
}

#[test]
fn markdown_says_why_a_platform_answers_nothing() {
    let ran = Project::recorded("skipped").sockshape(&["show", "--format", "markdown", "of_another_host"]);
    ran.prints("| skipped: needs network: sending to other hosts needs SOCKSHAPE\\_NETWORK=1 |");
}

#[test]
fn narrow_terminal_has_the_transcripts_below_each_other() {
    let ran = project().sockshape_with(&["show", "peer_is_missing"], &[("COLUMNS", "40")]);
    let expected = "
  1  socket s AF_INET SOCK_STREAM -> ok
> 2  getpeername s
     linux   ENOTCONN
     gvisor  EINVAL
";
    ran.prints(expected);
}

#[test]
fn platforms_that_say_the_same_share_a_column() {
    let ran = project().sockshape(&["show", "closes"]);
    ran.prints("linux, gvisor\n").prints("\n  2  close s                       ok\n");
}

#[test]
fn what_the_case_says_of_posix_and_platforms_is_shown() {
    let project = Project::of("deviates");
    project.edit(
        "cases/names/known.yaml",
        "  - name: still_fails\n",
        "  - name: still_fails\n    about: What fails.\n    posix: required\n",
    );
    let ran = project.sockshape(&["show", "still_fails"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    ran.prints("\n  What fails.\n  POSIX: required.\n")
        .prints("\n  linux deviates: it chooses a port; a page of its own\n");
}

#[test]
fn platforms_without_a_record_are_told_with_the_reason() {
    let ran = Project::recorded("skipped").sockshape(&["show", "of_another_host"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    ran.prints("\nlinux: skipped, needs network: ");
}

/// The name of the one begins that of the other.
#[test]
fn end_of_a_name_counts_before_a_part_of_one() {
    let project = Project::of("agrees");
    project.edit("cases/names/bound.yaml", "name: peer_is_missing", "name: port_is_chosen_not");
    project.edit("cases/names/bound.yaml", "    matrix: {type: [SOCK_STREAM, SOCK_DGRAM]}\n", "");
    project.edit("cases/names/bound.yaml", "type: $type", "type: SOCK_STREAM");
    let ran = project.sockshape(&["show", "port_is_chosen"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    assert!(ran.printed.starts_with("names::bound::port_is_chosen\n"), "{}", ran.printed);
}

#[test]
fn several_trials_are_listed() {
    let ran = project().sockshape(&["show", "port_is_chosen"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    let expected = "\
error: 2 trials have `port_is_chosen` in their name; which of them?
  names::bound::port_is_chosen@SOCK_STREAM
  names::bound::port_is_chosen@SOCK_DGRAM
";
    assert_eq!(ran.complained, expected);
}

#[rstest]
#[case::of_a_case("pear_is_missing", "did you mean `peer_is_missing`?")]
#[case::of_a_variant("port_is_chosen@SOCK_STREEM", "did you mean `port_is_chosen@SOCK_STREAM`?")]
#[case::of_the_whole("names::bond::peer_is_missing", "did you mean `names::bound::peer_is_missing`?")]
#[case::of_nothing("xyzzy", "sockshape list names them all")]
fn name_that_no_trial_has(#[case] name: &str, #[case] hint: &str) {
    let ran = project().sockshape(&["show", name]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    assert_eq!(ran.complained, format!("error: no trial has `{name}` in its name; {hint}\n"));
}
