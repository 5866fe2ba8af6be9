//! `sockshape show`: a trial with its case and the transcripts of all platforms, and how a trial is found.

use std::fs;

use rstest::rstest;

use crate::support::project::{BOUND, CHOSEN, PEER, Project, on_linux};

/// Two recordings that differ in one trial.
fn project() -> Project {
    Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "EINVAL")])
}

#[rstest]
#[case::whole_name("names::bound::peer_is_missing")]
#[case::part("peer_is")]
#[case::end("peer_is_missing")]
fn trial_is_shown_with_its_case_and_transcripts(#[case] name: &str) {
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

                                   linux     gvisor  macos, windows, freebsd
                                                     claimed, not run
  1  socket s AF_INET SOCK_STREAM  ok        ok      ok (assumed)
> 2  getpeername s                 ENOTCONN  EINVAL  ENOTCONN (assumed)

claimed, not run:
  2  getpeername  ENOTCONN (assumed): macos, windows, freebsd
                  cases/names/bound.yaml:18
";
    ran.exits_with(0);
    assert_eq!(ran.printed, expected);
}

#[test]
fn several_trials_are_shown_one_after_the_other() {
    let ran = project().sockshape(&["show", "peer_is_missing", "closes"]);
    ran.exits_with(0);
    ran.prints("names::bound::peer_is_missing\n  Cases that agree\n");
    ran.prints("cases/names/bound.yaml:18\n\nother::closed::closes\n");
}

#[test]
fn markdown_has_the_steps_that_differ() {
    let platforms = "--platform=linux,gvisor,macos";
    let ran = project().sockshape(&["show", platforms, "--format", "markdown", "peer_is_missing", "closes"]);
    let expected = "\
| Trial | Call | linux | gvisor | macos (claimed, not run) |
|---|---|---|---|---|
| `names::bound::peer_is_missing` | `getpeername s` | `ENOTCONN` | `EINVAL` | `ENOTCONN` (assumed) |
| `other::closed::closes` | | the same | the same | the same (assumed) |
";
    assert_eq!((ran.status, ran.printed.as_str()), (Some(0), expected));
}

#[test]
fn markdown_says_why_a_platform_has_no_transcript() {
    let ran = Project::recorded("skipped").sockshape(&["show", "--format", "markdown", "of_another_host"]);
    ran.prints("| skipped: needs network: sending to other hosts needs SOCKSHAPE\\_NETWORK=1 |");
}

#[test]
fn narrow_output_has_the_outcomes_below_the_call() {
    let ran = project().sockshape_with(&["show", "peer_is_missing"], &[("COLUMNS", "40")]);
    let expected = "
  1  socket s AF_INET SOCK_STREAM -> ok
> 2  getpeername s
     linux   ENOTCONN
     gvisor  EINVAL
     macos, windows, freebsd (claimed,
     not run)
             ENOTCONN (assumed)
";
    ran.prints(expected);
    let longest = ran.printed.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(40), "{}", ran.printed);
}

#[test]
fn platforms_with_equal_transcripts_share_a_column() {
    let ran = project().sockshape(&["show", "closes"]);
    ran.prints("linux, gvisor  macos, windows, freebsd\n");
    ran.prints("\n  2  close s                       ok             ok (assumed)\n");
}

#[test]
fn posix_and_deviations_of_the_case_are_shown() {
    let project = Project::of("deviates");
    project.edit(
        "cases/names/known.yaml",
        "  - name: still_fails\n",
        "  - name: still_fails\n    about: What fails.\n    posix: required\n",
    );
    let ran = project.sockshape(&["show", "still_fails"]);
    ran.exits_with(0);
    ran.prints("\n  What fails.\n  POSIX: required.\n")
        .prints("\n  linux deviates: it chooses a port; a page of its own\n");
}

#[test]
fn platforms_without_a_record_are_shown_with_the_reason() {
    let ran = Project::recorded("skipped").sockshape(&["show", "of_another_host"]);
    ran.exits_with(0);
    ran.prints("\nlinux: skipped, needs network: ");
}

#[test]
fn variants_of_a_case_that_come_out_the_same_are_one() {
    let ran = project().sockshape(&["show", "port_is_chosen"]);
    let expected = "\
names::bound::port_is_chosen
  Cases that agree
  posix: bind()

cases/names/bound.yaml:9
  - socket: {as: s, family: AF_INET, type: $type}
  - bind: {socket: s, address: \"loopback:0\"}
  - getsockname: s
    expect: \"loopback:ephemeral\"

@SOCK_STREAM and 1 more
  Needs ipv4.

";
    ran.exits_with(0);
    assert!(ran.printed.starts_with(expected), "{}", ran.printed);
    assert!(!ran.printed.contains("SOCK_DGRAM"), "{}", ran.printed);
}

#[test]
fn variants_of_a_case_that_disagree_are_apart() {
    let edits = [(CHOSEN, "127.0.0.1:<port-1> (16", "0.0.0.0:0 (16")];
    let ran = Project::recorded_twice("agrees", &edits).sockshape(&["show", "port_is_chosen"]);
    ran.prints("\n@SOCK_STREAM\n").prints("\n> 3  getsockname s").prints("\n@SOCK_DGRAM\n");
    let markdown = ["show", "port_is_chosen", "--format", "markdown", "--platform", "linux,gvisor"];
    let ran = Project::recorded_twice("agrees", &edits).sockshape(&markdown);
    ran.prints("| `names::bound::port_is_chosen@SOCK_STREAM` | `getsockname s` | ");
    ran.prints("| `names::bound::port_is_chosen@SOCK_DGRAM` | | the same | the same |\n");
}

/// Says of gVisor that it cannot run a variant of the case, for want of this.
fn gvisor_lacks(project: &Project, variant: &str, what: &str) {
    let file = project.path(&format!("snapshots/gvisor/names/bound/port_is_chosen@{variant}.snap"));
    let text = fs::read_to_string(&file).expect("a snapshot");
    let head = &text[..text.find("socket s").expect("a first line")];
    fs::write(&file, format!("{head}not on this platform: {what}\n")).expect("a snapshot to write");
}

/// What a platform lacks for a variant is not what it answers.
#[test]
fn variants_that_cannot_be_run_for_two_reasons_are_one() {
    let project = Project::recorded_twice("agrees", &[]);
    gvisor_lacks(&project, "SOCK_STREAM", "streams");
    gvisor_lacks(&project, "SOCK_DGRAM", "datagrams");
    let ran = project.sockshape(&["show", "port_is_chosen"]);
    ran.prints("\n@SOCK_STREAM and 1 more\n").prints("\ngvisor: not on this platform: streams; datagrams\n");
    let markdown = project.sockshape(&["show", "port_is_chosen", "--format", "markdown"]);
    markdown.prints(" | streams; datagrams | ");
}

/// That a platform has no result of one variant is nothing that it answered, and is said.
#[test]
fn variant_without_a_result_is_like_one_that_has_it() {
    let project = Project::recorded_twice("agrees", &[]);
    gvisor_lacks(&project, "SOCK_STREAM", "streams");
    // The first variant has no result, so that it cannot stand for the other.
    project.sockshape(&["show", "port_is_chosen"]).prints("\n@SOCK_STREAM\n").prints("\n@SOCK_DGRAM\n");
    project.edit(BOUND, "type: [SOCK_STREAM, SOCK_DGRAM]", "type: [SOCK_DGRAM, SOCK_STREAM]");
    let ran = project.sockshape(&["show", "port_is_chosen"]);
    ran.prints("\n@SOCK_DGRAM and 1 more\n").prints("\ngvisor: no result of 1 of these 2: streams\n");
    let markdown = project.sockshape(&["show", "port_is_chosen", "--format", "markdown"]);
    markdown.prints(" | the same (no result of 1 of 2) | ");
}

/// A claim that a recording contradicts tells variants apart, as what was recorded does.
#[test]
fn variants_that_differ_from_a_claim_are_apart() {
    let project = Project::recorded_twice("agrees", &[]);
    let matrix =
        "matrix: {type: [{name: S, is: SOCK_STREAM, mac: {error: EINVAL}}, {name: D, is: SOCK_DGRAM, mac: ok}]}";
    project.edit(BOUND, "matrix: {type: [SOCK_STREAM, SOCK_DGRAM]}", matrix);
    project.edit(BOUND, "type: $type", "type: $type.is");
    let claim = "expect: \"loopback:ephemeral\"\n        expect_on: {macos: $type.mac}";
    project.edit(BOUND, "expect: \"loopback:ephemeral\"", claim);
    for (old, new) in [("SOCK_STREAM", "S"), ("SOCK_DGRAM", "D")] {
        for platform in ["linux", "gvisor"] {
            let path =
                |variant| project.path(&format!("snapshots/{platform}/names/bound/port_is_chosen@{variant}.snap"));
            fs::rename(path(old), path(new)).expect("a snapshot to rename");
        }
    }
    let ran = project.sockshape(&["show", "port_is_chosen"]);
    ran.prints("\n@S\n").prints("\n@D\n");
    project.sockshape(&["show", "port_is_chosen", "--platform", "linux,gvisor"]).prints("\n@S and 1 more\n");
}

/// The name of one trial is the beginning of the other one.
#[test]
fn match_at_the_end_of_a_name_comes_first() {
    let project = Project::of("agrees");
    project.edit(BOUND, "name: peer_is_missing", "name: port_is_chosen_not");
    project.edit(BOUND, "    matrix: {type: [SOCK_STREAM, SOCK_DGRAM]}\n", "");
    project.edit(BOUND, "type: $type", "type: SOCK_STREAM");
    let ran = project.sockshape(&["show", "port_is_chosen"]);
    ran.exits_with(0);
    assert!(ran.printed.starts_with("names::bound::port_is_chosen\n"), "{}", ran.printed);
}

#[test]
fn ambiguous_name_is_refused_with_a_list() {
    let ran = project().sockshape(&["show", "bound"]);
    ran.is_refused(2);
    let expected = "\
error: 2 cases have `bound` in the names of their trials; which one?
  names::bound::port_is_chosen, 2 trials
  names::bound::peer_is_missing
";
    assert_eq!(ran.complained, expected);
}

#[rstest]
#[case::of_a_case("pear_is_missing", "did you mean `peer_is_missing`?")]
#[case::of_a_variant("port_is_chosen@SOCK_STREEM", "did you mean `port_is_chosen@SOCK_STREAM`?")]
#[case::of_the_whole("names::bond::peer_is_missing", "did you mean `names::bound::peer_is_missing`?")]
#[case::unlike_any("xyzzy", "sockshape list shows all names")]
fn unknown_name_is_refused_with_a_hint(#[case] name: &str, #[case] hint: &str) {
    let ran = project().sockshape(&["show", name]);
    ran.is_refused(2);
    assert_eq!(ran.complained, format!("error: no trial has `{name}` in its name; {hint}\n"));
}

/// Whoever asks for another trial has the answer, and is told that something has changed if it is of the same topic.
#[test]
fn record_that_is_no_record_is_in_the_way_of_its_own_trial_alone() {
    let project = Project::recorded("agrees");
    fs::write(project.path(&on_linux(CHOSEN)), "nothing that was recorded\n").expect("a file to write");
    let same_topic = project.sockshape_with(&["show", "peer_is_missing"], &[("COLUMNS", "200")]);
    same_topic.exits_with(0).prints("note: snapshots of linux were changed since ").prints(", in names/bound; ");
    let another = project.sockshape(&["show", "closes"]);
    assert!(!another.exits_with(0).printed.contains("note: "), "{}", another.printed);
    project.sockshape(&["show", "port_is_chosen"]).is_refused(2).complains("STREAM.snap: it has no header, ");
    project.sockshape(&["show", "peer missing"]).exits_with(0).prints("note: snapshots of linux were changed since ");
    // What is asked for may be in any record.
    project.sockshape(&["show", "is:same peer"]).is_refused(2).complains("STREAM.snap: it has no header, ");
}

/// The case has another name by now, which has the earlier one in it. Cases go before what recordings alone have.
#[test]
fn trial_that_recordings_alone_have_is_found_by_its_whole_name() {
    let project = Project::recorded("agrees");
    project.edit("cases/names/bound.yaml", "name: peer_is_missing", "name: peer_is_missing_now");
    let show = |name: &str| project.sockshape(&["show", name]);
    show("names::bound::peer_is_missing").exits_with(0).prints("names::bound::peer_is_missing\n");
    show("peer_is_missing").exits_with(0).prints("names::bound::peer_is_missing_now\n");
    project.edit("cases/names/bound.yaml", "name: peer_is_missing_now", "name: no_peer");
    show("peer_is_missing").exits_with(0).prints("names::bound::peer_is_missing\n");
}
