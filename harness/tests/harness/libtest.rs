//! The options that `cargo test` and `cargo nextest` pass.

use rstest::rstest;

use crate::support::project::{BOUND, FAILED, Project};

const TRIALS: [&str; 6] = [
    "corpus::every_claim_agrees_with_every_recording",
    "corpus::every_snapshot_has_a_case",
    "names::bound::peer_is_missing",
    "names::bound::port_is_chosen@SOCK_DGRAM",
    "names::bound::port_is_chosen@SOCK_STREAM",
    "other::closed::closes",
];

#[test]
fn list_names_every_trial_and_runs_none() {
    let ran = Project::of("agrees").run(&["--list", "--format", "terse"]);
    let mut listed: Vec<&str> = ran.printed.lines().collect();
    listed.sort_unstable();
    assert_eq!(listed, TRIALS.map(|name| format!("{name}: test")));
    ran.exits_with(0);
}

#[test]
fn list_of_ignored_trials_has_those_that_this_host_cannot_run() {
    let ran = Project::of("skipped").run(&["--list", "--format", "terse", "--ignored"]);
    assert_eq!(ran.printed, "names::network::of_another_host: test\n");
}

#[rstest]
#[case::by_group(&["names::"], &TRIALS[2..5])]
#[case::by_case(&["port_is_chosen"], &TRIALS[3..5])]
#[case::exactly(&["--exact", "names::bound::port_is_chosen@SOCK_DGRAM"], &TRIALS[3..4])]
#[case::exactly_one_guard(&["--exact", "corpus::every_snapshot_has_a_case"], &TRIALS[1..2])]
#[case::exactly_the_other(&["--exact", "corpus::every_claim_agrees_with_every_recording"], &TRIALS[..1])]
#[case::exactly_part_of_a_name(&["--exact", "port_is_chosen"], &[])]
#[case::exactly_without_the_variant(&["--exact", "names::bound::port_is_chosen"], &[])]
#[case::exactly_in_a_missing_file(&["--exact", "names::unbound::a"], &[])]
#[case::all_except_some(&["--skip", "names"], &[TRIALS[0], TRIALS[1], TRIALS[5]])]
#[case::only_ignored(&["--ignored"], &[])]
#[case::ignored_as_well(&["--include-ignored"], &TRIALS)]
fn filter_leaves(#[case] arguments: &[&str], #[case] expected: &[&str]) {
    let ran = Project::of("agrees").run(arguments);
    ran.counts(0, expected.len(), 0, 0);
    assert_eq!(ran.outcomes().into_keys().collect::<Vec<_>>(), expected);
}

#[rstest]
#[case::option(&["--test-threads=0"], &[])]
#[case::option_over_the_environment(&["--test-threads=0"], &[("RUST_TEST_THREADS", "1")])]
#[case::environment(&[], &[("RUST_TEST_THREADS", "0")])]
fn zero_threads_are_refused(#[case] arguments: &[&str], #[case] variables: &[(&str, &str)]) {
    let ran = Project::of("agrees").run_with(arguments, variables);
    ran.is_refused(2);
    assert_eq!(ran.complained, "error: 0 threads cannot run any trial; --test-threads takes 1 or more\n");
}

#[test]
fn option_overrides_the_environment() {
    let ran = Project::of("agrees").run_with(&["--test-threads=1"], &[("RUST_TEST_THREADS", "0")]);
    ran.counts(0, 6, 0, 0);
}

/// The first of these trials waits and the second does not, so with more than one thread the second would end first.
#[cfg(unix)]
#[test]
fn environment_sets_the_number_of_threads() {
    let ran = Project::of("hangs").run_with(&["--skip", "waits"], &[("RUST_TEST_THREADS", "1")]);
    ran.counts(0, 3, 0, 1);
    let end = |name: &str| ran.printed.find(&format!("test names::waiting::{name} ")).expect("its result");
    assert!(end("ought_not_to_wait") < end("does_not_wait"), "{}", ran.printed);
}

#[test]
fn single_trial_under_nextest_is_ignored_if_this_host_cannot_run_it() {
    let project = Project::of("skipped");
    let nextest = [("NEXTEST", "1")];
    let ran = project.run_with(&["--exact", "names::network::of_another_host"], &nextest);
    ran.counts(0, 0, 0, 1);
    let ran = project.run_with(&["--list", "--format", "terse", "--ignored"], &nextest);
    assert_eq!(ran.printed, "names::network::of_another_host: test\n");
}

#[test]
fn unknown_option_is_refused() {
    let ran = Project::of("agrees").run(&["--shuffle"]);
    ran.is_refused(2);
}

#[test]
fn run_of_all_trials_is_quiet_but_for_what_fails_and_what_is_ignored() {
    let ran = Project::recorded("differs").run_by_default(&[], &[]);
    ran.counts(101, 2, 2, 0).prints("\n---- names::bound::port_stays_zero ----\ngetsockname: expected loopback:0, ");
    assert!(!ran.printed.contains("test names::"), "{}", ran.printed);
    let ran = Project::recorded("skipped").run_by_default(&[], &[]);
    ran.counts(0, 3, 0, 1).prints("\nignored:\n     1  needs network: ");
}

#[test]
fn run_of_some_trials_names_each() {
    let ran = Project::of("agrees").run_by_default(&["other::"], &[]);
    assert_eq!(ran.outcomes().into_keys().collect::<Vec<_>>(), ["other::closed::closes"]);
}

/// What nextest takes for the message of a test is the rest of standard error, so it is the last line.
#[test]
fn nextest_gets_the_message_of_a_failing_trial_in_one_line() {
    let project = Project::recorded("differs");
    let exact = ["--exact", "names::bound::port_stays_zero"];
    let ran = project.run_with(&exact, &[("NEXTEST", "1")]);
    let place = "the claim changed, or it never held (cases/names/bound.yaml:12:17)\n";
    assert_eq!(
        ran.complained,
        format!("Error: {FAILED}; the recording of linux agrees with what was observed: {place}")
    );
    let ran = project.run_with(&["--exact", "names::bound::port_is_chosen"], &[("NEXTEST", "1")]);
    assert_eq!(ran.complained, "");
}

#[test]
fn github_gets_each_way_of_failing_once_with_its_place() {
    let project = Project::recorded("agrees");
    project.edit(BOUND, "expect: \"loopback:ephemeral\"", "expect: \"loopback:0\"");
    let ran = project.run_with(&["port_is_chosen"], &[("GITHUB_ACTIONS", "true"), ("RUST_TEST_THREADS", "1")]);
    let expected = "::error file=cases/names/bound.yaml,line=12,col=17,\
                    title=names%3A%3Abound%3A%3Aport_is_chosen@SOCK_STREAM::\
                    getsockname: expected loopback:0, observed AF_INET 127.0.0.1:<port-1> (16 bytes)%0A\
                    the recording of linux agrees with what was observed: the claim changed, or it never held\n";
    assert_eq!(ran.complained, expected);
    let ran = project.sockshape_with(&["run", "--format", "json"], &[("GITHUB_ACTIONS", "true")]);
    assert_eq!(ran.complained, expected);
}
