//! `sockshape known`.

use crate::support::project::Project;

/// A project that says of Linux that it fails twice; once it no longer does.
fn project() -> Project {
    Project::recorded("deviates")
}

#[test]
fn faults_are_listed_with_the_claims_that_fail() {
    let ran = project().sockshape(&["known", "linux"]);
    ran.exits_with(0);
    assert_eq!(
        ran.printed,
        "\
names::known::still_fails
  in every release: it chooses a port; a page of its own
  > 3  getsockname s
       expected  loopback:0
       recorded  AF_INET 127.0.0.1:<port-1> (16 bytes)
  names::known::still_fails in linux; cases/names/known.yaml:7

names::known::holds_by_now
  in every release: it was so once; a page of its own
  names::known::holds_by_now; cases/names/known.yaml:15

2 faults of linux known, shown by 2 trials
"
    );
}

#[test]
fn page_has_a_table_of_the_claims() {
    let ran = project().sockshape(&["known", "linux", "--format", "markdown", "still_fails"]);
    ran.exits_with(0);
    ran.prints("# Known faults of linux\n\n1 fault of linux known, shown by 1 trial.\n")
        .prints("\n## names::known::still\\_fails\n\nin every release: it chooses a port; a page of its own\n")
        .prints("\n| 3 | `getsockname s` | `loopback:0` | `AF_INET 127.0.0.1:<port-1> (16 bytes)` |\n")
        .prints("\n`names::known::still_fails` in linux; `cases/names/known.yaml:7`\n");
}

#[test]
fn releases_at_fault_are_named() {
    let project = project();
    let entry = "deviates: {linux: \"it chooses a port; a page of its own\"}";
    project.edit("cases/names/known.yaml", entry, "deviates: {linux: [{until: \"5.9\", why: it chose}]}");
    project.sockshape(&["known", "linux", "still"]).prints("\n  until 5.9: it chose\n");
    project.edit("cases/names/known.yaml", "until: \"5.9\"", "since: \"5.9\"");
    project.sockshape(&["known", "linux", "still"]).prints("\n  since 5.9: it chose\n");
    project.edit(
        "cases/names/known.yaml",
        "why: it chose}",
        "why: it chose},\n        {until: \"5.8\", why: it did not}",
    );
    project.sockshape(&["known", "linux", "still"]).prints("\n2 faults of linux known, shown by 1 trial\n");
}

#[test]
fn variants_of_a_case_are_one_fault() {
    let project = project();
    let steps = "    steps:\n      - socket: {as: s, family: AF_INET, type: SOCK_STREAM}\n";
    let matrix = "    matrix: {type: [SOCK_STREAM, SOCK_DGRAM]}\n";
    let text = std::fs::read_to_string(project.path("cases/names/known.yaml")).expect("the case file");
    let first = text.replacen(steps, &format!("{matrix}{}", steps.replace("SOCK_STREAM", "$type")), 1);
    std::fs::write(project.path("cases/names/known.yaml"), first).expect("the case file");
    let ran = project.sockshape(&["known", "linux"]);
    ran.prints("\n  names::known::still_fails@SOCK_STREAM and 1 other; cases/names/known.yaml:7\n")
        .prints("2 faults of linux known, shown by 3 trials\n");
}

#[test]
fn programs_get_everything() {
    let ran = project().sockshape(&["known", "linux", "--format", "json", "still_fails"]);
    let known: serde_json::Value = serde_json::from_str(&ran.printed).expect("JSON");
    assert_eq!(known["faults"][0]["trials"], serde_json::json!(["names::known::still_fails"]));
    assert_eq!(known["faults"][0]["shown"]["broken"][0]["step"], 3);
}

#[test]
fn platform_has_to_be_one() {
    let ran = project().sockshape(&["known", "lunix"]);
    ran.is_refused(2);
    ran.complains("did you mean `linux`?");
}

#[test]
fn nothing_known_is_an_answer() {
    project().sockshape(&["known", "macos"]).prints("0 faults of macos known\n");
}
