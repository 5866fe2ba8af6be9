//! Judges a run: compares the claims of the case with the transcript, and draws the conclusion from that
//! and the record.

use std::collections::BTreeMap;

use crate::address::Observed;
use crate::case::{Context, Deviation, Expectation, Trial};
use crate::notation;
use crate::operation::{Outcome, Saved, Unfilled};
use crate::platform::Platform;
use crate::snapshot::Comparison;
use crate::source::Location;
use crate::symbols::Symbols;
use crate::transcript::{Entry, Rendering, Transcript};

/// What came of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All claims hold, and the record is unchanged.
    Agrees,
    /// A claim fails, and the case, or a list of known failures, says that it does here.
    Deviates {
        /// The reason that is given.
        why: String,
    },
    /// A claim fails, or the record changed.
    Differs {
        /// Whether the claims hold.
        claims: Claims,
        /// How this run compares with the record. None on a platform that has not been recorded.
        comparison: Option<Comparison>,
    },
    /// Nothing contradicts the case, and the platform's recording has no record of it yet.
    New {
        /// The transcript of this run.
        text: String,
        /// Why nothing contradicts it.
        claims: Unopposed,
    },
    /// All claims hold, although it is said that they do not.
    Healed {
        /// The reason that is given.
        why: String,
        /// The place in the list of known failures that says so. None if the case does.
        listed: Option<String>,
    },
    /// A claim fails on a platform that has not been recorded.
    Unsettled {
        /// The claims that fail.
        mismatches: Vec<Mismatch>,
    },
    /// The host lacks a capability.
    Skipped {
        /// Which, and why.
        reason: String,
    },
    /// The case itself is wrong.
    Broken {
        /// What is wrong with it.
        fault: String,
        /// Where in the case file.
        location: Option<Location>,
    },
    /// It was run to be recorded, and no record may hold what came back.
    Refused {
        /// What is wrong with it.
        objection: Objection,
    },
    /// A probe got an error that it does not recognise, so it is unclear whether the trial can be run.
    Unclear {
        /// Which probe, and which error.
        what: String,
    },
    /// The harness failed in this trial.
    Crashed {
        /// How: its panic, or how its process died.
        how: String,
    },
}

impl Verdict {
    /// The verdict as one word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Deviates { .. } => "deviates",
            Self::Differs { .. } => "differs",
            Self::New { .. } => "new",
            Self::Healed { .. } => "healed",
            Self::Unsettled { .. } => "unsettled",
            Self::Skipped { .. } => "skipped",
            Self::Broken { .. } => "broken",
            Self::Refused { .. } => "refused",
            Self::Unclear { .. } => "unclear",
            Self::Crashed { .. } => "crashed",
        }
    }

    /// The claims that fail, but for those that the case knows of.
    #[must_use]
    pub fn mismatches(&self) -> &[Mismatch] {
        match self {
            Self::Differs { claims: Claims::Fail(mismatches), .. } | Self::Unsettled { mismatches } => mismatches,
            Self::Agrees
            | Self::Deviates { .. }
            | Self::Differs { claims: Claims::Unopposed(_), .. }
            | Self::New { .. }
            | Self::Healed { .. }
            | Self::Skipped { .. }
            | Self::Broken { .. }
            | Self::Refused { .. }
            | Self::Unclear { .. }
            | Self::Crashed { .. } => &[],
        }
    }
}

/// What is known of the claims of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claims {
    /// These fail.
    Fail(Vec<Mismatch>),
    /// Nothing contradicts the case.
    Unopposed(Unopposed),
}

/// Why nothing contradicts a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unopposed {
    /// All claims hold.
    Hold,
    /// Claims fail, and it is said that they do on this platform.
    FailAsKnown,
    /// The platform cannot run the trial, so that no claim was judged.
    NotRun,
    /// What came back does not show whether all claims hold.
    Undecided,
}

/// A step whose outcome no record may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// The number of the step in its case, from 1.
    pub step: usize,
    /// The place of the step.
    pub location: Option<Location>,
    /// What is wrong with the outcome.
    pub unfit: Unfit,
}

/// Why no record may hold an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Two runs say different things.
    Differs {
        /// The line of the step in the earlier run.
        earlier: String,
        /// The line in the later one.
        later: String,
    },
    /// It says something that is true of this host or of this process alone.
    HostFact {
        /// What.
        fact: &'static str,
        /// The line of the step.
        line: String,
    },
}

/// A claim that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The number of the step in its case, from 1.
    pub step: usize,
    /// The place of the claim, or that of the step if the claim is not written out.
    pub location: Option<Location>,
    /// The operation and its arguments.
    pub call: String,
    /// What was expected, in the words of the case.
    pub expected: String,
    /// What came back.
    pub observed: String,
}

/// What the claims say about a run, without the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// All hold.
    Holds,
    /// These do not.
    Fails(Vec<Mismatch>),
    /// None is known to fail, but a record does not tell whether those of these steps hold. They are numbered from 1.
    Undecidable(Vec<usize>),
    /// A step could not be started, and neither a failed claim before it nor what was returned to it explains why.
    Broken {
        /// What is wrong with the case.
        fault: String,
        /// Where in the case file.
        location: Option<Location>,
    },
}

/// Compares the claims of a trial with a run of it, given as its transcript and as the rendering of that. The run may
/// be one that was read back from a record.
#[must_use]
pub fn judge(trial: &Trial, transcript: &Transcript, rendering: &mut Rendering, platform: Platform) -> Judgement {
    let Rendering { lines, symbols } = rendering;
    let mut saved = Saved::default();
    let (mut mismatches, mut undecidable) = (Vec::new(), Vec::new());
    let mut all_is_saved = true;
    let steps = trial.claims.iter().zip(&trial.program.actions).zip(transcript.0.iter().zip(lines));
    for (index, ((claim, action), (entry, line))) in steps.enumerate() {
        let (place, expectation) = claim.on(platform);
        match fit(expectation, entry, &Context { family: claim.family, saved: &saved, platform, trusting: false }) {
            Fit::Yes => {}
            Fit::Undecidable => undecidable.push(index + 1),
            Fit::No => {
                // What was to be saved has been returned, and is of no use here: such as an address that is none.
                let is_of_no_use = all_is_saved && matches!(action.operation.fill(&saved), Err(Unfilled::Missing(_)));
                if let (Outcome::NotRun(why), true, false) = (&entry.outcome, mismatches.is_empty(), is_of_no_use) {
                    return Judgement::Broken {
                        fault: format!("step {}, `{}`: {why}", index + 1, line.call),
                        location: claim.step.location(&trial.source),
                    };
                }
                mismatches.push(Mismatch {
                    step: index + 1,
                    location: place.location(&trial.source),
                    call: line.call.clone(),
                    expected: explain(expectation, &saved.addresses, symbols),
                    observed: line.outcome.clone(),
                });
            }
        }
        all_is_saved &= action.save.is_none() || matches!(entry.outcome, Outcome::Returned(_));
        action.remember(&entry.outcome, &mut saved);
    }
    match (mismatches.is_empty(), undecidable.is_empty()) {
        (false, _) => Judgement::Fails(mismatches),
        (true, false) => Judgement::Undecidable(undecidable),
        (true, true) => Judgement::Holds,
    }
}

/// Whether a claim holds.
enum Fit {
    Yes,
    No,
    /// It may or may not: a record does not show what it is about.
    Undecidable,
}

/// Whether an expectation holds of a step.
fn fit(expectation: &Expectation, entry: &Entry, context: &Context) -> Fit {
    let matches = |context: &Context| expectation.matches(&entry.outcome, entry.step.returns(), context);
    if matches(context) {
        Fit::Yes
    } else if matches(&Context { trusting: true, ..*context }) {
        Fit::Undecidable
    } else {
        Fit::No
    }
}

/// An expectation in the words of the case, with the values of its references.
fn explain(expectation: &Expectation, saved: &BTreeMap<String, Observed>, symbols: &mut Symbols) -> String {
    let text = expectation.to_string();
    let used = saved.iter().filter(|(name, _)| notation::refers(&text, name));
    let meanings: Vec<String> =
        used.map(|(name, address)| format!("${name} is {}", symbols.observed(address))).collect();
    if meanings.is_empty() { text } else { format!("{text}, where {}", meanings.join(", ")) }
}

/// What is said of the claims of a trial before it is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// Nothing. Where nobody has recorded the platform, a claim that fails there settles nothing.
    Unsaid,
    /// A list has all trials that fail, and not this one.
    Holds,
    /// Some of them fail.
    Fails {
        /// The reason that is given.
        why: String,
        /// The place in the list of known failures that says so. None if the case does.
        listed: Option<String>,
    },
}

impl Forecast {
    /// What the case says, if it knows of the platform.
    #[must_use]
    pub fn of_case(deviation: Option<&Deviation>) -> Self {
        deviation.map_or(Self::Unsaid, |deviation| Self::Fails { why: deviation.why.clone(), listed: None })
    }
}

/// The verdict that follows from a judgement, the record, and what was said before. On a platform without a recording,
/// `comparison` is `None`.
#[must_use]
pub fn conclude(judgement: Judgement, comparison: Option<Comparison>, forecast: Forecast) -> Verdict {
    let is_settled = comparison.is_some() || forecast != Forecast::Unsaid;
    let known = match forecast {
        Forecast::Unsaid | Forecast::Holds => None,
        Forecast::Fails { why, listed } => Some((why, listed)),
    };
    let claims = match (judgement, &known) {
        (Judgement::Broken { fault, location }, _) => return Verdict::Broken { fault, location },
        (Judgement::Holds, Some((why, listed))) if !matches!(comparison, Some(Comparison::Unwritten { .. })) => {
            return Verdict::Healed { why: why.clone(), listed: listed.clone() };
        }
        (Judgement::Holds, _) => Claims::Unopposed(Unopposed::Hold),
        (Judgement::Fails(_), Some(_)) => Claims::Unopposed(Unopposed::FailAsKnown),
        (Judgement::Fails(mismatches), None) => Claims::Fail(mismatches),
        (Judgement::Undecidable(_), _) => Claims::Unopposed(Unopposed::Undecided),
    };
    match (comparison, claims) {
        (None | Some(Comparison::Same), Claims::Unopposed(_)) => {
            known.map_or(Verdict::Agrees, |(why, _)| Verdict::Deviates { why })
        }
        (None, Claims::Fail(mismatches)) if !is_settled => Verdict::Unsettled { mismatches },
        (Some(Comparison::New { text }), Claims::Unopposed(claims)) => Verdict::New { text, claims },
        (comparison, claims) => Verdict::Differs { claims, comparison },
    }
}
