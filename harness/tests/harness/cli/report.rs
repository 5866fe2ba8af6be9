//! `sockshape report`: each of its forms, and files that are written whole or not at all.

use std::fs;

use rstest::rstest;

use crate::support::project::Project;

const PEER: &str = "names/bound/peer_is_missing.snap";
const HARM: &str = "</script><img src=x onerror=harm()>|`*";

/// Two recordings that differ in one trial, by an outcome full of what means something in HTML and in Markdown.
fn project() -> Project {
    Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", HARM)])
}

#[test]
fn page_has_every_trial_and_no_markup_of_a_recording() {
    let ran = project().sockshape(&["report", "--html", "-"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    ran.prints("<a href=\"#names::bound::peer_is_missing\" tabindex=\"-1\">");
    ran.prints("aria-label=\"gvisor: kind B\">B</td>");
    ran.prints(r"\u003c/script\u003e\u003cimg src=x onerror=harm()\u003e|`*");
    assert!(!ran.printed.contains("<img"), "{}", ran.printed);
    assert_eq!(ran.printed.matches("</script>").count(), 2, "the data and the script end once each");
}

#[test]
fn markdown_has_what_differs_alone() {
    let ran = project().sockshape(&["report", "--markdown", "-"]);
    assert_eq!((ran.status, ran.complained.as_str()), (Some(0), ""));
    ran.prints("Of 4 trials, 1 come out differently on some of these platforms, and 3 the same; 0 are recorded on fewer than two.");
    ran.prints("| 1 | `peer_is_missing` |  | A | B |\n");
    ran.prints("1. `getpeername s` gives A: `ENOTCONN`, B: ``</script><img src=x onerror=harm()>\\|`*``\n");
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
fn several_forms_are_written_at_once() {
    let project = project();
    let files = ["r.html", "r.md", "r.json"].map(|name| project.path(name));
    let [html, markdown, json] = files.each_ref().map(|file| file.to_str().expect("a path of text"));
    let ran = project.sockshape(&["report", "--html", html, "--markdown", markdown, "--json", json]);
    assert_eq!((ran.status, ran.printed.as_str(), ran.complained.as_str()), (Some(0), "", ""));
    for (file, end) in files.iter().zip(["</html>", "`*``", "}"]) {
        let text = fs::read_to_string(file).expect("a report");
        assert!(text.trim_end().ends_with(end), "{} does not end with {end}", file.display());
    }
}

#[test]
fn file_that_cannot_be_written_is_told_and_nothing_is_left() {
    let project = project();
    fs::create_dir(project.path("taken")).expect("a new folder");
    let before = project.files();
    for name in ["missing/r.html", "taken"] {
        let file = project.path(name);
        let ran = project.sockshape(&["report", "--html", file.to_str().expect("a path of text")]);
        let told = format!("error: {} cannot be written: ", file.display());
        assert!(ran.status == Some(2) && ran.complained.starts_with(&told), "{ran:#?}");
    }
    assert!(project.files() == before, "a file was written or changed");
}

#[rstest]
#[case::no_form(&["report"], "the following required arguments were not provided")]
#[case::one_place_for_two(&["report", "--html", "-", "--json", "-"], "error: two forms cannot both go to -")]
#[case::no_such_trial(&["report", "nothing_like_it", "--html", "-"], "error: no trial has such a name")]
fn report_that_makes_no_sense_is_refused(#[case] arguments: &[&str], #[case] message: &str) {
    let ran = project().sockshape(arguments);
    assert!(ran.status == Some(2) && ran.printed.is_empty() && ran.complained.contains(message), "{ran:#?}");
}

#[test]
fn report_of_no_recording_is_refused() {
    let ran = Project::of("agrees").sockshape(&["report", "--html", "-"]);
    let told = "error: no platform has been recorded; ci/record records this one\n";
    assert_eq!((ran.status, ran.complained.as_str()), (Some(2), told));
}

#[test]
fn report_without_a_form_is_refused() {
    let ran = project().sockshape(&["report", "bound"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    assert!(ran.complained.contains("--html <FILE>|--markdown <FILE>|--json <FILE>"), "{}", ran.complained);
}
