//! What is claimed of platforms that nobody recorded: beside what was recorded, with its grade, and never as if it had
//! been run.

use std::fs;

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::project::{BOUND, PEER, Project, Ran};
use crate::support::{program, root};

/// Windows and macOS answer something else than what was recorded, OpenBSD anything.
const OTHERWISE: &str = "{windows: {error: EINVAL}, macos: [ok, {error: EINVAL}], openbsd: any}";

/// Two recordings that agree, of cases one of which has these claims for single platforms.
fn claiming(claims: &str) -> Project {
    let project = Project::recorded_twice("agrees", &[]);
    project.edit(BOUND, "  posix: bind()\n", "  posix: bind()\n  windows: a page\n  bsd: a book\n");
    let claims = format!("expect: {{error: ENOTCONN}}\n        expect_on: {claims}");
    project.edit(BOUND, "expect: {error: ENOTCONN}", &claims);
    project
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.printed).expect("JSON")
}

#[test]
fn columns_have_the_grade_of_each_claim() {
    let ran = claiming(OTHERWISE).sockshape_with(&["show", "peer_is_missing"], &[("COLUMNS", "120")]);
    ran.exits_with(0);
    ran.prints(
        "
                                   linux, gvisor  macos                   windows           freebsd
                                                  claimed, not run        claimed, not run  claimed, not run
  1  socket s AF_INET SOCK_STREAM  ok             ok (assumed)            ok (assumed)      ok (assumed)
> 2  getpeername s                 ENOTCONN       [ok, EINVAL] (sourced)  EINVAL (sourced)  ENOTCONN (assumed)

claimed, not run:
  2  getpeername  [ok, EINVAL] (sourced): macos
                  cases/names/bound.yaml:21
                  bsd: a book
                  EINVAL (sourced): windows
                  cases/names/bound.yaml:21
                  windows: a page
                  ENOTCONN (assumed): freebsd
                  cases/names/bound.yaml:20
",
    );
}

#[rstest]
#[case::wide("200", "[ok, EINVAL] (sourced)\n")]
#[case::broken_in_its_column("86", "[ok, EINVAL]\n")]
#[case::stacked("60", "\n     macos (claimed, not run)\n                    [ok, EINVAL] (sourced)\n")]
fn no_line_is_wider_than_the_terminal(#[case] columns: &str, #[case] macos: &str) {
    let show = ["show", "peer_is_missing", "--platform", "linux,gvisor,windows,macos"];
    let ran = claiming(OTHERWISE).sockshape_with(&show, &[("COLUMNS", columns)]);
    ran.exits_with(0);
    ran.prints(macos);
    let longest = ran.printed.lines().map(|line| line.chars().count()).max();
    assert!(longest <= columns.parse().ok(), "{}", ran.printed);
}

/// The names of the platforms that say the same are longer than a line.
#[rstest]
#[case::narrow("40")]
#[case::usual("80")]
#[case::wide("100")]
fn many_recordings_fit_the_terminal(#[case] columns: &str) {
    let mut process = program::sockshape();
    process.arg("--root").arg(root()).args(["show", "getsockname::unbound::reads_as_zeros"]).env("COLUMNS", columns);
    let output = process.output().expect("the program to start");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let longest = printed.lines().map(|line| line.chars().count()).max();
    assert!(longest <= columns.parse().ok(), "{printed}");
    assert!(printed.contains("linux+socket-wrapper") && printed.contains("AF_INET 0.0.0.0:0 (16"), "{printed}");
}

/// The bright part of an assumption is what makes it look like a fact.
#[test]
fn assumptions_are_faint() {
    let arguments = ["show", "peer_is_missing", "--platform", "linux,gvisor,windows,freebsd"];
    let ran = claiming(OTHERWISE).sockshape_with(&arguments, &[("CLICOLOR_FORCE", "1"), ("COLUMNS", "120")]);
    ran.prints("\u{1b}[2mENOTCONN (assumed)");
    assert!(!ran.printed.contains("\u{1b}[2mEINVAL (sourced)"), "{}", ran.printed);
}

#[test]
fn only_platforms_that_are_asked_for_are_shown() {
    let ran = claiming(OTHERWISE).sockshape(&["show", "peer_is_missing", "--platform", "gvisor"]);
    ran.exits_with(0);
    let table = "
                                   gvisor
  1  socket s AF_INET SOCK_STREAM  ok
  2  getpeername s                 ENOTCONN
";
    assert!(ran.printed.ends_with(table), "{}", ran.printed);
}

#[test]
fn platform_of_which_nothing_is_claimed_says_so() {
    let project = claiming(OTHERWISE);
    ran_with(&project, "openbsd").prints("getpeername s                 ENOTCONN       nothing claimed\n");
    project.edit(BOUND, "type: SOCK_STREAM}\n", "type: SOCK_STREAM}\n        expect: any\n");
    ran_with(&project, "openbsd").prints("\nopenbsd: not recorded, nothing claimed\n");
}

#[test]
fn platform_that_cannot_run_a_trial_says_so() {
    let project = claiming("{linux: {error: ENOTCONN}}");
    project.edit(BOUND, "  - name: peer_is_missing\n", "  - name: peer_is_missing\n    needs: [abstract_names]\n");
    let lacks = "windows (claimed, not run): not on this platform: no abstract_names\n";
    ran_with(&project, "windows").prints(lacks);
    let ran = project.sockshape(&["show", "peer_is_missing", "--platform", "linux,windows", "--format", "markdown"]);
    ran.prints("| the same | no abstract\\_names |\n");
}

/// What is shown of a trial on the recorded platforms and another.
fn ran_with(project: &Project, platform: &str) -> Ran {
    let ran = project.sockshape(&["show", "peer_is_missing", "--platform", &format!("linux,gvisor,{platform}")]);
    ran.exits_with(0);
    ran
}

/// Each variant has the value of its matrix, not the name of the variable.
#[test]
fn claim_is_that_of_the_variant() {
    let project = claiming(OTHERWISE);
    project.edit(
        BOUND,
        "matrix: {type: [SOCK_STREAM, SOCK_DGRAM]}",
        "matrix: {type: [{name: S, is: SOCK_STREAM, windows: {error: EACCES}}, \
         {name: D, is: SOCK_DGRAM, windows: ok}]}",
    );
    project.edit(BOUND, "type: $type", "type: $type.is");
    project.edit(
        BOUND,
        "expect: \"loopback:ephemeral\"",
        "expect: \"loopback:ephemeral\"\n        expect_on: {windows: $type.windows}",
    );
    let ran = project.sockshape(&["show", "port_is_chosen@S", "port_is_chosen@D", "--platform", "windows"]);
    ran.prints("  3  getsockname  EACCES (sourced): windows\n").prints("  3  getsockname  ok (sourced): windows\n");
}

/// Wine answers to the claims for Windows, and what it does is not what Windows does.
#[test]
fn platform_that_answers_to_another_has_a_column_of_its_own() {
    let project = claiming("{windows: {error: ENOTCONN}}");
    project.edit("snapshots/gvisor/recording.yaml", "platform: gvisor", "platform: wine");
    std::fs::rename(project.path("snapshots/gvisor"), project.path("snapshots/wine")).expect("a folder to rename");
    let ran = project.sockshape(&["show", "peer_is_missing", "--platform", "wine,windows"]);
    ran.prints("  wine      windows\n").prints("  ENOTCONN  ENOTCONN (sourced)\n");
}

#[rstest]
#[case::show(&["show", "peer_is_missing"])]
#[case::report(&["report", "--json", "-"])]
fn unknown_platform_is_refused_with_a_suggestion(#[case] command: &[&str]) {
    let ran = claiming(OTHERWISE).sockshape(&[command, &["--platform", "linux,widows"]].concat());
    ran.is_refused(2);
    assert_eq!(ran.complained, "error: unknown platform `widows`; did you mean `windows`?\n");
}

#[test]
fn difference_to_a_claim_has_its_grade_and_place() {
    let ran = claiming(OTHERWISE).sockshape(&["diff", "linux", "windows"]);
    ran.exits_with(1);
    ran.prints("\nwindows  claimed, not run: what the case files say of it\n");
    ran.prints(
        "
  peer_is_missing
                          linux     windows
                                    claimed, not run
      > 2  getpeername s  ENOTCONN  EINVAL (sourced)
        windows (claimed, not run): cases/names/bound.yaml:21

3 where no claim is contradicted, 1 different (0 of them assumed); 0 only on linux, 0 only on
windows, 0 on neither; 0 skipped, 0 not recorded or claimed
",
    );
}

/// A recording beside it makes no claim better founded.
#[test]
fn claim_beside_a_recording_was_not_run() {
    let project = claiming(OTHERWISE);
    project.edit("snapshots/gvisor/recording.yaml", "platform: gvisor", "platform: windows");
    std::fs::rename(project.path("snapshots/gvisor"), project.path("theirs")).expect("a folder to rename");
    let ran = project.sockshape(&["diff", "windows", &project.path("theirs").to_string_lossy()]);
    ran.exits_with(1).prints("EINVAL (sourced)");
}

#[test]
fn trial_that_nobody_ran_has_its_claims_in_markdown() {
    let arguments = ["show", "peer_is_missing", "--platform", "windows,macos", "--format", "markdown"];
    let ran = claiming(OTHERWISE).sockshape(&arguments);
    ran.prints("| `names::bound::peer_is_missing` | `getpeername` | `EINVAL` (sourced) | ");
}

#[test]
fn report_needs_a_recording_beside_claims() {
    let ran = claiming(OTHERWISE).sockshape(&["report", "--platform", "windows", "--html", "-"]);
    ran.is_refused(2).complains("error: none of these platforms has been recorded, and the page compares recordings");
}

#[test]
fn difference_of_two_claims() {
    let ran = claiming(OTHERWISE).sockshape(&["diff", "windows", "freebsd"]);
    ran.exits_with(1);
    ran.prints("      > 2  getpeername  EINVAL (sourced)  ENOTCONN (assumed)\n");
    ran.prints("\n3 where no claim is contradicted, 1 different (1 of them assumed); ");
    // The one may be what the other is.
    claiming(OTHERWISE)
        .sockshape(&["diff", "windows", "macos"])
        .exits_with(0)
        .prints("4 where no claim is contradicted, 0 different");
}

#[test]
fn claims_without_a_statement_are_no_difference() {
    let project = claiming("{windows: {error: EINVAL}, openbsd: any}");
    project.edit(BOUND, "type: SOCK_STREAM}\n", "type: SOCK_STREAM}\n        expect: any\n");
    let ran = project.sockshape(&["diff", "linux", "openbsd", "bound"]);
    ran.exits_with(0);
    ran.prints("2 where no claim is contradicted, 0 different ")
        .prints("1 not recorded or claimed\n")
        .prints("\n      1  openbsd: nothing is claimed\n");
}

#[rstest]
#[case::right(["linux", "windows"], "> only linux can run it; windows (claimed, not run): no SO_REUSEPORT\n")]
#[case::left(["windows", "linux"], "> only linux can run it; windows (claimed, not run): no SO_REUSEPORT\n")]
fn claimed_platform_that_cannot_run_a_trial(#[case] sides: [&str; 2], #[case] finding: &str) {
    let project = claiming("{macos: {error: EINVAL}}");
    let option = "      - setsockopt: {socket: s, option: SO_REUSEPORT, value: true}\n      - getpeername: s\n";
    project.edit(BOUND, "      - getpeername: s\n", option);
    project.sockshape(&["diff", sides[0], sides[1]]).prints(finding);
}

#[test]
fn markdown_of_a_difference_has_grade_and_place() {
    let ran = claiming(OTHERWISE).sockshape(&["diff", "windows", "linux", "--format", "markdown"]);
    ran.exits_with(1);
    ran.prints("| Step | Call | windows (claimed, not run) | linux |\n");
    ran.prints("| **2** | `getpeername s` | `EINVAL` (sourced)<br>cases/names/bound.yaml:21 | `ENOTCONN` |\n");
}

#[test]
fn json_of_a_difference_has_the_claim() {
    let output = json(&claiming(OTHERWISE).sockshape(&["diff", "linux", "windows", "--format", "json"]));
    assert_eq!(output["right"], json!({"basis": "claimed", "name": "windows"}));
    let finding = &output["topics"][0]["cases"][0]["ways"][0]["variants"][0]["finding"];
    assert_eq!(finding["kind"], "claims");
    let expected = json!({
        "number": 2,
        "call": "getpeername s",
        "left": {"basis": "recorded", "outcome": "ENOTCONN"},
        "right": {
            "basis": "claimed",
            "claim": "EINVAL",
            "grade": "sourced",
            "place": "cases/names/bound.yaml:21",
            "sources": [{"label": "windows", "text": "a page"}],
        },
    });
    assert_eq!(finding["steps"][0], expected);
}

#[test]
fn report_has_cells_for_claims() {
    let project = claiming(OTHERWISE);
    project.edit(&format!("snapshots/gvisor/{PEER}"), "ENOTCONN", "EINVAL");
    project.seal("snapshots/gvisor");
    let arguments = ["report", "peer", "--platform", "linux,gvisor,windows,macos,freebsd,openbsd", "--json", "-"];
    let output = json(&project.sockshape(&arguments));
    let names: Vec<&Value> = output["claimed"].as_array().expect("platforms").iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["windows", "macos", "freebsd", "openbsd"]);
    let trial = &output["topics"][0]["cases"][0]["trials"][0];
    let cell = |kinds: Value, differs_at: Value, claim: Value, grade: Value| {
        let sourced = grade == "sourced";
        json!({
            "state": "claimed",
            "kinds": kinds,
            "differs_at": differs_at,
            "claim": claim,
            "grade": grade,
            "sourced": sourced,
        })
    };
    let expected = json!([
        cell(json!([1]), json!(2), json!("EINVAL"), json!("sourced")),
        cell(json!([1]), json!(2), json!("[ok, EINVAL]"), json!("sourced")),
        cell(json!([0]), json!(2), json!("ENOTCONN"), json!("assumed")),
        cell(json!([0, 1]), json!(null), json!(null), json!(null)),
    ]);
    assert_eq!(trial["claims"], expected);
    assert_eq!(trial["claimed_steps"][0]["number"], 2);
    assert_eq!(trial["claimed_steps"][0]["claims"][0]["platforms"], json!(["windows"]));
}

#[test]
fn page_and_markdown_say_that_claims_were_not_run() {
    let project = claiming(OTHERWISE);
    let page = project.sockshape(&["report", "--html", "-"]);
    page.prints("<small>claimed, not run</small></th>");
    page.prints(
        "aria-label=\"windows: claimed, not run: EINVAL, sourced, as no recording\">EINVAL <small>sourced</small></td>",
    );
    page.prints(
        "aria-label=\"freebsd: claimed, not run: ENOTCONN, assumed, as kind A\">ENOTCONN <small>assumed</small></td>",
    );
    let markdown = project.sockshape(&["report", "--markdown", "-"]);
    markdown.prints("| 1 | `peer_is_missing` |  | A | A | ≠ *sourced* | ≠ *sourced* | A *assumed* |\n");
    markdown.prints("windows (claimed, not run): `EINVAL` (sourced) at step 2, cases/names/bound.yaml:21");
}

/// Two recordings that agree, one of which is of an earlier release, where a call ended in another way.
fn with_a_release() -> Project {
    let project = Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "EINVAL")]);
    let folder = "snapshots/linux@5.10";
    fs::rename(project.path("snapshots/gvisor"), project.path(folder)).expect("a folder to rename");
    project.edit(&format!("{folder}/recording.yaml"), "platform: gvisor\n", "platform: linux\nrelease: '5.10'\n");
    project
}

#[rstest]
#[case::show(&["show", "peer_is_missing", "--format", "markdown"])]
#[case::report(&["report", "--markdown", "-", "peer_is_missing"])]
#[case::table(&["table", "names", "call:getpeername", "--format", "markdown"])]
fn release_is_shown_if_it_is_asked_for(#[case] command: &[&str]) {
    let project = with_a_release();
    let both = project.sockshape(&[command, &["--platform", "linux,linux@5.10"]].concat());
    both.exits_with(0);
    both.prints("linux@5.10").prints("EINVAL").prints("ENOTCONN");
    let alone = project.sockshape(&[command, &["--platform", "linux@5.10"]].concat());
    alone.prints("linux@5.10");
    assert!(!alone.printed.contains("ENOTCONN"), "{}", alone.printed);
    let unasked = project.sockshape(&[command, &["--platform", "linux"]].concat());
    assert!(!unasked.printed.contains("linux@5.10"), "{}", unasked.printed);
}

#[rstest]
#[case::show(&["show", "peer_is_missing"])]
#[case::report(&["report", "--json", "-"])]
#[case::table(&["table", "names"])]
fn release_that_nobody_recorded_is_refused(#[case] command: &[&str]) {
    let ran = with_a_release().sockshape(&[command, &["--platform", "linux@6.1"]].concat());
    assert_eq!(ran.complained, "error: linux@6.1 has not been recorded; these have: linux, linux@5.10\n");
    ran.is_refused(2);
}
