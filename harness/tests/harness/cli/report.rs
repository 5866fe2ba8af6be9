//! `sockshape report`: each format, and files that are written completely or not at all.

use std::fs;

use rstest::rstest;
use sockshape::terminal::is_visible;

use crate::support::project::{PEER, Project};

const HARM: &str = "</script><img src=x onerror=harm()>|`*";

/// Two recordings that differ in one trial. The outcome is full of characters with a meaning in HTML and Markdown.
fn project() -> Project {
    Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", HARM)])
}

#[test]
fn page_has_every_trial_and_escapes_recordings() {
    let ran = project().sockshape(&["report", "--html", "-"]);
    ran.exits_with(0);
    ran.prints("<a href=\"#names::bound::peer_is_missing\" tabindex=\"-1\">");
    let outcome = "&lt;&#x2f;script&gt;&lt;img src=x onerror=harm()&gt;|`*";
    ran.prints(&format!("aria-label=\"gvisor: {outcome}, kind B\">{outcome} <i>B</i></td>"));
    ran.prints(r"\u003c/script\u003e\u003cimg src=x onerror=harm()\u003e|`*");
    assert!(!ran.printed.contains("<img"), "{}", ran.printed);
    assert_eq!(ran.printed.matches("</script>").count(), 4, "three kinds of data and the script end once each");
}

#[test]
fn markdown_has_only_differences() {
    let ran = project().sockshape(&["report", "--markdown", "-"]);
    ran.exits_with(0);
    ran.prints(
        "Of 4 trials, 1 answer differently on some of these platforms, and 3 the same on all. Another 0 have the same \
         answer wherever they can be run, which some platform cannot; 0 are recorded on fewer than two.",
    );
    ran.prints("| 1 | `peer_is_missing` |  | A | B | A *assumed* | A *assumed* | A *assumed* |\n");
    ran.prints("1. `getpeername s` gives A: `ENOTCONN`, B: ``</script><img src=x onerror=harm()>\\|`*``; ");
    assert!(!ran.printed.contains("closes"), "{}", ran.printed);
}

#[test]
fn json_has_the_kinds_of_every_trial() {
    let ran = project().sockshape(&["report", "peer", "--json", "-"]);
    let report: serde_json::Value = serde_json::from_str(&ran.printed).expect("JSON");
    assert_eq!(report["counts"]["trials"], 1);
    let trial = &report["topics"][0]["cases"][0]["trials"][0];
    assert_eq!(trial["kinds"][1]["platforms"], serde_json::json!(["gvisor"]));
    assert_eq!(trial["cells"][1], serde_json::json!({"state": "ran", "kind": 1, "fault": null}));
}

#[test]
fn several_formats_are_written_at_once() {
    let project = project();
    let files = ["r.html", "r.md", "r.json"].map(|name| project.path(name));
    let [html, markdown, json] = files.each_ref().map(|file| file.to_str().expect("a path of text"));
    let ran = project.sockshape(&["report", "--html", html, "--markdown", markdown, "--json", json]);
    assert_eq!((ran.status, ran.printed.as_str(), ran.complained.as_str()), (Some(0), "", ""));
    for (file, end) in files.iter().zip(["</html>", "bound.yaml:18", "}"]) {
        let text = fs::read_to_string(file).expect("a report");
        assert!(text.trim_end().ends_with(end), "{} does not end with {end}", file.display());
    }
}

#[test]
fn file_that_cannot_be_written_is_reported_and_not_left_over() {
    let project = project();
    fs::create_dir(project.path("taken")).expect("a new folder");
    let before = project.files();
    for name in ["missing/r.html", "taken"] {
        let file = project.path(name);
        let ran = project.sockshape(&["report", "--html", file.to_str().expect("a path of text")]);
        let error = format!("error: {} cannot be written: ", file.display());
        assert!(ran.status == Some(2) && ran.complained.starts_with(&error), "{ran:#?}");
    }
    assert!(project.files() == before, "a file was written or changed");
}

#[rstest]
#[case::no_format(&["report"], "the following required arguments were not provided")]
#[case::one_place_for_two(&["report", "--html", "-", "--json", "-"], "error: two forms cannot both go to -")]
#[case::no_such_trial(&["report", "nothing_like_it", "--html", "-"], "error: no trial has `nothing_like_it`")]
fn wrong_arguments_are_refused(#[case] arguments: &[&str], #[case] message: &str) {
    let ran = project().sockshape(arguments);
    ran.is_refused(2).complains(message);
}

#[test]
fn folder_among_the_words_is_explained() {
    let project = project();
    let folder = project.path("snapshots/linux").display().to_string();
    let ran = project.sockshape(&["report", "--markdown", "-", &folder]);
    ran.is_refused(2)
        .complains(&format!("error: {folder} is a folder; to draw its recording, write --with {folder}\n"));
}

#[test]
fn report_without_recordings_is_refused() {
    let ran = Project::of("agrees").sockshape(&["report", "--html", "-"]);
    ran.is_refused(2);
    assert_eq!(ran.complained, "error: no platform has been recorded; ci/record records this one\n");
}

#[test]
fn report_without_a_format_is_refused() {
    let ran = project().sockshape(&["report", "bound"]);
    ran.is_refused(2).complains("--html <FILE>|--markdown <FILE>|--json <FILE>");
}

/// A file in the place of a device or a pipe would be another thing, and everybody who uses that would notice.
#[cfg(unix)]
#[test]
fn what_is_there_is_written_through() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let project = project();
    let (page, link) = (project.path("page.html"), project.path("link.html"));
    fs::write(&page, "old").expect("a file");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o600)).expect("a mode");
    symlink(&page, &link).expect("a link");
    project.sockshape(&["report", "--html", link.to_str().expect("a path of text")]).exits_with(0);
    assert!(link.symlink_metadata().expect("the link").is_symlink());
    assert!(fs::read_to_string(&page).expect("a page").trim_end().ends_with("</html>"));
    assert_eq!(page.metadata().expect("the page").permissions().mode() & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn pipe_is_written_to() {
    let project = project();
    let pipe = project.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo to start").success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).expect("a page")
    });
    project.sockshape(&["report", "--html", pipe.to_str().expect("a path of text")]).exits_with(0);
    assert!(reader.join().expect("a reader").trim_end().ends_with("</html>"));
    assert!(!pipe.metadata().expect("the pipe").is_file());
}

/// A file of the user's own, whatever its name is, is not the program's to remove.
#[test]
fn files_beside_it_stay() {
    let project = project();
    let (page, other) = (project.path("page.html"), project.path("page.html.unfinished"));
    fs::write(&other, "mine").expect("a file");
    project.sockshape(&["report", "--html", page.to_str().expect("a path of text")]).exits_with(0);
    assert_eq!(fs::read_to_string(other).expect("the file"), "mine");
}

/// As on a full disk, no file can grow beyond one block of 512 or 1024 bytes.
#[cfg(unix)]
#[test]
fn half_a_page_is_not_called_written() {
    let project = project();
    let page = project.path("page.html").display().to_string();
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
    let ran = project.under(&["sh", "-c", script, "sh"], &["report", "--html", &page]);
    ran.is_refused(2).complains(&format!("error: {page} cannot be written: "));
}

/// What no reader sees, in a recording that came from elsewhere: a control sequence that hides the text after it, and a
/// character that turns it.
#[test]
fn no_form_has_anything_that_is_not_seen() {
    let project = Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "A\u{1b}[8mB\u{202e}C")]);
    for form in ["--html", "--markdown", "--json"] {
        let file = project.path("report");
        project.sockshape(&["report", form, file.to_str().expect("a path of text")]).exits_with(0);
        let written = fs::read_to_string(file).expect("a report");
        let printed = project.sockshape(&["report", form, "-"]).printed;
        assert_eq!(printed, written, "{form}");
        assert!(written.chars().all(|c| c == '\n' || is_visible(c)), "{form}: {written:?}");
        let shown = if form == "--json" { "A\\u001b[8mB\\u202eC" } else { "A\u{fffd}[8mB\u{fffd}C" };
        assert!(written.contains(shown), "{form}: {written}");
        assert!(form == "--json" || !written.contains("\\u001b"), "{form}: {written}");
    }
}
