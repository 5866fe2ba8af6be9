//! Cases of which trials do the same steps: one of them may say nothing that the other does not, whatever they claim.

use std::collections::BTreeMap;

use super::model::{Corpus, Trial};
use crate::platform::Need;

/// A case and those before it with which it has steps in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameSteps {
    /// The case.
    pub case: PlacedCase,
    /// The cases before it of which a trial does the same steps as one of its own. There is at least one.
    pub others: Vec<PlacedCase>,
}

/// A case and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedCase {
    /// Group, topic and name.
    pub name: String,
    /// The file and the line of its first step.
    pub place: String,
}

/// All cases of which a trial does the same steps, on the same hosts, as a trial of a case before it.
#[must_use]
pub fn same_steps(corpus: &Corpus) -> Vec<SameSteps> {
    let mut seen: BTreeMap<(String, Vec<Need>), &Trial> = BTreeMap::new();
    let mut found: Vec<SameSteps> = Vec::new();
    for trial in corpus.trials() {
        let key = (trial.program.wire().to_string(), trial.needs.iter().copied().collect());
        let first = *seen.entry(key).or_insert(trial);
        if first.name.case_name() != trial.name.case_name() {
            add(&mut found, PlacedCase::of(trial), PlacedCase::of(first));
        }
    }
    found
}

fn add(found: &mut Vec<SameSteps>, case: PlacedCase, other: PlacedCase) {
    match found.iter_mut().find(|same| same.case == case) {
        Some(same) if same.others.contains(&other) => {}
        Some(same) => same.others.push(other),
        None => found.push(SameSteps { case, others: vec![other] }),
    }
}

impl PlacedCase {
    fn of(trial: &Trial) -> Self {
        let file = &trial.source.path;
        let place = trial.claims.first().and_then(|claim| claim.step.location(&trial.source));
        let place = place.map_or_else(|| file.clone(), |at| format!("{file}:{}", at.line));
        Self { name: trial.name.case_name(), place }
    }
}
