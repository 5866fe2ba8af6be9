//! `sockshape check`, `new`, `platform` and `schema`: what they print and exit with, and what any command does without a reader.

use std::fs;
use std::io::pipe;
use std::process::Stdio;

use rstest::rstest;

use super::program;
use super::project::Project;

const GONE: &str = "snapshots/linux/names/bound/gone.snap";
const CLOSES: &str = "snapshots/linux/other/closed/closes.snap";

#[test]
fn check_that_finds_nothing_exits_with_0() {
    let ran = Project::recorded("agrees").sockshape(&["check"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    assert_eq!(ran.printed, "2 topics, 4 trials: no problem in the case files\n");
}

#[test]
fn check_tells_what_is_left_over_and_what_is_missing() {
    let project = Project::recorded("agrees");
    fs::rename(project.path(CLOSES), project.path(GONE)).expect("a snapshot to rename");
    let ran = project.sockshape(&["check"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(1), ""));
    let expected = format!(
        "2 topics, 4 trials: no problem in the case files\n\
         left over: {GONE} belongs to no case\n\
         missing: linux has no snapshot of other::closed::closes\n\
         behind: snapshots of linux were changed since it was recorded on "
    );
    assert!(ran.printed.starts_with(&expected), "{}", ran.printed);
}

#[test]
fn check_misses_no_snapshot_of_what_the_recording_skipped() {
    let ran = Project::recorded("skipped").sockshape(&["check"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(0), "1 topic, 2 trials: no problem in the case files\n"));
}

#[test]
fn check_tells_of_a_recording_of_other_cases() {
    let project = Project::recorded("agrees");
    project.edit("cases/names/bound.yaml", "- getpeername: s\n", "- listen: s\n      - getpeername: s\n");
    let ran = project.sockshape(&["check"]);
    assert_eq!(ran.status, Some(1));
    ran.prints("\nbehind: the cases do something else than when linux was recorded\n");
}

#[test]
fn check_tells_of_a_snapshot_that_was_cut_short() {
    let project = Project::recorded("agrees");
    let text = fs::read_to_string(project.path(CLOSES)).expect("a snapshot");
    fs::write(project.path(CLOSES), &text[..text.len() - 5]).expect("a file to write");
    let ran = project.sockshape(&["check"]);
    assert_eq!(ran.status, Some(1));
    ran.prints("\nbehind: snapshots of linux were changed since it was recorded on ");
}

#[rstest]
#[case::of_another_platform(
    "platform: gvisor",
    "platform: wine",
    "this is a recording of wine, in a folder called gvisor; "
)]
#[case::edited("\nsnapshots: ", "\nshots: ", "unknown field `shots`, ")]
fn check_tells_of_a_description_that_is_none(#[case] old: &str, #[case] new: &str, #[case] message: &str) {
    let project = Project::recorded_twice("agrees", &[]);
    let file = "snapshots/gvisor/recording.yaml";
    project.edit(file, old, new);
    let ran = project.sockshape(&["check"]);
    assert_eq!(ran.status, Some(1));
    ran.prints(&format!("\nunreadable: {}: {message}", project.path(file).display()));
}

#[test]
fn check_of_single_files_looks_at_them_alone() {
    let project = Project::of("malformed");
    let path = |file: &str| project.path(file).display().to_string();
    let good = path("cases/other/good.yaml");
    let ran = project.sockshape(&["check", &good]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    assert_eq!(ran.printed, format!("{good}: 1 trial, no problem\n"));
    let ran = project.sockshape(&["check", &good, &path("cases/names/first.yaml")]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(3), ""));
    assert!(ran.complained.ends_with("\n2 problems in the case files\n"), "{ran:?}");
    let ran = project.sockshape(&["check", &path("cases/other/gone.yaml")]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(3), ""));
}

#[rstest]
#[case::elsewhere("other.yaml")]
#[case::other_ending("cases/other/good.yml")]
#[case::no_group("cases/good.yaml")]
#[case::group_in_a_group("cases/other/more/good.yaml")]
fn check_of_what_is_no_case_file_is_refused(#[case] file: &str) {
    let project = Project::of("malformed");
    let file = project.path(file).display().to_string();
    let ran = project.sockshape(&["check", &file]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    let expected = format!("error: {file} is not a case file: case files lie at cases/<group>/<topic>.yaml\n");
    assert_eq!(ran.complained, expected);
}

#[test]
fn new_writes_a_case_file_that_agrees_and_writes_none_over_another() {
    let project = Project::empty();
    let ran = project.sockshape(&["new", "names/new_topic"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    let file = project.path("cases/names/new_topic.yaml");
    let next = "next: edit it, then sockshape check, and sockshape run names::new_topic";
    assert_eq!(ran.printed, format!("{}\n{next}\n", file.display()));
    assert_eq!(project.sockshape(&["check"]).printed, "1 topic, 2 trials: no problem in the case files\n");
    assert_eq!(project.sockshape(&["run"]).status, Some(0));
    fs::write(&file, "mine").expect("a file to write");
    let ran = project.sockshape(&["new", "names/new_topic"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    assert_eq!(ran.complained, format!("error: {} already exists\n", file.display()));
    assert_eq!(fs::read_to_string(&file).expect("the file"), "mine");
}

#[rstest]
#[case::no_group("topic")]
#[case::capital("Names/topic")]
#[case::upwards("../topic")]
#[case::absolute("/tmp/topic")]
#[case::ending("names/topic.yaml")]
#[case::deeper("names/more/topic")]
fn new_file_that_cannot_be_named_so_is_refused(#[case] topic: &str) {
    let project = Project::empty();
    let ran = project.sockshape(&["new", topic]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    let expected = format!(
        "error: `{topic}` cannot name a case file: write group/topic, each in lower-case letters, digits and `_`\n"
    );
    assert_eq!(ran.complained, expected);
    assert!(project.files().is_empty());
}

#[test]
fn platform_tells_what_it_takes_this_machine_for() {
    let project = Project::of("agrees");
    let ran = project.sockshape_with(&["platform"], &[("SOCKSHAPE_PLATFORM", "gvisor")]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    ran.prints("platform      gvisor: ").prints("\nanswers to    gvisor, linux, unix\n");
    ran.prints("\nrecorded      never; INSTA_UPDATE=always cargo test records it\n\ncapabilities\n");
    let answer = |name: &str| ran.printed.lines().find_map(|line| Some(line.trim().strip_prefix(name)?.trim_start()));
    assert_eq!(answer("child_processes "), Some("yes"), "{}", ran.printed);
    assert!(answer("network ").is_some_and(|answer| answer.starts_with("not on this host: ")), "{}", ran.printed);
}

#[test]
fn platform_tells_of_its_recording() {
    let project = Project::recorded("agrees");
    project.sockshape(&["platform"]).prints(", 4 trials, on ");
    project.edit("snapshots/linux/recording.yaml", "trials:", "tirals:");
    for command in ["platform", "run"] {
        let ran = project.sockshape(&[command]);
        assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
        assert!(ran.complained.contains("recording.yaml: ") && ran.complained.contains("tirals"), "{ran:?}");
    }
}

#[test]
fn schema_needs_no_project() {
    let ran = Project::empty().sockshape(&["schema"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    let schema: serde_json::Value = serde_json::from_str(&ran.printed).expect("JSON");
    assert!(schema["definitions"]["operation"].is_object());
}

#[test]
fn root_may_be_an_option() {
    let (project, other) = (Project::of("agrees"), Project::empty());
    let root = project.path("").display().to_string();
    assert_eq!(other.sockshape(&["--root", &root, "list", "other"]).printed, "other::closed::closes\n");
    assert_eq!(other.sockshape(&["list", "other", "--root", &root]).printed, "other::closed::closes\n");
}

#[rstest]
#[case::schema(&["schema"], 0)]
#[case::list(&["list"], 0)]
#[case::check(&["check"], 0)]
#[case::platform(&["platform"], 0)]
#[case::run(&["run"], 1)]
#[case::nothing(&[], 1)]
#[case::show(&["show", "stays_zero"], 0)]
#[case::diff(&["diff", "linux", "linux"], 0)]
#[case::report(&["report", "--html", "-"], 0)]
#[case::new(&["new", "names/other"], 0)]
#[case::completions(&["completions", "bash"], 0)]
#[case::man(&["man"], 0)]
#[case::help(&["--help"], 0)]
fn reader_that_is_gone_is_no_reason_to_panic(#[case] arguments: &[&str], #[case] status: i32) {
    let project = Project::recorded("differs");
    let mut process = program::sockshape();
    process.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").args(arguments);
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    let output = process.stdout(writer).stderr(Stdio::piped()).spawn().and_then(|child| child.wait_with_output());
    let output = output.expect("the program runs");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(status), ""));
}

#[test]
fn nobody_who_reads_the_errors_is_no_reason_to_panic() {
    let project = Project::of("malformed");
    let mut process = program::sockshape();
    process.env("SOCKSHAPE_ROOT", project.path("")).arg("check");
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    let status = process.stdout(Stdio::null()).stderr(writer).status().expect("the program runs");
    assert_eq!(status.code(), Some(3));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told() {
    let full = fs::File::options().write(true).open("/dev/full").expect("a device that is full");
    let output = program::sockshape().arg("schema").stdout(full).output().expect("the program runs");
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(complained.starts_with("error: the output cannot be written: "), "{complained}");
}
