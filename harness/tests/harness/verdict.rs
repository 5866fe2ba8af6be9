//! From a run to its verdict: whether its claims hold, and what follows from that and the record.

use std::sync::Arc;

use rstest::rstest;
use sockshape::address::{Name, Observed};
use sockshape::case::Trial;
use sockshape::operation::{Outcome, Value};
use sockshape::snapshot::Comparison;
use sockshape::source::Location;
use sockshape::transcript::{Entry, Step, Transcript};
use sockshape::verdict::{Claims, Forecast, Judgement, Mismatch, Unopposed, Verdict, conclude, judge};

use crate::support::outcome::{address, failed, ok};
use crate::support::{STREAM, file_of_cases, observed, platform, trial_of_steps, trials};

fn not_run() -> Outcome {
    Outcome::NotRun("there is no socket `s`".to_owned())
}

/// The judgement of steps with these outcomes. They follow [`STREAM`], so the first of them is in line 7 of the file.
fn judged(steps: &str, outcomes: Vec<Outcome>, on: &str) -> Judgement {
    let trial = trial_of_steps(&format!("{STREAM}{steps}"));
    let outcomes = [vec![ok()], outcomes].concat();
    assert_eq!(trial.program.actions.len(), outcomes.len(), "an outcome for each step");
    let entries = trial.program.actions.iter().zip(outcomes);
    let entries = entries.map(|(action, outcome)| Entry { step: Step::Unfilled(action.operation.clone()), outcome });
    let transcript = Transcript(entries.collect());
    judge(&trial, &transcript, &mut transcript.render(), platform(on))
}

/// The claims that fail.
fn mismatches(steps: &str, outcomes: Vec<Outcome>, on: &str) -> Vec<Mismatch> {
    match judged(steps, outcomes, on) {
        Judgement::Fails(mismatches) => mismatches,
        other => panic!("expected claims that fail, not {other:?}"),
    }
}

#[rstest]
#[case::success_by_default("- listen: s", ok())]
#[case::written_success("- listen: s\n  expect: ok", ok())]
#[case::error("- listen: s\n  expect: {error: EINVAL}", failed("EINVAL"))]
#[case::one_of_the_errors("- listen: s\n  expect: {error: [EINVAL, EIO]}", failed("EIO"))]
#[case::timed_out("- recv: s\n  expect: timed-out", Outcome::TimedOut(Vec::new()))]
#[case::timed_out_with_a_part(
    "- recv: s\n  expect: timed-out",
    Outcome::TimedOut(vec![Value::Data(b"hi".to_vec())])
)]
#[case::shape("- getsockname: s\n  expect: \"loopback:ephemeral\"", address("127.0.0.1:5"))]
#[case::one_of_a_list("- getsockname: s\n  expect: [none, {error: EINVAL}]", failed("EINVAL"))]
#[case::any_success("- listen: s\n  expect: any", ok())]
#[case::any_error("- listen: s\n  expect: any", failed("EIO"))]
#[case::any_time_out("- listen: s\n  expect: any", Outcome::TimedOut(Vec::new()))]
#[case::any_step_that_did_not_run("- listen: s\n  expect: any", not_run())]
#[case::number("- send: {socket: s, data: hello}\n  expect: \">= 5\"", Outcome::Returned(vec![Value::Number(5)]))]
#[case::on_this_platform("- listen: s\n  expect_on: {unix: {error: EIO}}", failed("EIO"))]
fn claim_that_holds(#[case] step: &str, #[case] outcome: Outcome) {
    assert_eq!(judged(step, vec![outcome], "linux"), Judgement::Holds);
}

#[rstest]
#[case::error_instead_of_success("- listen: s", failed("EINVAL"), "ok", "EINVAL")]
#[case::time_out_instead_of_success("- listen: s", Outcome::TimedOut(Vec::new()), "ok", "timed-out")]
#[case::part_at_the_deadline_instead_of_success(
    "- recv: s",
    Outcome::TimedOut(vec![Value::Data(b"hi".to_vec())]),
    "ok",
    "timed-out after \"hi\""
)]
#[case::success_instead_of_an_error("- listen: s\n  expect: {error: EINVAL}", ok(), "EINVAL", "ok")]
#[case::other_error("- listen: s\n  expect: {error: [EINVAL, EIO]}", failed("EINTR"), "[EINVAL, EIO]", "EINTR")]
#[case::error_where_it_must_block("- listen: s\n  expect: timed-out", failed("EAGAIN"), "timed-out", "EAGAIN")]
#[case::other_port(
    "- getsockname: s\n  expect: \"loopback:0\"",
    address("127.0.0.1:5"),
    "loopback:0",
    "AF_INET 127.0.0.1:<port-1> (16 bytes)"
)]
#[case::lost_length(
    "- getsockname: s\n  expect: {host: loopback, length: 16}",
    address("127.0.0.1:0 length 0"),
    "{host: \"loopback\", port: any, length: 16}",
    "AF_INET 127.0.0.1:0 (0 bytes)"
)]
#[case::none_of_a_list("- getsockname: s\n  expect: [none, timed-out]", failed("EIO"), "[none, timed-out]", "EIO")]
#[case::for_another_platform("- listen: s\n  expect_on: {bsd: {error: EIO}}", failed("EIO"), "ok", "EIO")]
fn claim_that_fails(#[case] step: &str, #[case] outcome: Outcome, #[case] expected: &str, #[case] observed: &str) {
    let mismatches = mismatches(step, vec![outcome], "linux");
    let found: Vec<_> =
        mismatches.iter().map(|mismatch| (mismatch.step, &*mismatch.expected, &*mismatch.observed)).collect();
    assert_eq!(found, [(2, expected, observed)]);
}

#[test]
fn second_returned_value_is_judged_too() {
    let outcome =
        |data: &[u8], from| Outcome::Returned(vec![Value::Data(data.to_vec()), Value::Address(observed(from))]);
    let step = "- recvfrom: s\n  expect: {data: hi, address: \"loopback:7\"}";
    assert_eq!(judged(step, vec![outcome(b"hi", "127.0.0.1:7")], "linux"), Judgement::Holds);
    assert_ne!(judged(step, vec![outcome(b"hi", "127.0.0.1:8")], "linux"), Judgement::Holds);
    assert_ne!(judged(step, vec![outcome(b"ho", "127.0.0.1:7")], "linux"), Judgement::Holds);
}

#[rstest]
#[case::step_without_a_claim("- getsockname: s", "linux", (7, 11))]
#[case::claim("- getsockname: s\n  expect: none", "linux", (8, 19))]
#[case::claim_for_the_platform("- getsockname: s\n  expect: none\n  expect_on: {linux: none}", "linux", (9, 30))]
#[case::claim_next_to_one_for_another_platform(
    "- getsockname: s\n  expect: none\n  expect_on: {bsd: none}",
    "linux",
    (8, 19)
)]
#[case::step_with_only_a_claim_for_another_platform("- getsockname: s\n  expect_on: {bsd: none}", "linux", (7, 11))]
fn mismatch_has_the_place_of_its_claim(#[case] step: &str, #[case] on: &str, #[case] (line, column): (usize, usize)) {
    let mismatches = mismatches(step, vec![failed("EIO")], on);
    assert_eq!(mismatches[0].location, Some(Location { line, column }));
}

#[test]
fn mismatch_shows_the_values_of_its_references() {
    let steps = "\
- getsockname: s
  save: name
- getsockname: s
  save: name_of_another
- getpeername: s
  expect: $name
- getpeername: s
  expect: $name_of_another";
    let outcomes = ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:2", "127.0.0.1:1"].map(address).to_vec();
    let expected: Vec<String> = mismatches(steps, outcomes, "linux").into_iter().map(|found| found.expected).collect();
    assert_eq!(
        expected,
        [
            "$name, where $name is AF_INET 127.0.0.1:<port-1> (16 bytes)",
            "$name_of_another, where $name_of_another is AF_INET 127.0.0.1:<port-2> (16 bytes)",
        ]
    );
}

#[test]
fn all_failed_claims_are_reported() {
    let steps = "\
- listen: s
- getsockname: s
  expect: none
- getsockname: s
  expect: any
- shutdown: {socket: s, how: SHUT_RD}";
    let mismatches = mismatches(steps, vec![failed("EIO"); 4], "linux");
    assert_eq!(mismatches.iter().map(|mismatch| mismatch.step).collect::<Vec<_>>(), [2, 3, 5]);
}

#[test]
fn step_that_cannot_run_breaks_the_case() {
    let expected = Judgement::Broken {
        fault: "step 3, `listen s`: there is no socket `s`".to_owned(),
        location: Some(Location { line: 8, column: 11 }),
    };
    let steps = "- getsockname: s\n- listen: s\n  expect: {error: EIO}";
    assert_eq!(judged(steps, vec![address("0.0.0.0:0"), not_run()], "linux"), expected);
}

/// The fault is not that of the case: it saves what such a call should return.
#[rstest]
#[case::at_once("", &[])]
#[case::after_an_error_that_was_expected("- listen: s\n  expect: {error: EIO}\n", &["EIO"])]
fn step_that_lacks_an_address_that_was_to_be_returned_is_a_mismatch(#[case] before: &str, #[case] errors: &[&str]) {
    let steps = format!("{before}- getsockname: s\n  save: name\n- connect: {{socket: s, address: $name}}");
    let missing = Outcome::NotRun("no address was saved as `name`".to_owned());
    let errors: Vec<Outcome> = errors.iter().map(|error| failed(error)).collect();
    let nameless = Outcome::Returned(vec![Value::Address(Observed::new(Name::None, 0))]);
    let mismatches = mismatches(&steps, [errors, vec![nameless, missing]].concat(), "linux");
    let observed: Vec<&str> = mismatches.iter().map(|mismatch| mismatch.observed.as_str()).collect();
    assert_eq!(observed, ["not run: no address was saved as `name`"]);
}

#[test]
fn step_that_cannot_run_after_a_mismatch_is_a_mismatch() {
    let mismatches = mismatches("- getsockname: s\n- listen: s", vec![failed("EIO"), not_run()], "linux");
    let observed: Vec<&str> = mismatches.iter().map(|mismatch| mismatch.observed.as_str()).collect();
    assert_eq!(observed, ["EIO", "not run: there is no socket `s`"]);
}

/// If a platform ignores IP_MULTICAST_IF, nothing is sent. That is not an error in the case, and `any` does not cover
/// it.
#[rstest]
#[case::error("{error: ENETUNREACH}")]
#[case::anything("any")]
#[case::one_of_a_list("[timed-out, ok]")]
fn withheld_step_is_a_mismatch(#[case] claim: &str) {
    let steps = format!("- listen: s\n  expect: {claim}");
    let mismatches =
        mismatches(&steps, vec![Outcome::Withheld("this would be sent to another host".to_owned())], "linux");
    assert_eq!(mismatches[0].observed, "withheld: this would be sent to another host");
}

/// A trial that `deviates` on gVisor.
fn trial() -> Arc<Trial> {
    let case = format!("- name: a\n  deviates: {{gvisor: a reason}}\n  steps:\n    {STREAM}");
    trials(&file_of_cases(&case)).remove(0)
}

fn mismatch() -> Mismatch {
    Mismatch { step: 1, location: None, call: "a call".into(), expected: "this".into(), observed: "that".into() }
}

fn fails() -> Judgement {
    Judgement::Fails(vec![mismatch()])
}

fn broken() -> Judgement {
    Judgement::Broken { fault: "a fault".into(), location: None }
}

fn new() -> Comparison {
    Comparison::New { text: "b".into() }
}

fn changed() -> Comparison {
    Comparison::Changed { recorded: "a".into(), text: "b".into() }
}

fn unwritten() -> Comparison {
    Comparison::Unwritten { why: "c".into() }
}

fn differs(mismatches: Vec<Mismatch>, comparison: Comparison) -> Verdict {
    Verdict::Differs { claims: Claims::Fail(mismatches), comparison: Some(comparison) }
}

fn unopposed(claims: Unopposed, comparison: Comparison) -> Verdict {
    Verdict::Differs { claims: Claims::Unopposed(claims), comparison: Some(comparison) }
}

fn healed() -> Verdict {
    Verdict::Healed { why: "a reason".into(), listed: None }
}

fn new_verdict(claims: Unopposed) -> Verdict {
    Verdict::New { text: "b".into(), claims }
}

#[rstest]
#[case::holds_and_is_recorded(Judgement::Holds, Some(Comparison::Same), Verdict::Agrees)]
#[case::holds_without_a_recording(Judgement::Holds, None, Verdict::Agrees)]
#[case::holds_without_a_record(Judgement::Holds, Some(new()), new_verdict(Unopposed::Hold))]
#[case::holds_and_the_record_changed(Judgement::Holds, Some(changed()), unopposed(Unopposed::Hold, changed()))]
#[case::fails_and_is_recorded(fails(), Some(Comparison::Same), differs(vec![mismatch()], Comparison::Same))]
#[case::fails_without_a_record(fails(), Some(new()), differs(vec![mismatch()], new()))]
#[case::fails_and_the_record_changed(fails(), Some(changed()), differs(vec![mismatch()], changed()))]
#[case::fails_without_a_recording(fails(), None, Verdict::Unsettled { mismatches: vec![mismatch()] })]
#[case::broken(broken(), None, Verdict::Broken { fault: "a fault".into(), location: None })]
fn verdict(#[case] judgement: Judgement, #[case] comparison: Option<Comparison>, #[case] expected: Verdict) {
    assert_eq!(conclude(judgement, comparison, Forecast::Unsaid), expected);
}

#[rstest]
#[case::fails_and_is_recorded(fails(), Some(Comparison::Same), Verdict::Deviates { why: "a reason".into() })]
#[case::fails_without_a_recording(fails(), None, Verdict::Deviates { why: "a reason".into() })]
#[case::fails_without_a_record(fails(), Some(new()), new_verdict(Unopposed::FailAsKnown))]
#[case::holds_and_the_record_could_not_be_written(
    Judgement::Holds,
    Some(unwritten()),
    unopposed(Unopposed::Hold, unwritten())
)]
#[case::fails_in_another_way_than_recorded(fails(), Some(changed()), unopposed(Unopposed::FailAsKnown, changed()))]
#[case::holds_and_is_recorded(Judgement::Holds, Some(Comparison::Same), healed())]
#[case::holds_without_a_recording(Judgement::Holds, None, healed())]
#[case::holds_and_the_record_changed(Judgement::Holds, Some(changed()), healed())]
#[case::broken(broken(), None, Verdict::Broken { fault: "a fault".into(), location: None })]
fn verdict_on_a_platform_that_deviates(
    #[case] judgement: Judgement,
    #[case] comparison: Option<Comparison>,
    #[case] expected: Verdict,
) {
    let trial = trial();
    assert_eq!(conclude(judgement, comparison, Forecast::of_case(trial.deviation(platform("gvisor"), None))), expected);
}

/// With a list of all that fails, a platform that nobody recorded can fail.
#[rstest]
#[case::unlisted_fails(fails(), None, Forecast::Holds, failed_without_a_recording())]
#[case::unlisted_holds(Judgement::Holds, None, Forecast::Holds, Verdict::Agrees)]
#[case::unlisted_is_recorded(
    fails(),
    Some(Comparison::Same),
    Forecast::Holds,
    differs(vec![mismatch()], Comparison::Same)
)]
#[case::listed_fails(fails(), None, listed(), Verdict::Deviates { why: "a reason".into() })]
#[case::listed_holds(Judgement::Holds, None, listed(), listed_and_healed())]
fn verdict_with_a_list_of_known_failures(
    #[case] judgement: Judgement,
    #[case] comparison: Option<Comparison>,
    #[case] forecast: Forecast,
    #[case] expected: Verdict,
) {
    assert_eq!(conclude(judgement, comparison, forecast), expected);
}

fn listed() -> Forecast {
    Forecast::Fails { why: "a reason".into(), listed: Some("known.yaml:1:3".into()) }
}

fn listed_and_healed() -> Verdict {
    Verdict::Healed { why: "a reason".into(), listed: Some("known.yaml:1:3".into()) }
}

fn failed_without_a_recording() -> Verdict {
    Verdict::Differs { claims: Claims::Fail(vec![mismatch()]), comparison: None }
}
