//! `sockshape diff`: how it shows the differences of two recordings, in each format.

mod faults;

use std::fs;

use rstest::rstest;

use crate::support::project::{BOUND, CHOSEN, CLOSES, PEER, Project, RECORD, Ran, on_linux};

/// The second variant of the case of [`CHOSEN`].
const DATAGRAM: &str = "names/bound/port_is_chosen@SOCK_DGRAM.snap";

/// Edits of a snapshot: bind fails, so the system does not choose a port.
fn unbound(file: &str) -> [(&str, &str, &str); 2] {
    [
        (file, "bind s 127.0.0.1:0 -> ok", "bind s 127.0.0.1:0 -> EINVAL"),
        (file, "127.0.0.1:<port-1> (16", "0.0.0.0:0 (16"),
    ]
}

/// Two recordings that differ in both variants of a case.
fn different() -> Project {
    Project::recorded_twice("agrees", &[unbound(CHOSEN), unbound(DATAGRAM)].concat())
}

/// What was printed below the two lines about the recordings, which differ.
#[track_caller]
fn below_the_head(ran: &Ran) -> &str {
    ran.exits_with(1);
    let (head, below) = ran.printed.split_once("\n\n").expect("a head");
    assert!(head.starts_with("linux   recorded ") && head.contains("\ngvisor  recorded "), "{head}");
    below
}

#[test]
fn equal_recordings_exit_with_0() {
    let ran = Project::recorded_twice("agrees", &[]).sockshape(&["diff", "linux", "gvisor"]);
    ran.exits_with(0);
    ran.prints(
        "\n4 the same, 0 different; 0 only on linux, 0 only on gvisor, 0 on neither; 0 skipped, 0 not recorded\n",
    );
    assert_eq!(ran.printed.lines().count(), 4, "{}", ran.printed);
}

#[test]
fn variants_with_the_same_differences_are_shown_once() {
    let ran = different().sockshape(&["diff", "linux", "gvisor"]);
    let expected = "\
names

names::bound: Cases that agree
  posix: bind()

  port_is_chosen
    @SOCK_STREAM and 1 more
                               linux                                  gvisor
      > 2  bind s 127.0.0.1:0  ok                                     EINVAL
      | 3  getsockname s       AF_INET 127.0.0.1:<port-1> (16 bytes)  AF_INET 0.0.0.0:0 (16 bytes)

2 the same, 2 different; 0 only on linux, 0 only on gvisor, 0 on neither; 0 skipped, 0 not recorded
";
    assert_eq!(below_the_head(&ran), expected);
}

#[test]
fn narrow_output_has_the_outcomes_below_the_call() {
    let ran = different().sockshape_with(&["diff", "linux", "gvisor", "@SOCK_STREAM"], &[("COLUMNS", "48")]);
    let expected = "
    @SOCK_STREAM
      > 2  bind s 127.0.0.1:0
           linux   ok
           gvisor  EINVAL
      | 3  getsockname s
           linux   AF_INET 127.0.0.1:<port-1>
                   (16 bytes)
           gvisor  AF_INET 0.0.0.0:0 (16 bytes)
";
    ran.prints(expected).prints("\n0 the same, 1 different; 0 only on linux, 0 only\non gvisor, ");
    let longest = ran.printed.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(48), "{}", ran.printed);
}

#[test]
fn outcomes_stand_beside_the_call_if_they_just_fit() {
    let project = different();
    let line = |columns: &str| {
        let ran = project.sockshape_with(&["diff", "linux", "gvisor"], &[("COLUMNS", columns)]);
        ran.printed.lines().find(|line| line.contains("  getsockname s")).expect("a step").to_owned()
    };
    let beside = line("200");
    let width = beside.chars().count();
    assert!(beside.ends_with("  AF_INET 0.0.0.0:0 (16 bytes)"), "{beside}");
    assert_eq!(line(&width.to_string()), beside);
    assert_eq!(line(&(width - 1).to_string()), "      | 3  getsockname s");
}

#[rstest]
#[case::terminal_or_not(&[], false)]
#[case::forced(&[("CLICOLOR_FORCE", "1")], true)]
#[case::unwanted(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false)]
fn styles_are_for_terminals_only(#[case] variables: &[(&str, &str)], #[case] styled: bool) {
    let ran = different().sockshape_with(&["diff", "linux", "gvisor"], variables);
    assert_eq!(ran.printed.contains('\u{1b}'), styled, "{}", ran.printed);
}

/// A step of [`PEER`] had these outcomes on the two platforms.
fn outcomes(linux: &str, gvisor: &str) -> Project {
    let project = Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", gvisor)]);
    project.edit(&on_linux(PEER), "ENOTCONN", linux);
    project.seal("snapshots/linux");
    project
}

#[rstest]
#[case::changed(
    "4 records\n  {name A, value 1}\n  {name B, value 2}\n  {name C}\n  {name D}",
    "4 records\n  {name A, value 1}\n  {name B, value 3}\n  {name C}\n  {name D}",
    "4 records, 3 of them the same  4 records, 3 of them the same\n{name B, value 2} {name B, value 3}"
)]
#[case::left_out_before_one_that_changed(
    "4 records\n  {name A}\n  {name B}\n  {name C}\n  {name D, value 1}",
    "3 records\n  {name A}\n  {name C}\n  {name D, value 2}",
    "4 records, 2 of them the same  3 records, 2 of them the same\n{name B}\n{name D, value 1} {name D, value 2}"
)]
#[case::in_another_order(
    "2 records\n  {name A}\n  {name B}",
    "2 records\n  {name B}\n  {name A}",
    "2 records, 1 of them the same  2 records, 1 of them the same\n{name B}\n{name B}"
)]
#[case::nothing_in_common(
    "2 records\n  {name A}\n  {name B}",
    "2 records\n  {name C}\n  {name D}",
    "2 records 2 records\n{name A} {name C}\n{name B} {name D}"
)]
#[case::no_list_on_the_other_platform(
    "2 records\n  {name A}\n  {name B}",
    "EAI_NONAME",
    "2 records EAI_NONAME\n{name A}\n{name B}"
)]
fn equal_records_of_a_list_are_only_counted(#[case] linux: &str, #[case] gvisor: &str, #[case] expected: &str) {
    let ran = outcomes(linux, gvisor).sockshape(&["diff", "linux", "gvisor"]);
    let (_, below) = ran.printed.split_once("getpeername s").expect("the step");
    let (step, _) = below.split_once("\n\n").expect("an end");
    let words =
        |text: &str| text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
    assert_eq!(words(step), words(expected), "{}", ran.printed);
}

#[test]
fn long_records_are_wrapped_below_their_list() {
    let project = outcomes(
        "2 records\n  {name A}\n  {name B, value 1, of some length}",
        "2 records\n  {name A}\n  {name B, value 2, of some length}",
    );
    let expected = "
           linux   2 records, 1 of them the same
                     {name B, value 1, of some
                       length}
           gvisor  2 records, 1 of them the same
                     {name B, value 2, of some
                       length}
";
    project.sockshape_with(&["diff", "linux", "gvisor"], &[("COLUMNS", "48")]).prints(expected);
}

#[test]
fn markdown_counts_equal_records() {
    let project = outcomes("2 records\n  {a 1}\n  {b 1}", "3 records\n  {a 1}\n  {b 2}\n  {c 1}");
    let ran = project.sockshape(&["diff", "linux", "gvisor", "--format", "markdown"]);
    ran.prints(
        "| **2** | `getpeername s` | `2 records, 1 of them the same`<br>`  {b 1}` \
         | `3 records, 1 of them the same`<br>`  {b 2}`<br>`  {c 1}` |\n",
    );
}

#[rstest]
#[case::a_field("{name A, value 1}", "{name A, value 2}", &["1", "2"])]
#[case::a_field_more("{name A}", "{name A, value 2}", &["value", "2"])]
#[case::a_port(
    "AF_INET 127.0.0.1:80 (16 bytes)",
    "AF_INET 127.0.0.1:81 (16 bytes)",
    &["127.0.0.1:80", "127.0.0.1:81"]
)]
#[case::only_braces_in_common("{a 1}", "{b 2}", &[])]
#[case::nothing_in_common("AF_INET 127.0.0.1:80", "EINVAL", &[])]
fn words_that_differ_are_marked(#[case] linux: &str, #[case] gvisor: &str, #[case] marked: &[&str]) {
    let ran = outcomes(linux, gvisor).sockshape_with(&["diff", "linux", "gvisor"], &[("CLICOLOR_FORCE", "1")]);
    let after = ran.printed.split("\u{1b}[35m").skip(1);
    let found: Vec<&str> = after.filter_map(|text| text.split('\u{1b}').next()).collect();
    assert_eq!(found, marked, "{}", ran.printed);
}

#[test]
fn variants_with_different_outcomes_are_shown_one_by_one() {
    let other = (DATAGRAM, "bind s 127.0.0.1:0 -> ok", "bind s 127.0.0.1:0 -> EACCES");
    let [_, name] = unbound(DATAGRAM);
    let project = Project::recorded_twice("agrees", &[&unbound(CHOSEN)[..], &[other, name]].concat());
    let ran = project.sockshape(&["diff", "linux", "gvisor"]);
    ran.prints("\n    @SOCK_STREAM\n").prints("\n    @SOCK_DGRAM\n");
    assert_eq!(ran.printed.matches("port_is_chosen").count(), 1, "{}", ran.printed);
}

#[test]
fn markdown_has_a_table_of_the_steps() {
    let ran = different().sockshape(&["diff", "linux", "gvisor", "--format", "markdown"]);
    ran.exits_with(1);
    assert!(ran.printed.starts_with("## linux and gvisor\n\n- **linux** recorded "), "{}", ran.printed);
    let expected = "
### `names::bound`

Cases that agree

- posix: bind()

#### `port_is_chosen`

`@SOCK_STREAM and 1 more`

| Step | Call | linux | gvisor |
|---:|---|---|---|
| **2** | `bind s 127.0.0.1:0` | `ok` | `EINVAL` |
| 3 | `getsockname s` | `AF_INET 127.0.0.1:<port-1> (16 bytes)` | `AF_INET 0.0.0.0:0 (16 bytes)` |
";
    ran.prints(expected);
}

#[test]
fn markdown_is_escaped() {
    let project = Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "\"a|b`c\"")]);
    project.edit(BOUND, "topic: Cases that agree", "topic: Cases <b>that</b> a_gree | *x*, https://a.example/b_c");
    let ran = project.sockshape(&["diff", "linux", "gvisor", "--format", "markdown"]);
    ran.prints(r"| `ENOTCONN` | ``").prints("\\<b\\>that\\</b\\> a\\_gree \\| \\*x\\*, <https://a.example/b_c>\n");
    ran.prints(r#"``"a\|b`c"`` |"#);
}

#[test]
fn json_has_the_steps_of_every_variant() {
    let ran = different().sockshape(&["diff", "linux", "gvisor", "--format", "json"]);
    ran.exits_with(1);
    let output: serde_json::Value = serde_json::from_str(&ran.printed).expect("JSON");
    assert_eq!((&output["left"]["name"], &output["right"]["name"]), (&"linux".into(), &"gvisor".into()));
    assert_eq!((&output["counts"]["same"], &output["counts"]["different"]), (&2.into(), &2.into()));
    let variants = &output["topics"][0]["cases"][0]["ways"][0]["variants"];
    assert_eq!(variants[1]["name"], "names::bound::port_is_chosen@SOCK_DGRAM");
    let step = &variants[1]["finding"]["steps"][0];
    assert_eq!((&step["number"], &step["lines"][1]["outcome"]), (&2.into(), &"EINVAL".into()), "{output:#}");
}

#[rstest]
#[case::right(["linux", "gvisor"], "0 different; 1 only on linux, 0 only on gvisor")]
#[case::left(["gvisor", "linux"], "0 different; 0 only on gvisor, 1 only on linux")]
fn platform_that_cannot_run_a_trial_is_named(#[case] sides: [&str; 2], #[case] counts: &str) {
    let steps = "socket s AF_INET SOCK_STREAM -> ok\ngetpeername s -> ENOTCONN";
    let project = Project::recorded_twice("agrees", &[(PEER, steps, "not on this platform: no SO_X")]);
    let ran = project.sockshape(&["diff", sides[0], sides[1]]);
    ran.exits_with(1);
    ran.prints("> only linux can run it; gvisor: no SO_X\n").prints(counts);
}

/// What neither can run is no difference of answers, whatever each of them lacks.
#[test]
fn trial_that_neither_platform_can_run_is_counted_apart() {
    let steps = "socket s AF_INET SOCK_STREAM -> ok\ngetpeername s -> ENOTCONN";
    let project = Project::recorded_twice("agrees", &[(PEER, steps, "not on this platform: no SO_X")]);
    project.edit(&on_linux(PEER), steps, "not on this platform: no SO_Y");
    project.seal("snapshots/linux");
    let ran = project.sockshape(&["diff", "linux", "gvisor"]);
    ran.prints("> neither can run it; linux: no SO_Y; gvisor: no SO_X\n");
    ran.prints("\n3 the same, 0 different; 0 only on linux, 0 only on gvisor, 1 on neither; ");
}

#[test]
fn trials_without_a_record_are_counted_but_are_not_differences() {
    let project = Project::recorded_twice(
        "agrees",
        &[("recording.yaml", "skipped: {}", "skipped:\n  names::bound::peer_is_missing: needs luck")],
    );
    for file in [PEER, CLOSES] {
        fs::remove_file(project.path("snapshots/gvisor").join(file)).expect("a snapshot to remove");
    }
    project.seal("snapshots/gvisor");
    let ran = project.sockshape(&["diff", "linux", "gvisor"]);
    ran.exits_with(0);
    ran.prints(
        "\n2 the same, 0 different; 0 only on linux, 0 only on gvisor, 0 on neither; 1 skipped, 1 not recorded\n",
    );
    ran.prints("\n      1  gvisor: not recorded\n").prints("\n      1  gvisor: skipped, needs luck\n");
}

#[test]
fn folders_of_one_name_are_shown_with_their_parents() {
    let project = different();
    fs::create_dir_all(project.path("older")).expect("a new folder");
    project.edit("snapshots/gvisor/recording.yaml", "platform: gvisor", "platform: linux");
    fs::rename(project.path("snapshots/gvisor"), project.path("older/linux")).expect("a folder to move");
    let folders = ["snapshots/linux", "older/linux"].map(|folder| project.path(folder).display().to_string());
    let ran = project.sockshape(&["diff", &folders[0], &folders[1]]);
    assert_eq!(ran.status, Some(1));
    ran.prints("2 different; 0 only on snapshots/linux, 0 only on older/linux");
}

/// One recording was made before the case got another step, the other one after it.
#[test]
fn recordings_of_different_cases_are_compared_in_their_common_steps() {
    let project = Project::recorded("agrees");
    project.change_case();
    project.run_with(&[], &[RECORD, ("SOCKSHAPE_PLATFORM", "gvisor")]);
    let ran = project.sockshape(&["diff", "linux", "gvisor"]);
    let below = below_the_head(&ran);
    assert!(
        ran.printed.contains("note: linux and gvisor were recorded from different cases; what both have is compared\n")
    );
    assert!(ran.printed.contains("note: linux was recorded from other cases than those of this checkout; "));
    assert!(!ran.printed.contains("note: gvisor was"), "{}", ran.printed);
    assert!(below.contains("> 2  listen …  no such step  listen s -> ok\n\n3 the same, 1 different"), "{below}");
}

#[test]
fn trial_without_a_case_is_compared() {
    let project = Project::recorded_twice("agrees", &[(CLOSES, "close s -> ok", "close s -> EBADF")]);
    fs::remove_dir_all(project.path("cases/other")).expect("a folder to remove");
    let ran = project.sockshape(&["diff", "linux", "gvisor"]);
    let below = below_the_head(&ran);
    assert!(
        below.contains("\nother::closed\n\n  closes\n") && below.contains("> 2  close s  ok     EBADF\n"),
        "{below}"
    );
}
