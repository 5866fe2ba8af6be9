//! Claims and known faults that recordings contradict: of which platform, at which place, by which line of which file.

use rstest::rstest;
use sockshape::case::load;
use sockshape::compat::{Column, Table, contradictions};
use sockshape::problem::Problem;

use crate::support::Reported;
use crate::support::project::{BOUND, CHOSEN, PEER, Project};

/// What the recordings of a project contradict.
fn contradicted(project: &Project) -> Vec<Problem> {
    let root = project.path("");
    let corpus = load(&root).expect("cases without a problem");
    let columns = Column::all(&root).expect("recordings");
    contradictions(&Table::new(&corpus, &columns).expect("records of these cases"))
}

fn reported(project: &Project) -> Vec<Reported> {
    contradicted(project).iter().map(Reported::of).collect()
}

const CORRECT: &str = "correct the claim, give the platform its own under `expect_on`, or say under `deviates` why it \
                       is at fault";

/// The only case with one step that is claimed differently.
const NOT_CONNECTED: &str = "expect: {error: ENOTCONN}";

#[test]
fn claim_of_a_family_is_held_against_each_platform_that_belongs_to_it() {
    let project = Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "EINVAL")]);
    let expected = Reported {
        message: "gvisor: `getpeername s`: expected ENOTCONN, recorded EINVAL".into(),
        place: format!("{BOUND}:18:17"),
        hint: format!("see snapshots/gvisor/{PEER}:6; {CORRECT}"),
    };
    assert_eq!(reported(&project), [expected]);
    project.edit(BOUND, NOT_CONNECTED, &format!("{NOT_CONNECTED}\n        expect_on: {{gvisor: {{error: EINVAL}}}}"));
    assert_eq!(reported(&project), []);
    project.edit(BOUND, "{gvisor: {error: EINVAL}}", "{unix: {error: EINVAL}}");
    let expected = Reported {
        message: "linux: `getpeername s`: expected EINVAL, recorded ENOTCONN".into(),
        place: format!("{BOUND}:19:27"),
        hint: format!("see snapshots/linux/{PEER}:6; {CORRECT}"),
    };
    assert_eq!(reported(&project), [expected]);
}

#[test]
fn records_that_contradict_a_claim_in_the_same_way_are_one_problem() {
    let project = Project::recorded_twice("agrees", &[]);
    project.edit(BOUND, "\"loopback:ephemeral\"", "\"unspecified:ephemeral\"");
    let expected = Reported {
        message: "linux, gvisor: `getsockname s`: expected unspecified:ephemeral, recorded AF_INET \
                  127.0.0.1:<port-1> (16 bytes)"
            .into(),
        place: format!("{BOUND}:12:17"),
        hint: format!("see snapshots/linux/{CHOSEN}:7 and 3 other records; {CORRECT}"),
    };
    assert_eq!(reported(&project), [expected]);
}

/// Which of two ports is which, and that 0 is neither, is in the record.
#[rstest]
#[case::any("any")]
#[case::family("{family: AF_INET}")]
#[case::length("{family: AF_INET, length: 16}")]
#[case::one_of("[none, \"loopback:ephemeral\"]")]
fn claim_that_holds_is_no_problem(#[case] claim: &str) {
    let project = Project::recorded("agrees");
    project.edit(BOUND, "\"loopback:ephemeral\"", claim);
    assert_eq!(reported(&project), []);
}

#[rstest]
#[case::port("\"loopback:0\"")]
#[case::length("{family: AF_INET, length: 17}")]
#[case::one_of("[none, \"unspecified:0\"]")]
#[case::success_where_an_error_is_claimed("{error: EINVAL}")]
#[case::deadline("timed-out")]
fn claim_that_does_not_hold_is_a_problem(#[case] claim: &str) {
    let project = Project::recorded("agrees");
    project.edit(BOUND, "\"loopback:ephemeral\"", claim);
    assert_eq!(reported(&project).len(), 1);
}

const KNOWN: &str = "cases/names/known.yaml";

#[test]
fn known_fault_that_no_record_shows_is_a_problem() {
    let project = Project::recorded("deviates");
    let expected = Reported {
        message: "linux: the platform is said to deviate, and every claim holds of its record".into(),
        place: format!("{KNOWN}:15:23"),
        hint:
            "see snapshots/linux/names/known/holds_by_now.snap:5; remove the entry, or use `where` to limit it to the \
               combinations that fail"
                .into(),
    };
    assert_eq!(reported(&project), [expected]);
}

#[test]
fn fault_of_another_platform_excuses_nothing() {
    let project = Project::recorded("deviates");
    project.edit(KNOWN, "linux", "gvisor");
    let expected = Reported {
        message: "linux: `getsockname s`: expected loopback:0, recorded AF_INET 127.0.0.1:<port-1> (16 bytes)".into(),
        place: format!("{KNOWN}:12:17"),
        hint: format!("see snapshots/linux/names/known/still_fails.snap:7; {CORRECT}"),
    };
    assert_eq!(reported(&project), [expected]);
}

/// `check` says that the recording is behind. Of its steps, those before the first that is another are still judged.
#[test]
fn recording_of_other_cases_is_judged_as_far_as_it_fits() {
    let project = Project::recorded("agrees");
    project.change_case();
    assert_eq!(reported(&project), []);
    project.edit(BOUND, "- listen: s", "- listen: s\n        expect: {error: EINVAL}");
    assert_eq!(reported(&project), []);
    project.edit(
        BOUND,
        "- bind: {socket: s, address: \"loopback:0\"}",
        "- bind: {socket: s, address: \"loopback:0\"}\n        expect: {error: EINVAL}",
    );
    assert_eq!(reported(&project).len(), 1);
}

/// Whether it still fails is open as long as a step is missing.
#[test]
fn known_fault_of_a_recording_of_other_cases_is_not_called_healed() {
    let project = Project::recorded("deviates");
    project.edit(KNOWN, "address: \"loopback:0\"}\n", "address: \"loopback:0\"}\n      - listen: s\n");
    assert_eq!(reported(&project), []);
}

#[test]
fn outcome_that_no_run_writes_is_a_problem() {
    let project = Project::recorded("agrees");
    project.edit(&format!("snapshots/linux/{PEER}"), "ENOTCONN", "connected");
    let expected = Reported {
        message: "linux: `getpeername s`: the operation cannot end in `connected`, as is recorded".into(),
        place: format!("{BOUND}:17:9"),
        hint: format!(
            "see snapshots/linux/{PEER}:6; it was cut short, edited, or recorded by another version; take it from \
             version control, or remove it and record names::bound::peer_is_missing again"
        ),
    };
    assert_eq!(reported(&project), [expected]);
}

#[test]
fn step_that_was_not_begun_is_a_problem() {
    let project = Project::recorded("agrees");
    project.edit(&format!("snapshots/linux/{PEER}"), "ENOTCONN", "not run: there is no socket `s`");
    let problems = reported(&project);
    let [Reported { message, place, .. }] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(message, "linux: step 2, `getpeername s`: there is no socket `s`");
    assert_eq!(*place, format!("{BOUND}:17:9"));
}
