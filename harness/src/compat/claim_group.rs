//! Platforms that nobody recorded, in groups of which the same is claimed.

use schemars::JsonSchema;
use serde::Serialize;

use super::claimed::{ClaimInfo, Claimed};
use super::row::Row;
use super::statement::Grade;
use crate::platform::Platform;

/// Platforms of which the same is claimed in all steps of a trial.
#[derive(Debug)]
pub struct ClaimGroup {
    /// The platforms.
    pub platforms: Vec<Platform>,
    /// What is claimed of each step.
    pub steps: Vec<ClaimInfo>,
}

/// A claim about a step, and the platforms of which it is claimed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SharedClaim {
    /// The claim.
    #[serde(flatten)]
    pub claim: ClaimInfo,
    /// The names of the platforms.
    pub platforms: Vec<String>,
}

/// What is claimed of a step of a trial.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StepClaims {
    /// The number of the step in the case, from 1.
    pub number: usize,
    /// The claims, each with the platforms of which it is claimed.
    pub claims: Vec<SharedClaim>,
}

/// How a claim that a step succeeds is written.
const OK: &str = "ok";

impl ClaimGroup {
    /// What is claimed of these platforms in a trial. Those of which nothing is claimed are left out.
    #[must_use]
    pub fn all(row: &Row, platforms: &[Platform]) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for platform in platforms {
            let Some(steps) = claims(row, *platform) else {
                continue;
            };
            match groups.iter_mut().find(|group| group.steps == steps) {
                Some(group) => group.platforms.push(*platform),
                None => groups.push(Self { platforms: vec![*platform], steps }),
            }
        }
        groups
    }

    /// The names of its platforms.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.platforms.iter().map(Platform::to_string).collect()
    }
}

impl StepClaims {
    /// What groups have of each step in which more is claimed than that it succeeds, as far as anybody knows.
    #[must_use]
    pub fn all(groups: &[ClaimGroup]) -> Vec<Self> {
        let steps = groups.iter().map(|group| group.steps.len()).max().unwrap_or_default();
        let all = (0..steps).map(|step| Self { number: step + 1, claims: shared(groups, step) });
        all.filter(|step| step.claims.iter().any(SharedClaim::says_something)).collect()
    }
}

impl SharedClaim {
    fn says_something(&self) -> bool {
        let is_assumed = self.claim.grade == Grade::Assumed;
        self.claim.claim.as_deref().is_some_and(|claim| claim != OK || !is_assumed)
    }
}

/// What is claimed of each step of a trial. None if the platform cannot run it, or nothing is claimed.
fn claims(row: &Row, platform: Platform) -> Option<Vec<ClaimInfo>> {
    let (trial, claimed) = (row.in_corpus?.trial, row.claimed(platform));
    match claimed {
        Claimed::Steps(statements) => Some(statements.iter().map(|said| ClaimInfo::of(trial, said)).collect()),
        Claimed::Cannot(_) | Claimed::Nothing => None,
    }
}

/// The claims about a step, each once.
fn shared(groups: &[ClaimGroup], step: usize) -> Vec<SharedClaim> {
    let mut claims: Vec<SharedClaim> = Vec::new();
    for group in groups {
        let Some(claim) = group.steps.get(step) else {
            continue;
        };
        match claims.iter_mut().find(|other| other.claim == *claim) {
            Some(other) => other.platforms.extend(group.names()),
            None => claims.push(SharedClaim { claim: claim.clone(), platforms: group.names() }),
        }
    }
    claims
}
