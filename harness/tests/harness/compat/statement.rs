//! How well founded it is what a case says of a platform: a recording, a claim with a source, or neither.

use rstest::rstest;
use sockshape::case::load;
use sockshape::compat::{Column, CorpusTrial, Grade, Row, Table};

use crate::support::project::{PEER, Project};
use crate::support::{platform, read};

/// What is said of the last step of a case with this source and this claim: grade, claim, line and column.
fn said(see: &str, claim: &str, of: &str) -> String {
    let text = format!(
        "topic: A topic\nsee: {{{see}}}\ncases:\n  - name: case\n    matrix: {{v: [EINVAL]}}\n    steps:\n      \
         - socket: {{as: s, family: AF_INET, type: SOCK_STREAM}}\n      - getpeername: s\n        {claim}\n"
    );
    let topic = read(&text).unwrap_or_else(|problems| panic!("{problems:?}"));
    let trial = &topic.trials[0];
    let row = Row { name: &trial.name, in_corpus: Some(CorpusTrial { topic: &topic, trial }), cells: Vec::new() };
    let statement = row.statement(&[], 1, platform(of)).expect("a step");
    let location = statement.place.location(&trial.source).expect("a place");
    format!("{} {} {location}", statement.grade, statement.expectation)
}

const SPECIFIC: &str = "expect_on: {bsd: {error: $v}}";

#[rstest]
#[case::of_the_platform("macos: XNU", SPECIFIC, "macos", "sourced EINVAL 9:26")]
#[case::of_the_family("bsd: 4.4BSD", SPECIFIC, "macos", "sourced EINVAL 9:26")]
#[case::of_a_wider_family("unix: A book", SPECIFIC, "macos", "sourced EINVAL 9:26")]
#[case::of_another_platform("macos: XNU", SPECIFIC, "freebsd", "assumed EINVAL 9:26")]
#[case::of_none("posix: A page", SPECIFIC, "macos", "assumed EINVAL 9:26")]
#[case::not_named("linux: A page", SPECIFIC, "linux", "assumed ok 8:9")]
#[case::general("linux: A page", "expect: {error: $v}", "linux", "assumed EINVAL 9:17")]
#[case::imitated("windows: A page", "expect_on: {windows: {error: $v}}", "wine", "sourced EINVAL 9:30")]
fn claim_is_sourced_if_it_names_a_platform_with_a_source(
    #[case] see: &str,
    #[case] claim: &str,
    #[case] of: &str,
    #[case] expected: &str,
) {
    assert_eq!(said(see, claim, of), expected);
}

#[test]
fn recording_of_the_platform_counts_most() {
    let project = Project::recorded_twice("agrees", &[(PEER, "ENOTCONN", "EINVAL")]);
    let (corpus, columns) =
        (load(&project.path("")).expect("cases"), Column::all(&project.path("")).expect("recordings"));
    let table = Table::new(&corpus, &columns).expect("records of these cases");
    let row = table.rows.iter().find(|row| row.name.case == "peer_is_missing").expect("a trial");
    let grade = |step, of| row.statement(&columns, step, platform(of)).map(|said| said.grade);
    assert_eq!(grade(1, "linux"), Some(Grade::Run));
    assert_eq!(grade(1, "gvisor"), Some(Grade::Run));
    assert_eq!(grade(1, "linux-musl"), Some(Grade::Assumed));
    assert_eq!(grade(2, "linux"), None);
}
