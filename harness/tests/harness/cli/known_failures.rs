//! `--known` and `--write-known`, and the variable for the test program: what fails a run, and what is written.

use std::fs;

use rstest::rstest;

use crate::support::project::{BOUND, FAILED, Project, RECORD, Ran};

/// The trial of the corpus `differs` that fails.
const FAILS: &str = "names::bound::port_stays_zero";

/// A project whose list of known failures is this. Nobody has recorded it.
struct Listed {
    project: Project,
    file: String,
}

impl Listed {
    fn of(corpus: &str, text: &str) -> Self {
        let project = Project::of(corpus);
        let file = project.path("known.yaml").display().to_string();
        fs::write(&file, text).expect("a file to write");
        Self { project, file }
    }

    fn run(&self) -> Ran {
        self.project.sockshape(&["run", "--as", "linux+mine", "--known", &self.file])
    }

    /// Writes the list from a run of the trials with this word.
    fn write(&self, word: &str) -> Ran {
        self.project.sockshape(&["run", "--as", "linux+mine", "--write-known", &self.file, word])
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.file).expect("a file to read")
    }

    /// Gives every entry without a reason this one.
    fn give_reasons(&self, reason: &str) {
        fs::write(&self.file, self.text().replace("reason:\n", &format!("reason: {reason}\n"))).expect("a file");
    }
}

fn known(trial: &str) -> String {
    format!("- trials: {trial}\n  reason: it chooses a port\n")
}

#[test]
fn known_failure_does_not_fail_the_run() {
    let listed = Listed::of("differs", &known(FAILS));
    listed.run().exits_with(0).prints("names     1      0    0       1         0       0\n");
    let variables = [("SOCKSHAPE_PLATFORM", "linux+mine"), ("SOCKSHAPE_KNOWN", listed.file.as_str())];
    listed.project.run_with(&[], &variables).counts(0, 4, 0, 0);
    let ran = listed.project.sockshape_with(&[], &variables);
    ran.exits_with(0).prints("names     1      0    0       1         0       0\n");
}

#[test]
fn other_failure_fails_the_run_although_nobody_recorded_the_platform() {
    let listed = Listed::of("differs", "[]");
    let ran = listed.run();
    ran.exits_with(1).prints(&format!("linux+mine: 1 differs, 1 agrees\n{FAILED}: 1 trial\n"));
    ran.prints("linux+mine has no record of it, which would tell which side moved\n\nstep 3: getsockname s\n");
    let again = format!("SOCKSHAPE_PLATFORM=linux+mine SOCKSHAPE_KNOWN={} cargo test --test ", listed.file);
    ran.prints(&format!("\nto run it again:\n  {again}"));
    let variables = [("SOCKSHAPE_PLATFORM", "linux+mine"), ("SOCKSHAPE_KNOWN", listed.file.as_str())];
    listed.project.run_with(&[], &variables).counts(101, 3, 1, 0);
    listed.project.run_with(&["--exact", FAILS], &variables).counts(101, 0, 1, 0);
}

#[test]
fn known_failure_that_does_not_fail_fails_the_run() {
    let listed = Listed::of("differs", &(known(FAILS) + &known("names::bound::port_is_chosen")));
    let ran = listed.run();
    let place = format!("{}:3:11", listed.file);
    ran.exits_with(1).prints(&format!("every claim holds, but {place} says that one fails: it chooses a port"));
    ran.prints("remove it there, or renew the file with `sockshape run --write-known`\n");
    let variables = [("SOCKSHAPE_PLATFORM", "linux+mine"), ("SOCKSHAPE_KNOWN", listed.file.as_str())];
    listed.project.run_with(&["--exact", "names::bound::port_is_chosen"], &variables).counts(101, 0, 1, 0);
}

/// The recording has answers that contradict the claims, and the list says so.
#[test]
fn recording_may_contradict_a_claim_that_is_known_to_fail() {
    let listed = Listed::of("differs", &known(FAILS));
    let variables = [("SOCKSHAPE_PLATFORM", "linux+mine"), ("SOCKSHAPE_KNOWN", listed.file.as_str())];
    listed.project.run_with(&[], &[variables[0], variables[1], RECORD]).exits_with(0);
    assert!(listed.project.path("snapshots/linux+mine/recording.yaml").is_file());
    listed.run().exits_with(0).prints("  linux+mine: 2 the same, 0 different, 0 unrecorded\n");
    listed.project.run_with(&[], &variables).counts(0, 4, 0, 0);
    // The claims are not held against it without the list either: it is a recording of somebody's own.
    listed.project.run_with(&[], &variables[..1]).counts(101, 3, 1, 0);
}

#[test]
fn list_is_written_and_taken_once_it_has_reasons() {
    let listed = Listed::of("differs", "[]\n");
    let ran = listed.write("names");
    ran.exits_with(0).prints("known.yaml: 1 entry, of which 1 must get a reason before --known takes the file\n");
    let entry = format!("\n# {FAILED}\n- trials:\n  - {FAILS}\n  reason:\n");
    assert!(listed.text().ends_with(&entry), "{}", listed.text());
    let ran = listed.run();
    ran.is_refused(2).complains("known.yaml cannot be used\nerror: `reason` must be the reason why these trials fail");
    ran.complains("known.yaml:8:10\n").complains("\n1 problem in the file of known failures\n");
    listed.give_reasons("it chooses a port");
    listed.run().exits_with(0);
    let written = listed.text();
    listed.write("names").prints("known.yaml: 1 entry, for --known\n");
    assert_eq!(listed.text(), written, "the reason is kept");
}

#[test]
fn trials_that_fail_in_one_way_are_an_entry_and_a_whole_case_is_one_name() {
    let listed = Listed::of("agrees", "[]\n");
    listed.project.edit(BOUND, "expect: \"loopback:ephemeral\"", "expect: \"loopback:0\"");
    listed.project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: none");
    listed.write("names");
    let entries: Vec<String> = listed.text().lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let [chosen, missing] = ["port_is_chosen", "peer_is_missing"].map(|case| format!("  - names::bound::{case}"));
    assert_eq!(entries, ["", "- trials:", &chosen, "  reason:", "", "- trials:", &missing, "  reason:"]);
}

/// What heals goes, what is not run stays, and what is new needs a reason.
#[test]
fn renewed_list_keeps_reasons() {
    let listed = Listed::of("agrees", "[]\n");
    listed.project.edit(BOUND, "expect: \"loopback:ephemeral\"", "expect: \"loopback:0\"");
    listed.write("stream");
    listed.give_reasons("of streams");
    listed.project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: none");
    listed.write("peer_is_missing").prints("known.yaml: 2 entries, of which 1 must get a reason before ");
    assert!(listed.text().contains("  - names::bound::port_is_chosen@SOCK_STREAM\n  reason: of streams\n"));
    listed.project.edit(BOUND, "expect: \"loopback:0\"", "expect: \"loopback:ephemeral\"");
    listed.write("port_is_chosen").prints("known.yaml: 1 entry, of which 1 must get ");
    assert!(!listed.text().contains("of streams"), "{}", listed.text());
    listed.project.edit(BOUND, "expect: none", "expect: {error: ENOTCONN}");
    listed.write("names").prints("known.yaml: 0 entries, for --known\n");
    listed.run().exits_with(0);
}

/// It may have been copied from there, and it is no news.
#[test]
fn reason_of_what_it_is_like_is_given() {
    let listed = Listed::of("deviates", "[]\n");
    listed.write("still_fails").prints("known.yaml: 1 entry, for --known\n");
    let reason = "reason: as on linux: it chooses a port; a page of its own\n";
    assert!(listed.text().contains(&reason.replace("as on", "'as on").replace("own\n", "own'\n")), "{}", listed.text());
    let ran = listed.project.sockshape(&["run", "--as", "linux+mine", "--known", &listed.file, "still_fails"]);
    ran.exits_with(0).prints("total     0      0    0       1 ");
}

#[test]
fn recording_and_list_are_made_by_one_run() {
    let listed = Listed::of("differs", "[]\n");
    let arguments = ["run", "--as", "linux+mine", "--record", "--write-known", &listed.file];
    listed.project.sockshape(&arguments).exits_with(1).prints("known.yaml: 1 entry, of which 1 must ");
    listed.give_reasons("it chooses a port");
    listed.run().exits_with(0).prints("  linux+mine: 2 the same, 0 different, 0 unrecorded\n");
}

#[rstest]
#[case::no_file(&["--known", "nowhere.yaml"], "error: there is no file nowhere.yaml; sockshape run --write-known nowh")]
#[case::folder(&["--known", "."], "this is a folder, and a file belongs here")]
#[case::both(&["--known", "a.yaml", "--write-known", "b.yaml"], "cannot be used with '--write-known <FILE>'")]
#[case::no_folder(&["--write-known", "nowhere/known.yaml"], "/nowhere for it")]
#[case::written_over_a_folder(&["--write-known", "."], "this is a folder, and a file belongs here")]
fn files_that_cannot_be_used(#[case] options: &[&str], #[case] message: &str) {
    let project = Project::of("agrees");
    let before = project.files();
    project.sockshape(&[&["run"], options].concat()).is_refused(2).complains(message);
    assert!(project.files() == before, "the run has written a file");
}

#[test]
fn file_that_is_no_list_is_refused_and_not_written_over() {
    let listed = Listed::of("differs", "topic: something else\n");
    listed.run().is_refused(2).complains("known.yaml:1:1\n");
    listed.write("names").is_refused(2).complains("the file must be a list, not a map");
    assert_eq!(listed.text(), "topic: something else\n");
    let variables = [("SOCKSHAPE_KNOWN", listed.file.as_str())];
    listed.project.run_with(&[], &variables).is_refused(101).complains("the file must be a list, not a map");
}
