//! `--as` and `--like`, and the variables for them: under which name the sockets are run and recorded, and what every
//! command makes of such a name.

use std::fs;

use rstest::rstest;

use crate::support::program;
use crate::support::project::{BOUND, Project, RECORD};

/// A project with recordings of `linux` and of `linux+mine`, which agree.
fn recorded_as_mine() -> Project {
    let project = Project::recorded("agrees");
    let ran = project.sockshape(&["run", "--record", "--as", "mine", "--like", "linux"]);
    ran.exits_with(0).prints("\nrecords of linux+mine that are new or changed: 4\n");
    project
}

#[rstest]
#[case::like_what_is_detected(&["--as", "linux+mine"], "linux+mine", "linux, unix")]
#[case::like_another(&["--as", "mine", "--like", "gvisor"], "gvisor+mine", "gvisor, linux, unix")]
#[case::like_a_family(&["--as", "lwip", "--like", "unix"], "unix+lwip", "unix")]
#[case::platform(&["--as", "gvisor"], "gvisor", "gvisor, linux, unix")]
#[cfg_attr(target_os = "linux", case::detected(&["--as", "lwip"], "linux+lwip", "linux, unix"))]
fn name_is_that_of_the_run(#[case] options: &[&str], #[case] name: &str, #[case] lineage: &str) {
    let project = Project::of("agrees");
    let ran = project.sockshape(&[&["platform"], options].concat());
    ran.exits_with(0).prints(&format!("platform      {name}: its name was given\nanswers to    {lineage}\n"));
    let ran = project.sockshape(&[&["run", "--format", "json"], options].concat());
    let output: serde_json::Value = serde_json::from_str(&ran.printed).expect("JSON");
    assert_eq!(output["summary"]["platform"], name);
}

#[test]
fn environment_names_the_run_too() {
    let project = Project::of("agrees");
    let variables = [("SOCKSHAPE_PLATFORM", "mine"), ("SOCKSHAPE_LIKE", "gvisor")];
    project.sockshape_with(&["platform"], &variables).prints("platform      gvisor+mine: ");
    project.run_with(&[], &[variables[0], variables[1], RECORD]).exits_with(0);
    assert!(project.path("snapshots/gvisor+mine/recording.yaml").is_file());
    project.sockshape_with(&[], &variables).exits_with(0).prints("this machine (gvisor+mine) against the records:\n");
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: none");
    let ran = project.run_with(&[], &variables);
    ran.prints("  SOCKSHAPE_PLATFORM=gvisor+mine cargo test --test conformance -- --exact 'names::bound::peer");
}

/// Without its driver, the trial would run on this machine.
#[test]
fn driver_under_another_name_is_run_again() {
    let project = Project::of("agrees");
    let driver = format!("'{}' drive", env!("CARGO_BIN_EXE_sockshape"));
    let variables = [("SOCKSHAPE_PLATFORM", "linux+mine"), ("SOCKSHAPE_DRIVER", driver.as_str())];
    project.run_with(&[], &[variables[0], variables[1], RECORD]).exits_with(0);
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: none");
    let ran = project.run_with(&[], &variables);
    ran.prints("to run it again:\n  SOCKSHAPE_DRIVER=");
    ran.prints(" drive' SOCKSHAPE_PLATFORM=linux+mine cargo test ");
}

#[rstest]
#[case::path(&["--as", "a/b"], "error: `a/b` cannot be the name of a platform; as `mine` or ")]
#[case::above(&["--as", ".."], "error: `..` cannot be the name of a platform; ")]
#[case::upper_case(&["--as", "Mine"], "error: `Mine` cannot be the name of a platform; ")]
#[case::long(&["--as", "a12345678901234567890123456789012"], "error: `a123456789")]
#[case::empty(&["--as", ""], "error: `` cannot be the name of a platform; ")]
#[case::family(&["--as", "bsd"], "error: `bsd` is a platform or a family, and no name of one's own; ")]
#[case::other_word(&["--as", "darwin"], "error: unknown platform `darwin`; did you mean `macos`? ")]
#[case::unknown_base(&["--as", "mine", "--like", "nonsense"], "error: unknown platform `nonsense`; ")]
#[case::own_base(&["--as", "mine", "--like", "linux+x"], "error: unknown platform `linux+x`; ")]
#[case::said_twice(&["--as", "linux+x", "--like", "gvisor"], "error: `linux+x` says itself what it is, and gvisor ")]
#[case::platform_like(&["--as", "linux", "--like", "unix"], "error: `linux` says itself what it is, and unix ")]
fn name_is_refused(#[case] options: &[&str], #[case] message: &str, #[values("run", "platform")] command: &str) {
    let project = Project::of("agrees");
    let before = project.files();
    project.sockshape(&[&[command], options].concat()).is_refused(2).complains(message);
    assert!(project.files() == before, "the run has written a file");
}

#[test]
fn what_it_is_like_needs_a_name() {
    let (project, mut command) = (Project::of("agrees"), program::sockshape());
    command.args(["run", "--like", "gvisor"]).env("SOCKSHAPE_ROOT", project.path(""));
    let (status, printed, complained) = program::finish(command);
    assert_eq!((status, printed.as_str()), (Some(2), ""));
    let message = "error: what is under test is said to be like gvisor, and has no name; add --as NAME, or set ";
    assert!(complained.starts_with(message), "{complained}");
}

/// It is compared with its own recording and no other.
#[test]
fn own_recording_is_compared_with() {
    let project = recorded_as_mine();
    let record = "snapshots/linux+mine/names/bound/peer_is_missing.snap";
    project.edit(record, "ENOTCONN", "EINVAL");
    project.seal("snapshots/linux+mine");
    project.sockshape(&["run"]).exits_with(0).prints("\n  linux+mine: 3 the same, 1 different, 0 unrecorded\n");
    let ran = project.sockshape(&["run", "--as", "linux+mine"]);
    ran.exits_with(1).prints("linux+mine: 1 differs, 3 agree\ngetpeername: recorded EINVAL, observed ENOTCONN: ");
}

/// The claims for what it answers to hold, those for others do not, and what the case says is wrong with `linux` is not
/// said of it.
#[test]
fn claims_of_the_lineage_hold() {
    let project = Project::of("agrees");
    let claims = "expect: {error: EIO}\n        expect_on: {linux: {error: ENOTCONN}}";
    project.edit(BOUND, "expect: {error: ENOTCONN}", claims);
    let unsettled = "1 unsettled, 3 agree\ngetpeername: expected EIO, observed ENOTCONN: ";
    project.sockshape(&["run", "--as", "linux+mine"]).exits_with(0).prints("total     4      0    0 ");
    project.sockshape(&["run", "--as", "gvisor+mine"]).prints("total     4      0    0 ");
    project.sockshape(&["run", "--as", "unix+mine"]).prints(unsettled);
}

/// The case says of `linux` that it deviates; a platform of one's own may be made to deviate in the same way.
#[test]
fn faults_of_what_it_is_like_are_not_its_own() {
    let project = Project::of("deviates");
    let ran = project.sockshape(&["run", "--as", "linux+mine", "still_fails"]);
    ran.prints("linux+mine: 1 unsettled\n");
    let file = "cases/names/known.yaml";
    project.edit(file, "linux:", "linux+mine:");
    let ran = project.sockshape(&["run", "--as", "linux+mine", "still_fails"]);
    ran.exits_with(0).prints("names     0      0    0       1 ");
}

#[test]
fn every_command_takes_the_name_of_a_recording() {
    let project = recorded_as_mine();
    project.sockshape(&["check"]).exits_with(0);
    project.run(&[]).exits_with(0);
    project.sockshape(&["diff", "linux", "linux+mine"]).exits_with(0).prints("\nlinux+mine  recorded ");
    project.sockshape(&["show", "peer_is_missing"]).exits_with(0).prints("linux+mine");
    project.sockshape(&["list", "linux+mine:ENOTCONN"]).exits_with(0).prints("names::bound::peer_is_missing\n");
    project.sockshape(&["list", "platform:linux+mine", "closes"]).exits_with(0);
    project.sockshape(&["known", "linux+mine"]).exits_with(0);
    project.sockshape(&["platform", "--recorded"]).exits_with(0).prints("\n| `linux+mine` ");
    project.sockshape(&["table", "names", "--platform", "linux+mine"]).exits_with(0);
    let page = project.path("page.html");
    project.sockshape(&["report", "--html", &page.display().to_string()]).exits_with(0);
    let page = fs::read_to_string(page).expect("the page");
    assert!(page.contains("<th scope=\"col\" class=\"p\">linux+mine</th>"), "the page has no such column");
}

#[rstest]
#[case(&["diff", "linux", "mine"])]
#[case(&["known", "mine"])]
#[case(&["table", "names", "--platform", "mine"])]
#[case(&["show", "closes", "--platform", "mine"])]
#[case(&["witness", "mine", "folder"])]
fn bare_name_is_said_to_be_meant_for_the_recorded_platform(#[case] arguments: &[&str]) {
    let ran = recorded_as_mine().sockshape(arguments);
    ran.is_refused(2).complains("unknown platform `mine`; did you mean `linux+mine`?");
}

#[test]
fn recording_of_a_release_is_taken_in_under_the_name() {
    let project = Project::recorded("agrees");
    let release = ("SOCKSHAPE_RELEASE", "3.11");
    let elsewhere = Project::of("agrees");
    elsewhere.sockshape_with(&["run", "--record", "--as", "linux+mine"], &[release]).exits_with(0);
    project.sockshape(&["run", "--record", "--as", "linux+mine"]).exits_with(0);
    let folder = elsewhere.path("snapshots/linux+mine").display().to_string();
    project.sockshape(&["merge", "--over", "linux+mine", &folder]).exits_with(0);
    assert!(project.path("snapshots/linux+mine@3.11/recording.yaml").is_file());
    project.sockshape(&["diff", "linux+mine", "linux+mine@3.11"]).exits_with(0);
    project.sockshape(&["check"]).exits_with(0);
}

/// The folder says which platform it is of.
#[test]
fn recording_in_the_folder_of_another_name_is_refused() {
    let project = recorded_as_mine();
    fs::rename(project.path("snapshots/linux+mine"), project.path("snapshots/linux+yours")).expect("a new name");
    let ran = project.sockshape(&["run", "--as", "linux+yours"]);
    ran.is_refused(2).complains("this is a recording of linux+mine, in a folder called linux+yours; rename ");
}
