//! Finds the claims for a platform that judge no trial of their case there: because the case needs what the platform
//! lacks, or because a nearer claim holds on each platform that it names.

use std::collections::BTreeMap;

use super::claim::Claim;
use super::model::Trial;
use crate::fault::Fault;
use crate::platform::{Platform, Selector};
use crate::problem::Findings;
use crate::yaml::Place;

/// A claim in all variants of a case: its step, and the platforms that it names.
type Key = (Place, Selector);

/// Notes every claim of a case, given as its trials, that judges none of them.
pub(super) fn check(trials: &[Trial], findings: &Findings) {
    let mut claims: BTreeMap<Key, (Place, bool)> = BTreeMap::new();
    for trial in trials {
        for (claim, (selector, place, _)) in trial.claims.iter().flat_map(specific) {
            let judges = selector.platforms().any(|platform| judges(trial, claim, *place, platform));
            claims.entry((claim.step, *selector)).or_insert((*place, false)).1 |= judges;
        }
    }
    for ((_, selector), (place, _)) in claims.into_iter().filter(|(_, (_, judges))| !judges) {
        let fault = Fault::new(format!("no trial of this case is judged by its claim for `{selector}`"));
        findings.add(place, fault.hint("the case needs what these platforms lack, or a nearer claim holds on each"));
    }
}

/// The claims of a step for particular platforms.
fn specific(claim: &Claim) -> impl Iterator<Item = (&Claim, &(Selector, Place, super::claim::Expectation))> {
    claim.specific.iter().map(move |specific| (claim, specific))
}

/// Whether the claim at `place` is the one that judges a step of the trial on a platform.
fn judges(trial: &Trial, claim: &Claim, place: Place, platform: Platform) -> bool {
    claim.on(platform).0 == place && trial.needs.iter().all(|need| need.is_on(platform))
}
