//! Each verdict as the user sees it: what the trial prints, and the exit code of the program.

use crate::support::project::{BOUND, FAILED_CLAIM, Project, RECORD};

#[test]
fn trials_that_agree_pass_with_and_without_a_recording() {
    Project::of("agrees").run(&[]).counts(0, 6, 0, 0);
    Project::recorded("agrees").run(&[]).counts(0, 6, 0, 0);
}

#[test]
fn failed_claim_is_reported_with_step_place_and_command() {
    Project::recorded("differs").run(&[]).counts(101, 2, 2, 0).prints(FAILED_CLAIM);
}

#[test]
fn failed_claim_on_a_platform_without_a_recording_is_unsettled() {
    let ran = Project::of("differs").run_with(&[], &[("SOCKSHAPE_PLATFORM", "freebsd")]);
    let reason = "ignored (unsettled, no recording of this platform: cases/names/bound.yaml:12:17: getsockname s: \
                  expected loopback:0, observed AF_INET 127.0.0.1:<port-1> (16 bytes))";
    ran.counts(0, 3, 0, 1).prints(reason);
}

#[test]
fn claim_for_one_platform_fails_only_there() {
    let project = Project::recorded("agrees");
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: {error: ENOTCONN}\n        expect_on: {linux: ok}");
    project
        .run(&[])
        .counts(101, 4, 2, 0)
        .prints("  --> cases/names/bound.yaml:19:28\n   |\n19 |         expect_on: {linux: ok}\n");
    project
        .run_with(&[], &[("SOCKSHAPE_PLATFORM", "netbsd")])
        .counts(101, 5, 1, 0)
        .prints("error: linux: `getpeername s`: expected ok, recorded ENOTCONN\n  --> cases/names/bound.yaml:19:28\n");
}

#[test]
fn skipped_trial_is_ignored_with_the_reason() {
    let ran = Project::recorded("skipped").run(&[]);
    ran.counts(0, 3, 0, 1);
    let outcomes = ran.outcomes();
    let reason = outcomes["names::network::of_another_host"];
    assert!(reason.starts_with("ignored (needs network: ") && reason.ends_with(')'), "{reason}");
}

#[test]
fn skipped_trial_fails_if_skips_are_forbidden() {
    let ran = Project::recorded("skipped").run_with(&[], &[("SOCKSHAPE_STRICT", "1")]);
    ran.counts(101, 3, 1, 0).prints("skipped, and SOCKSHAPE_STRICT=1 forbids it: needs network: ");
}

#[test]
fn known_failure_passes_and_fails_once_the_claim_holds() {
    let ran = Project::recorded("deviates").run(&[]);
    let message = "\
every claim holds, but cases/names/known.yaml says that linux deviates: it was so once; a page of its own
remove linux from `deviates` of the case, or say `until` which release it was so

to run it again:
  cargo test --test conformance -- --exact 'names::known::holds_by_now'
";
    ran.counts(101, 2, 2, 0).prints(message);
    assert_eq!(ran.outcomes()["names::known::still_fails"], "ok");
}

#[test]
fn known_failure_of_another_platform_fails_here() {
    let project = Project::of("deviates");
    project.edit("cases/names/known.yaml", "linux", "windows");
    project.run_with(&[], &[RECORD]);
    let ran = project.run(&[]);
    ran.counts(101, 2, 2, 0).prints("  expected: loopback:0\n");
    assert_eq!(ran.outcomes()["names::known::still_fails"], "FAILED");
}

#[test]
fn error_in_the_case_is_not_blamed_on_the_platform() {
    let message = "\
error in the case: step 3, `connect s $peer`: no address was saved as `peer`
  --> cases/names/reference.yaml:12:9
   |
12 |       - connect: {socket: s, address: $peer}
   |         ^

to run it again:
  cargo test --test conformance -- --exact 'names::reference::refers_to_nothing'
";
    Project::of("broken").run(&[]).counts(101, 3, 1, 0).prints(message);
}

/// On systems without signals, such a call cannot be ended yet.
#[cfg(unix)]
#[test]
fn blocked_call_ends_at_its_deadline_and_the_run_goes_on() {
    let project = Project::recorded("hangs");
    let begun = std::time::Instant::now();
    let ran = project.run(&[]);
    assert!(begun.elapsed().as_secs() < 5, "a call took longer than its deadline");
    ran.counts(101, 7, 2, 0).prints("step 3: recv s\n  --> cases/names/waiting.yaml:20:9\n");
    ran.prints("> recv s -> timed-out\n  getsockname s -> AF_INET 127.0.0.1:<port-1> (16 bytes)\n");
}

#[test]
fn unknown_platform_is_refused_with_a_suggestion() {
    let ran = Project::of("agrees").run_with(&[], &[("SOCKSHAPE_PLATFORM", "lunix")]);
    ran.is_refused(101);
    ran.complains("error: unknown platform `lunix`; did you mean `linux`? ");
}
