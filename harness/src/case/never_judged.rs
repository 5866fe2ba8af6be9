//! Finds the claims for a platform that judge no trial of their case there: because the case needs what the platform
//! lacks, or because a nearer claim holds on each platform that it names.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::{Claim, Expectation};
use super::model::Trial;
use crate::fault::Fault;
use crate::platform::{Need, Platform, Selector};
use crate::problem::Findings;
use crate::yaml::Place;

/// A claim in all variants of a case: its step, and the platforms that it names.
type Key = (Place, Selector);

/// What became of a claim in all variants of a case.
struct Record {
    place: Place,
    judges: bool,
    /// What the case needs and a platform lacks that has no nearer claim.
    lacking: BTreeSet<Need>,
    /// The platforms that nearer claims name.
    nearer: BTreeSet<&'static str>,
}

/// Notes every claim of a case, given as its trials, that judges none of them.
pub(super) fn check(trials: &[Trial], findings: &Findings) {
    let mut claims: BTreeMap<Key, Record> = BTreeMap::new();
    for trial in trials {
        for (claim, (selector, place, _)) in trial.claims.iter().flat_map(specific) {
            let record = claims.entry((claim.step, *selector)).or_insert_with(|| Record::new(*place));
            selector.platforms().for_each(|platform| record.add(trial, claim, platform));
        }
    }
    for ((_, selector), record) in claims.into_iter().filter(|(_, record)| !record.judges) {
        let fault = Fault::new(format!("no trial of this case is judged by its claim for `{selector}`"));
        findings.add(record.place, fault.hint(record.hint(selector)));
    }
}

/// The claims of a step for particular platforms.
fn specific(claim: &Claim) -> impl Iterator<Item = (&Claim, &(Selector, Place, Expectation))> {
    claim.specific.iter().map(move |specific| (claim, specific))
}

impl Record {
    fn new(place: Place) -> Self {
        Self { place, judges: false, lacking: BTreeSet::new(), nearer: BTreeSet::new() }
    }

    /// Adds whether it judges its step in a trial on a platform, and if not, why.
    fn add(&mut self, trial: &Trial, claim: &Claim, platform: Platform) {
        if let Some((nearer, place, _)) = claim.nearest(platform)
            && *place != self.place
        {
            self.nearer.insert(nearer.name());
            return;
        }
        let lacking: Vec<Need> = trial.lacking(platform).collect();
        self.judges |= lacking.is_empty();
        self.lacking.extend(lacking);
    }

    /// Why it judges nothing.
    fn hint(&self, selector: Selector) -> String {
        let lacking = (!self.lacking.is_empty())
            .then(|| format!("the case needs {}, which `{selector}` lacks", listed(&self.lacking)));
        let nearer = (!self.nearer.is_empty()).then(|| match self.nearer.len() {
            1 => format!("the claim for {} is nearer", listed(&self.nearer)),
            _ => format!("the claims for {} are nearer", listed(&self.nearer)),
        });
        let why: Vec<String> = nearer.into_iter().chain(lacking).collect();
        format!("leave it out: {}", why.join(", and "))
    }
}

/// Names in a sentence.
fn listed<T: ToString>(names: &BTreeSet<T>) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{}`", name.to_string())).collect();
    match names.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        names => names.concat(),
    }
}
