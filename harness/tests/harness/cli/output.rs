//! What a command does when its output has no reader, or cannot be written.

#[cfg(unix)]
use std::fs;
use std::io::pipe;
use std::process::Stdio;

use rstest::rstest;
#[cfg(unix)]
use sockshape::terminal::{is_visible, plain, shown};

use crate::support::program;
#[cfg(unix)]
use crate::support::project::PEER;
use crate::support::project::Project;

#[rstest]
#[case::schema(&["schema"], 0)]
#[case::list(&["list"], 0)]
#[case::check(&["check"], 1)]
#[case::platform(&["platform"], 0)]
#[case::run(&["run"], 1)]
#[case::no_command(&[], 1)]
#[case::show(&["show", "stays_zero"], 0)]
#[case::diff(&["diff", "linux", "linux"], 0)]
#[case::report(&["report", "--html", "-"], 0)]
#[case::new(&["new", "names/other"], 0)]
#[case::completions(&["completions", "bash"], 0)]
#[case::man(&["man"], 0)]
#[case::help(&["--help"], 0)]
fn closed_output_does_not_cause_a_panic(#[case] arguments: &[&str], #[case] status: i32) {
    let project = Project::recorded("differs");
    let mut process = program::sockshape();
    process.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").args(arguments);
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    let output = process.stdout(writer).stderr(Stdio::piped()).spawn().and_then(|child| child.wait_with_output());
    let output = output.expect("the program to start");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(status), ""));
}

#[test]
fn closed_error_stream_does_not_cause_a_panic() {
    let project = Project::of("malformed");
    let mut process = program::sockshape();
    process.env("SOCKSHAPE_ROOT", project.path("")).arg("check");
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    let status = process.stdout(Stdio::null()).stderr(writer).status().expect("the program to start");
    assert_eq!(status.code(), Some(3));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_reported() {
    let full = fs::File::options().write(true).open("/dev/full").expect("a device that is full");
    let output = program::sockshape().arg("schema").stdout(full).output().expect("the program to start");
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(complained.starts_with("error: the output cannot be written: "), "{complained}");
}

/// A case, a recording, an argument: nothing in them reaches a terminal as it is.
#[cfg(unix)]
#[rstest]
#[case::hint("hint", &["check"])]
#[case::path("path", &["check"])]
#[case::recording("recording", &["show", "peer_is_missing"])]
#[case::difference("recording", &["diff", "linux", "gvisor"])]
#[case::markdown("recording", &["diff", "linux", "gvisor", "--format", "markdown"])]
#[case::platform("recording", &["platform", "--recorded"])]
#[case::description("description", &["diff", "linux", "gvisor"])]
#[case::argument("", &["run\u{1b}[2J\u{202e}"])]
#[case::name("", &["show", "\u{1b}[2J\u{202e}"])]
#[case::folder("", &["diff", "linux", "x/\u{1b}[2J\u{202e}"])]
fn what_is_not_seen_is_not_printed(
    #[case] where_it_is: &str,
    #[case] arguments: &[&str],
    #[values("0", "1")] forced: &str,
) {
    let hidden = "\u{1b}[2J\u{1b}[8m\u{1b}]0;title\u{7}\u{9b}2J\u{202e}\u{200b}\r";
    let project = Project::recorded_twice("agrees", &[]);
    match where_it_is {
        "hint" => project.edit("cases/names/bound.yaml", "family: AF_INET", "family: \"AF_INET\\e[2J\\u202e\""),
        "path" => fs::write(project.path(&format!("cases/names/{hidden}.yaml")), "").expect("a file"),
        "recording" => project.edit(&format!("snapshots/gvisor/{PEER}"), "ENOTCONN", &format!("A{hidden}B")),
        "description" => project.edit("snapshots/gvisor/recording.yaml", "system: ", "system: \"\\e[2J\\u202e\" # "),
        _ => {}
    }
    let ran = project.sockshape_with(arguments, &[("CLICOLOR_FORCE", forced)]);
    for text in [&ran.printed, &ran.complained] {
        let unstyled = plain(text);
        assert_eq!(*text, shown(text));
        assert!(unstyled.chars().all(|c| c == '\n' || is_visible(c)), "{unstyled:?}");
    }
    let is_marked = format!("{}{}", ran.printed, ran.complained).contains('\u{fffd}');
    assert!(is_marked || arguments == ["platform", "--recorded"], "{ran:?}");
}

/// `list` made a call for each piece between two styles.
#[cfg(target_os = "linux")]
#[test]
fn list_is_written_at_once() {
    use std::io::Read as _;
    use std::os::unix::net::UnixDatagram;
    let project = Project::of("agrees");
    let (ours, theirs) = UnixDatagram::pair().expect("a pair of sockets");
    let mut process = program::sockshape();
    process.env("SOCKSHAPE_ROOT", project.path("")).arg("list");
    let theirs: std::os::fd::OwnedFd = theirs.into();
    assert!(process.stdout(Stdio::from(theirs)).status().expect("the program to start").success());
    drop(process);
    let (mut ours, mut text) = (fs::File::from(std::os::fd::OwnedFd::from(ours)), [0; 65536]);
    let first = ours.read(&mut text).expect("the first message");
    assert_eq!(&text[..first], project.sockshape(&["list"]).printed.as_bytes());
}
