//! What a command does when its output has no reader, or cannot be written.

#[cfg(target_os = "linux")]
use std::fs;
use std::io::pipe;
use std::process::Stdio;

use rstest::rstest;

use crate::support::program;
use crate::support::project::Project;

#[rstest]
#[case::schema(&["schema"], 0)]
#[case::list(&["list"], 0)]
#[case::check(&["check"], 0)]
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
