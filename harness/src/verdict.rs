//! Judges a run: the claims of the case against the transcript, and what follows together with the record.

use std::collections::BTreeMap;

use crate::address::Symbols;
use crate::case::{Context, Expectation, Trial};
use crate::operation::{Outcome, Saved};
use crate::platform::Platform;
use crate::snapshot::Comparison;
use crate::source::Location;
use crate::transcript::Transcript;

/// What came of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All claims hold, and the record is unchanged.
    Agrees,
    /// A claim fails where the case says that the platform is at fault.
    Deviates {
        /// What the case says of it.
        why: String,
    },
    /// A claim fails, or the record changed.
    Differs {
        /// The claims that fail.
        mismatches: Vec<Mismatch>,
        /// The record, against this run.
        comparison: Comparison,
    },
    /// All claims hold where the case says that they do not.
    Healed {
        /// What the case says of it.
        why: String,
    },
    /// A claim fails on a platform that nobody has recorded yet.
    Unsettled {
        /// The claims that fail.
        mismatches: Vec<Mismatch>,
    },
    /// The host lacks a capability.
    Skipped {
        /// Which, and why.
        reason: String,
    },
    /// The case itself is at fault.
    Broken {
        /// What is wrong with it.
        fault: String,
        /// Where.
        location: Option<Location>,
    },
    /// A probe met something it has no word for, so nobody knows whether the trial can be run.
    Unclear {
        /// Which, and what it met.
        what: String,
    },
}

impl Verdict {
    /// The verdict in one word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Deviates { .. } => "deviates",
            Self::Differs { .. } => "differs",
            Self::Healed { .. } => "healed",
            Self::Unsettled { .. } => "unsettled",
            Self::Skipped { .. } => "skipped",
            Self::Broken { .. } => "broken",
            Self::Unclear { .. } => "unclear",
        }
    }
}

/// A claim that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The number of the step in its case, from 1.
    pub step: usize,
    /// Where the claim stands, or the step where nothing was claimed aloud.
    pub location: Option<Location>,
    /// The operation and its arguments.
    pub call: String,
    /// What was expected, in the words of the case.
    pub expected: String,
    /// What came back.
    pub observed: String,
}

/// What the claims come to, before the record is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// All hold.
    Holds,
    /// These do not.
    Fails(Vec<Mismatch>),
    /// A step could not be begun, and nothing before it explains why.
    Broken {
        /// What is wrong with the case.
        fault: String,
        /// Where.
        location: Option<Location>,
    },
}

/// Holds the claims of a trial against what a run of it brought to light.
#[must_use]
pub fn judge(trial: &Trial, transcript: &Transcript, platform: Platform) -> Judgement {
    let (lines, symbols) = transcript.lines();
    let mut symbols = symbols;
    let mut saved = Saved::default();
    let mut mismatches = Vec::new();
    let steps = trial.claims.iter().zip(&trial.program.actions).zip(transcript.0.iter().zip(lines));
    for (index, ((claim, action), (entry, line))) in steps.enumerate() {
        let (place, expectation) = claim.on(platform);
        let context = Context { family: claim.family, saved: &saved };
        if !expectation.matches(&entry.outcome, entry.operation.returns(), &context) {
            if let (Outcome::NotRun(why), true) = (&entry.outcome, mismatches.is_empty()) {
                return Judgement::Broken {
                    fault: format!("step {}, `{}`: {why}", index + 1, line.call),
                    location: claim.step.location(&trial.source),
                };
            }
            mismatches.push(Mismatch {
                step: index + 1,
                location: place.location(&trial.source),
                call: line.call,
                expected: explain(expectation, &saved.addresses, &mut symbols),
                observed: line.outcome,
            });
        }
        saved.remember(action, &entry.outcome);
    }
    if mismatches.is_empty() { Judgement::Holds } else { Judgement::Fails(mismatches) }
}

/// An expectation in the words of the case, with what its references stand for.
fn explain(
    expectation: &Expectation,
    saved: &BTreeMap<String, crate::address::Observed>,
    symbols: &mut Symbols,
) -> String {
    let text = expectation.to_string();
    let used = saved.iter().filter(|(name, _)| text.contains(&format!("${name}")));
    let meanings: Vec<String> =
        used.map(|(name, address)| format!("${name} is {}", symbols.observed(address))).collect();
    if meanings.is_empty() { text } else { format!("{text}, where {}", meanings.join(", ")) }
}

/// What a judgement and the record come to. On a platform without recordings, `comparison` is none.
#[must_use]
pub fn conclude(trial: &Trial, judgement: Judgement, comparison: Option<Comparison>, platform: Platform) -> Verdict {
    let deviation = trial.deviates.get(&platform).cloned();
    let (mismatches, known) = match judgement {
        Judgement::Broken { fault, location } => return Verdict::Broken { fault, location },
        Judgement::Holds => match deviation {
            Some(why) => return Verdict::Healed { why },
            None => (Vec::new(), None),
        },
        Judgement::Fails(mismatches) => (mismatches, deviation),
    };
    match (comparison, known) {
        (None | Some(Comparison::Same), Some(why)) => Verdict::Deviates { why },
        (None | Some(Comparison::Same), None) if mismatches.is_empty() => Verdict::Agrees,
        (None, None) => Verdict::Unsettled { mismatches },
        (Some(comparison), known) => {
            Verdict::Differs { mismatches: if known.is_some() { Vec::new() } else { mismatches }, comparison }
        }
    }
}
