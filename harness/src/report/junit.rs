//! A run as JUnit's XML, which CI systems read. There is no standard: this is the form of Jenkins, which others read
//! too. A group of cases is a suite.

use minijinja::{Environment, UndefinedBehavior, Value, context, value::Serde};
use serde::Serialize;

use super::complaint::{Complaint, ignored};
use crate::compat::CorpusTrial;
use crate::session::{Session, TrialResult};
use crate::terminal::{UNLIMITED, plain};
use crate::transcript::SnapshotText;
use crate::verdict::Verdict;

const TEMPLATE: &str = include_str!("junit.xml");

/// The trials of a group of cases.
#[derive(Debug, Serialize)]
struct Suite {
    name: String,
    failures: usize,
    skipped: usize,
    tests: Vec<Test>,
}

#[derive(Debug, Serialize)]
struct Test {
    class: String,
    name: String,
    verdict: &'static str,
    failure: Option<TestFailure>,
    skipped: Option<String>,
}

#[derive(Debug, Serialize)]
struct TestFailure {
    file: String,
    line: Option<usize>,
    message: String,
    text: String,
}

/// The trials of a run as a document. A trial that is only new does not fail: its message is that of a skipped one. Nor
/// does one that the platform cannot run, recorded or not: it is skipped, too.
///
/// # Panics
/// Never. The template and the type of the data are parts of this program, and tests render them.
pub fn junit<'a>(results: impl Iterator<Item = (CorpusTrial<'a>, &'a TrialResult)>, session: &'a Session) -> String {
    let mut suites: Vec<Suite> = Vec::new();
    for (known, result) in results {
        let test = Test::of(known, result, session);
        let group = &known.trial.name.group;
        if suites.last().is_none_or(|suite| suite.name != *group) {
            suites.push(Suite { name: group.clone(), failures: 0, skipped: 0, tests: Vec::new() });
        }
        if let Some(suite) = suites.last_mut() {
            suite.failures += usize::from(test.failure.is_some());
            suite.skipped += usize::from(test.skipped.is_some());
            suite.tests.push(test);
        }
    }
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_template("junit.xml", TEMPLATE).expect("a template without a mistake");
    let document = environment.get_template("junit.xml").expect("the template that was added");
    let document = document.render(context! {
        trials => suites.iter().map(|suite| suite.tests.len()).sum::<usize>(),
        failures => suites.iter().map(|suite| suite.failures).sum::<usize>(),
        suites => Value::from(Serde(&suites)),
    });
    document.expect("a template that fits the data") + "\n"
}

impl Test {
    fn of(known: CorpusTrial, result: &TrialResult, session: &Session) -> Self {
        let name = &known.trial.name;
        let complaint = Complaint::of(known, result, session);
        let is_new = matches!(result.verdict, Verdict::New { .. });
        let new = complaint.as_ref().filter(|_| is_new).map(Complaint::headline);
        let lacking = result.found.as_ref().filter(|found| matches!(found, SnapshotText::PlatformCannot(_)));
        let lacking = lacking.filter(|_| complaint.is_none()).map(ToString::to_string);
        let skipped = ignored(known.trial, &result.verdict).or(new).or(lacking).map(|why| written(&why));
        let failure = complaint.filter(|_| skipped.is_none()).map(|complaint| TestFailure {
            file: written(&known.trial.source.path),
            line: complaint.location().map(|at| at.line),
            message: written(&complaint.headline()),
            text: written(&complaint.text(UNLIMITED)),
        });
        let class = format!("{}::{}", name.group, name.topic);
        Self { class, name: name.stem(), verdict: result.verdict.word(), failure, skipped }
    }
}

/// A text without styles and without the characters that XML 1.0 has no way to write (section 2.2, `Char`).
fn written(text: &str) -> String {
    plain(text).replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}
