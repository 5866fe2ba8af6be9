//! Each verdict as it reaches the one who runs the tests: what the trial prints, and what the program exits with.

use super::project::Project;

const BOUND: &str = "cases/names/bound.yaml";

#[test]
fn what_agrees_passes_recorded_or_not() {
    Project::of("agrees").run(&[]).counts(0, 5, 0, 0);
    Project::recorded("agrees").run(&[]).counts(0, 5, 0, 0);
}

#[test]
fn claim_that_fails_is_told_with_step_place_and_command() {
    let message = "\
step 3: getsockname s
 --> cases/names/bound.yaml:12:17
  expected: loopback:0
  observed: AF_INET 127.0.0.1:<port-1> (16 bytes)

the whole run:
  socket s AF_INET SOCK_STREAM -> ok
  bind s 127.0.0.1:0 -> ok
> getsockname s -> AF_INET 127.0.0.1:<port-1> (16 bytes)

to run it again:
  cargo test --test conformance -- --exact 'names::bound::port_stays_zero'
";
    Project::recorded("differs").run(&[]).counts(101, 2, 1, 0).prints(message);
}

#[test]
fn claim_that_fails_on_a_platform_without_a_recording_is_unsettled() {
    let ran = Project::of("differs").run_with(&[], &[("SOCKSHAPE_PLATFORM", "freebsd")]);
    let reason = "ignored (unsettled, no recording of this platform: cases/names/bound.yaml:12:17: getsockname s: \
                  expected loopback:0, observed AF_INET 127.0.0.1:<port-1> (16 bytes))";
    ran.counts(0, 2, 0, 1).prints(reason);
}

#[test]
fn claim_of_one_platform_alone_fails_there_alone() {
    let project = Project::recorded("agrees");
    project.edit(BOUND, "expect: {error: ENOTCONN}", "expect: {error: ENOTCONN}\n        expect_on: {linux: ok}");
    project
        .run(&[])
        .counts(101, 4, 1, 0)
        .prints(" --> cases/names/bound.yaml:19:28\n  expected: ok\n  observed: ENOTCONN\n");
    project.run_with(&[], &[("SOCKSHAPE_PLATFORM", "netbsd")]).counts(0, 5, 0, 0);
}

#[test]
fn what_this_host_cannot_run_is_ignored_with_its_reason() {
    let ran = Project::recorded("skipped").run(&[]);
    ran.counts(0, 2, 0, 1);
    let outcomes = ran.outcomes();
    let reason = outcomes["names::network::of_another_host"];
    assert!(reason.starts_with("ignored (needs network: ") && reason.ends_with(')'), "{reason}");
}

#[test]
fn what_this_host_cannot_run_fails_where_nothing_may_be_skipped() {
    let ran = Project::recorded("skipped").run_with(&[], &[("SOCKSHAPE_STRICT", "1")]);
    ran.counts(101, 2, 1, 0).prints("skipped, and SOCKSHAPE_STRICT=1 forbids it: needs network: ");
}

#[test]
fn claim_known_to_fail_passes_and_one_that_holds_again_fails() {
    let ran = Project::recorded("deviates").run(&[]);
    let message = "\
every claim holds, but cases/names/known.yaml says that linux deviates: it was so once; a page of its own
remove linux from `deviates` of the case

to run it again:
  cargo test --test conformance -- --exact 'names::known::holds_by_now'
";
    ran.counts(101, 2, 1, 0).prints(message);
    assert_eq!(ran.outcomes()["names::known::still_fails"], "ok");
}

#[test]
fn claim_known_to_fail_elsewhere_fails_here() {
    let project = Project::of("deviates");
    project.edit("cases/names/known.yaml", "linux", "windows");
    project.run_with(&[], &[("INSTA_UPDATE", "always")]);
    let ran = project.run(&[]);
    ran.counts(101, 2, 1, 0).prints("  expected: loopback:0\n");
    assert_eq!(ran.outcomes()["names::known::still_fails"], "FAILED");
}

#[test]
fn case_that_is_at_fault_itself_is_no_difference_of_the_platform() {
    let message = "\
error in the case: step 3, `connect s $peer`: no address was saved as `peer`
 --> cases/names/reference.yaml:12:9

to run it again:
  cargo test --test conformance -- --exact 'names::reference::refers_to_nothing'
";
    Project::of("broken").run(&[]).counts(101, 2, 1, 0).prints(message);
}

/// On systems without signals nothing ends such a call yet.
#[cfg(unix)]
#[test]
fn call_that_blocks_ends_by_its_deadline_and_the_others_go_on() {
    let project = Project::recorded("hangs");
    let begun = std::time::Instant::now();
    let ran = project.run(&[]);
    assert!(begun.elapsed().as_secs() < 5, "a call was waited for longer than its deadline");
    ran.counts(101, 7, 1, 0)
        .prints("step 3: recv s\n --> cases/names/waiting.yaml:20:9\n  expected: ok\n  observed: timed-out\n");
    ran.prints("> recv s -> timed-out\n  getsockname s -> AF_INET 127.0.0.1:<port-1> (16 bytes)\n");
}

#[test]
fn platform_that_there_is_not_is_refused_with_a_suggestion() {
    let ran = Project::of("agrees").run_with(&[], &[("SOCKSHAPE_PLATFORM", "lunix")]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(101), ""));
    assert_eq!(ran.complained, "unknown platform `lunix`; did you mean `linux`?\n");
}
