//! How two sides have a trial differently. A side is a recording, or what the cases claim of a platform.

use schemars::JsonSchema;
use serde::Serialize;

use super::cell::Cell;
use super::claimed::{ClaimInfo, Claimed};
use super::row::Row;
use super::statement::{Grade, Statement};
use super::step::{Step, align};
use crate::case::Trial;
use crate::platform::Platform;
use crate::transcript::Line;

/// What is compared with something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A recording of a table, by its index.
    Recorded(usize),
    /// What the cases claim of a platform.
    Claimed(Platform),
}

/// What a side has of a trial.
#[derive(Debug)]
pub(super) enum Told<'t> {
    /// It was run, and these are its steps.
    Ran(&'t [Line]),
    /// It is claimed how its steps end.
    Claimed(Platform, Vec<Statement<'t>>),
    /// The platform of a recording cannot run it on any host: what it lacks.
    Lacks(&'t str),
    /// The same of a platform of which there is no recording.
    IsSaidToLack(String),
    /// The host on which the recording was made could not run it: why.
    Skipped(&'t str),
    /// Nothing.
    Nothing,
}

/// How a trial differs.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// Steps differ in what came back.
    Steps {
        /// The steps that differ, with the left line before the right one. All but the first may be its consequences.
        steps: Vec<Step>,
    },
    /// Steps differ, and at least one side was not run: what is claimed of it is not what the other side has.
    Claims {
        /// The steps that differ. All but the first may be its consequences.
        steps: Vec<ClaimedStep>,
    },
    /// The platform of the right side cannot run the trial.
    OnlyLeft {
        /// What that platform lacks.
        lacks: String,
    },
    /// The platform of the left side cannot run the trial.
    OnlyRight {
        /// What that platform lacks.
        lacks: String,
    },
    /// Neither platform can run the trial, and the reasons differ.
    Neither {
        /// What the left platform lacks.
        left: String,
        /// What the right platform lacks.
        right: String,
    },
}

/// A step in which a claim differs from a recording or from another claim.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClaimedStep {
    /// The number of the step in the case, from 1.
    pub number: usize,
    /// The operation and its arguments, as recorded; the operation alone if neither side was run.
    pub call: String,
    /// What the left side has of it.
    pub left: Answered,
    /// What the right side has of it.
    pub right: Answered,
}

/// What a side has of a step.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum Answered {
    /// It was run.
    Recorded {
        /// What came back.
        outcome: String,
    },
    /// It was not run.
    Claimed(ClaimInfo),
}

impl<'t> Told<'t> {
    /// What a side has of a trial.
    pub(super) fn of(row: &'t Row, side: Side) -> Self {
        match side {
            Side::Recorded(index) => match row.cells[index] {
                Cell::Ran(lines) => Self::Ran(lines),
                Cell::PlatformCannot(lacks) => Self::Lacks(lacks),
                Cell::Skipped(why) => Self::Skipped(why),
                Cell::Unrecorded => Self::Nothing,
            },
            Side::Claimed(platform) => match row.claimed(platform) {
                Claimed::Steps(statements) => Self::Claimed(platform, statements),
                Claimed::Cannot(lacks) => Self::IsSaidToLack(lacks),
                Claimed::Nothing => Self::Nothing,
            },
        }
    }

    /// Why the side says nothing about its platform: the reason for skipping the trial, or nothing if it is not
    /// recorded, or not claimed. None if it says something.
    pub(super) fn gap(&self) -> Option<Option<String>> {
        match self {
            Self::Skipped(why) => Some(Some((*why).to_owned())),
            Self::Nothing => Some(None),
            Self::Ran(_) | Self::Claimed(..) | Self::Lacks(_) | Self::IsSaidToLack(_) => None,
        }
    }

    /// What the platform lacks, if it cannot run the trial.
    pub(super) fn lacks(&self) -> Option<&str> {
        match self {
            Self::Lacks(lacks) => Some(lacks),
            Self::IsSaidToLack(lacks) => Some(lacks),
            Self::Ran(_) | Self::Claimed(..) | Self::Skipped(_) | Self::Nothing => None,
        }
    }
}

impl Finding {
    /// How two sides have a trial differently. None if they do not, or if one of them says nothing about its platform.
    pub(super) fn of(row: &Row, told: [&Told; 2]) -> Option<Self> {
        if told.iter().any(|told| told.gap().is_some()) {
            return None;
        }
        match told.map(|told| told.lacks().map(str::to_owned)) {
            [None, Some(lacks)] => return Some(Self::OnlyLeft { lacks }),
            [Some(lacks), None] => return Some(Self::OnlyRight { lacks }),
            // What a recording and what the cases say of the same lack are other words.
            [Some(left), Some(right)] => {
                let are_recorded = matches!(told, [Told::Lacks(_), Told::Lacks(_)]);
                return (are_recorded && left != right).then_some(Self::Neither { left, right });
            }
            [None, None] => {}
        }
        if let [Told::Ran(left), Told::Ran(right)] = told {
            let differing = || align(&[left, right]).into_iter().filter(|step| step.shared().is_none()).collect();
            return (!Line::all_agree(left, right)).then(|| Self::Steps { steps: differing() });
        }
        let trial = row.in_corpus?.trial;
        let steps = claimed_differently(row, told);
        let steps: Vec<ClaimedStep> = steps.into_iter().filter_map(|step| ClaimedStep::of(trial, step, told)).collect();
        (!steps.is_empty()).then_some(Self::Claims { steps })
    }

    /// Whether another variant differs in the same way: in the same steps, by the same outcomes. Arguments do not
    /// count, because they are what makes the two variants.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Steps { steps }, Self::Steps { steps: others }) => {
                steps.len() == others.len() && steps.iter().zip(others).all(|(one, other)| one.is_like(other))
            }
            (Self::Claims { steps }, Self::Claims { steps: others }) => {
                let alike = |(one, other): (&ClaimedStep, &ClaimedStep)| {
                    (one.number, &one.left, &one.right) == (other.number, &other.left, &other.right)
                };
                steps.len() == others.len() && steps.iter().zip(others).all(alike)
            }
            (Self::OnlyLeft { lacks }, Self::OnlyLeft { lacks: others })
            | (Self::OnlyRight { lacks }, Self::OnlyRight { lacks: others }) => lacks == others,
            (Self::Neither { left, right }, Self::Neither { left: lefts, right: rights }) => {
                left == lefts && right == rights
            }
            _ => false,
        }
    }

    /// Whether nothing but a claim for other platforms speaks for it that the first of its steps differs.
    pub(super) fn is_assumed(&self) -> bool {
        let Self::Claims { steps } = self else { return false };
        steps.first().is_some_and(|step| [&step.left, &step.right].into_iter().any(Answered::is_assumed))
    }
}

/// The steps, from 0, at which two sides differ of which at least one was not run. Two claims differ if neither of them
/// says all that the other says.
fn claimed_differently(row: &Row, told: [&Told; 2]) -> Vec<usize> {
    match told {
        [Told::Ran(lines), Told::Claimed(platform, _)] | [Told::Claimed(platform, _), Told::Ran(lines)] => {
            row.contradicted(lines, *platform)
        }
        [Told::Claimed(_, left), Told::Claimed(_, right)] => {
            let differ = |(one, other): (&Statement, &Statement)| {
                !one.expectation.covers(other.expectation) && !other.expectation.covers(one.expectation)
            };
            let differ: Vec<bool> = left.iter().zip(right).map(differ).collect();
            (0..differ.len()).filter(|step| differ[*step]).collect()
        }
        _ => Vec::new(),
    }
}

impl ClaimedStep {
    /// The step with this index. None if a side has nothing of it.
    fn of(trial: &Trial, step: usize, told: [&Told; 2]) -> Option<Self> {
        let recorded = told.iter().find_map(|told| if let Told::Ran(lines) = told { lines.get(step) } else { None });
        let operation = || trial.program.actions[step].operation.name().to_owned();
        let call = recorded.map_or_else(operation, |line| line.call.clone());
        let [left, right] = told.map(|told| Answered::of(trial, step, told));
        Some(Self { number: step + 1, call, left: left?, right: right? })
    }
}

impl Answered {
    fn of(trial: &Trial, step: usize, told: &Told) -> Option<Self> {
        match told {
            Told::Claimed(_, statements) => Some(Self::Claimed(ClaimInfo::of(trial, statements.get(step)?))),
            Told::Ran(lines) => Some(Self::Recorded { outcome: lines.get(step)?.outcome.clone() }),
            Told::Lacks(_) | Told::IsSaidToLack(_) | Told::Skipped(_) | Told::Nothing => None,
        }
    }

    fn is_assumed(&self) -> bool {
        matches!(self, Self::Claimed(claim) if claim.grade == Grade::Assumed)
    }
}
