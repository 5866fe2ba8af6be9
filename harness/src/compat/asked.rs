//! Which trials ask the questions of a table, what came back, and what is claimed of platforms that nobody recorded.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::cell::Cell;
use super::claimed::Claimed;
use super::row::Row;
use super::statement::{Grade, Statement};
use super::table::Table;
use crate::case::Expectation;
use crate::operation::Program;
use crate::platform::Platform;
use crate::transcript::{Line, is_partial, outcomes_agree};

/// Whose answers a table has.
#[derive(Clone, Debug)]
pub struct Respondents {
    /// The recordings, by their indexes.
    pub columns: Vec<usize>,
    /// The platforms that nobody recorded, of which it is shown what the cases claim.
    pub claimed: Vec<Platform>,
}

/// What trials answer that ask the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answers {
    /// The simplest trial that asks: the one with the fewest steps before it does.
    pub trial: String,
    /// The number of the step, from 1.
    pub step: usize,
    /// How many trials ask.
    pub trials: usize,
    /// What came back, in the order of the recordings.
    pub answers: Vec<Answer>,
    /// What is claimed of the platforms that nobody recorded, in their order.
    pub claims: Vec<ClaimedAnswer>,
}

/// What came back on a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answer {
    /// The platform.
    pub platform: String,
    /// What it has of the step.
    #[serde(flatten)]
    pub reply: Reply,
}

/// What a recording has of a step that asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Reply {
    /// It was run.
    Ran {
        /// What came back, as in a record, or what of it the table is about.
        outcome: String,
        /// What came back on another platform, whose program saw more of it, if the two agree.
        #[serde(skip_serializing_if = "Option::is_none")]
        whole: Option<String>,
        /// Whether the step asked the same there. If not, an earlier step went another way than on other platforms.
        reached: bool,
    },
    /// The platform cannot run the trial on any host.
    Cannot {
        /// What the platform lacks.
        lacks: String,
    },
    /// Nothing: the trial was not run there, or with other steps.
    Unrecorded,
}

/// What is claimed of a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClaimedAnswer {
    /// The platform.
    pub platform: String,
    /// What is claimed of the step.
    #[serde(flatten)]
    pub said: Said,
}

/// What is claimed of a step that asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Said {
    /// How it ends.
    Claimed {
        /// The claim, in the words of the case, or what of it the table is about.
        claim: String,
        /// How well founded it is.
        grade: Grade,
        /// Whether the step asks the same there, if what is claimed of the steps before it holds.
        reached: bool,
    },
    /// The platform cannot run the trial on any host.
    Cannot {
        /// What the platform lacks.
        lacks: String,
    },
    /// Any outcome will do.
    Open,
}

/// A question of a program.
pub(super) struct Question<K> {
    /// What it is about.
    pub(super) cell: K,
    /// The number of its step, from 0.
    pub(super) step: usize,
    /// What came back, or what of it the table is about.
    pub(super) answer: String,
}

/// What a table asks for.
pub(super) struct Asker<Q, W> {
    /// The questions of a program, by what came of its steps.
    pub(super) questions: Q,
    /// What of a claim about the step of a question the table is about.
    pub(super) word: W,
}

/// What is claimed of a platform in a trial.
enum ClaimedQuestions<'t, K> {
    Cannot(String),
    /// What is claimed of each step, and the questions that the program asks if all of it holds.
    Steps(Vec<Statement<'t>>, Vec<Question<K>>),
    Nothing,
}

/// The answers to each question by each step that asks it, those with the fewest steps before them first. What a step
/// asks is taken from the first recording that ran its trial.
pub(super) fn asked<K: Ord + Clone>(
    table: &Table,
    of: &Respondents,
    asker: &Asker<impl Fn(&Program, &[Line]) -> Vec<Question<K>>, impl Fn(&K, &Expectation) -> String>,
) -> BTreeMap<K, Vec<Answers>> {
    let mut asked: BTreeMap<K, Vec<Answers>> = BTreeMap::new();
    for row in &table.rows {
        let Some(known) = row.in_corpus else {
            continue;
        };
        let questions = |lines: &[Line]| (asker.questions)(&known.trial.program, lines);
        let ran = |cell: &&Cell| cell.lines().map(questions).unwrap_or_default();
        let by_column: Vec<Vec<Question<K>>> = row.cells.iter().map(ran).collect();
        let Some((first, lines)) = row.cells.iter().enumerate().find_map(|(at, cell)| Some((at, cell.lines()?))) else {
            continue;
        };
        let is_asked = !by_column[first].is_empty();
        let claimed = of.claimed.iter().filter(|_| is_asked);
        let claimed: Vec<_> = claimed.map(|platform| claimed_questions(row, lines, *platform, questions)).collect();
        for question in &by_column[first] {
            let reply = |column: &usize| Answer {
                platform: table.columns[*column].name.clone(),
                reply: Reply::of(row.cells[*column], &by_column[*column], question),
            };
            let claim = |(platform, claimed): (&Platform, &ClaimedQuestions<K>)| ClaimedAnswer {
                platform: platform.to_string(),
                said: Said::of(claimed, question, &asker.word),
            };
            asked.entry(question.cell.clone()).or_default().push(Answers {
                trial: row.name.to_string(),
                step: question.step + 1,
                trials: 1,
                answers: completed(of.columns.iter().map(reply).collect()),
                claims: of.claimed.iter().zip(&claimed).map(claim).collect(),
            });
        }
    }
    for answers in asked.values_mut() {
        answers.sort_by_key(|answers| answers.step);
    }
    asked
}

/// The answers, and to each that was seen only in part the first of the others that was seen whole and agrees.
fn completed(mut answers: Vec<Answer>) -> Vec<Answer> {
    let seen = answers.iter().filter_map(|answer| answer.reply.told());
    let whole: Vec<String> = seen.filter(|outcome| !is_partial(outcome)).map(str::to_owned).collect();
    for answer in &mut answers {
        if let Reply::Ran { outcome, reached: true, whole: agreeing } = &mut answer.reply
            && is_partial(outcome)
        {
            *agreeing = whole.iter().find(|other| outcomes_agree(outcome, other)).cloned();
        }
    }
    answers
}

/// What is claimed of a platform in a trial of which these lines are a record.
fn claimed_questions<'t, K>(
    row: &Row<'t>,
    lines: &[Line],
    platform: Platform,
    questions: impl Fn(&[Line]) -> Vec<Question<K>>,
) -> ClaimedQuestions<'t, K> {
    match row.claimed(platform) {
        Claimed::Cannot(lacks) => ClaimedQuestions::Cannot(lacks),
        Claimed::Nothing => ClaimedQuestions::Nothing,
        Claimed::Steps(statements) => {
            let questions = questions(&row.as_claimed(lines, platform, &statements));
            ClaimedQuestions::Steps(statements, questions)
        }
    }
}

/// What the simplest of these steps answers: of those that most recordings have an answer to, as far as they were read,
/// the one with the fewest steps before it.
pub(super) fn simplest(answers: &[Answers]) -> Answers {
    let unheard = |one: &&Answers| one.answers.iter().filter(|answer| answer.reply.told().is_none()).count();
    let simplest = answers.iter().min_by_key(unheard).unwrap_or(&answers[0]);
    counted(answers.iter(), simplest.clone())
}

/// What these steps answer, each answer once. Platforms that did not run a step leave its answer open, so that it goes
/// with the first other one that it does not contradict.
pub(super) fn told_apart(mut all: Vec<Answers>) -> Vec<Answers> {
    all.sort_by_key(|answers| answers.told().filter(Option::is_none).count());
    let mut groups: Vec<Vec<Answers>> = Vec::new();
    for answers in all {
        match groups.iter_mut().find(|group| group[0].agrees(&answers)) {
            Some(group) => group.push(answers),
            None => groups.push(vec![answers]),
        }
    }
    groups.sort_by_key(|group| group[0].step);
    groups.into_iter().map(|group| counted(group.iter(), group[0].clone())).collect()
}

/// One of these answers, which are all the same, with the number of their trials. One that asks again counts once.
fn counted<'a>(all: impl Iterator<Item = &'a Answers>, one: Answers) -> Answers {
    let trials: BTreeSet<&str> = all.map(|answers| answers.trial.as_str()).collect();
    Answers { trials: trials.len(), ..one }
}

impl Answers {
    /// What came back or is claimed, of each platform that was asked the question.
    fn told(&self) -> impl Iterator<Item = Option<&str>> {
        let claims = self.claims.iter().map(|claim| claim.said.told());
        self.answers.iter().map(|answer| answer.reply.told()).chain(claims)
    }

    /// Whether all platforms that were asked both times answer the same.
    fn agrees(&self, other: &Self) -> bool {
        let same = |(one, other): (Option<&str>, Option<&str>)| one.is_none() || other.is_none() || one == other;
        self.told().zip(other.told()).all(same)
    }
}

impl Reply {
    /// What a recording has of a question, if it asks these.
    fn of<K: PartialEq>(cell: &Cell, asked: &[Question<K>], question: &Question<K>) -> Self {
        let lines = match cell {
            Cell::Ran(lines) => lines,
            Cell::PlatformCannot(lacks) => return Self::Cannot { lacks: lacks.clone() },
            Cell::Skipped(_) | Cell::Unrecorded => return Self::Unrecorded,
        };
        let same = asked.iter().find(|other| question.is_same(other));
        match (same, lines.get(question.step)) {
            (Some(same), _) => Self::Ran { outcome: same.answer.clone(), whole: None, reached: true },
            (None, Some(line)) => Self::Ran { outcome: line.outcome.clone(), whole: None, reached: false },
            (None, None) => Self::Unrecorded,
        }
    }

    /// What came back, if the step was run.
    #[must_use]
    pub fn outcome(&self) -> Option<&str> {
        match self {
            Self::Ran { outcome, .. } => Some(outcome),
            Self::Cannot { .. } | Self::Unrecorded => None,
        }
    }

    /// What came back, if the step was run, as far as any platform with which this one agrees has seen it.
    #[must_use]
    pub fn whole(&self) -> Option<&str> {
        match self {
            Self::Ran { outcome, whole, .. } => Some(whole.as_ref().unwrap_or(outcome)),
            Self::Cannot { .. } | Self::Unrecorded => None,
        }
    }

    /// What came back, if the platform was asked.
    fn told(&self) -> Option<&str> {
        self.whole().filter(|_| matches!(self, Self::Ran { reached: true, .. }))
    }
}

impl Said {
    fn of<K: PartialEq>(
        claimed: &ClaimedQuestions<K>,
        question: &Question<K>,
        word: impl Fn(&K, &Expectation) -> String,
    ) -> Self {
        let (statements, asked) = match claimed {
            ClaimedQuestions::Steps(statements, asked) => (statements, asked),
            ClaimedQuestions::Cannot(lacks) => return Self::Cannot { lacks: lacks.clone() },
            ClaimedQuestions::Nothing => return Self::Open,
        };
        match statements.get(question.step).filter(|said| said.is_claim()) {
            Some(said) => Self::Claimed {
                claim: word(&question.cell, said.expectation),
                grade: said.grade,
                reached: asked.iter().any(|other| question.is_same(other)),
            },
            None => Self::Open,
        }
    }

    /// What is claimed, if the platform is asked.
    fn told(&self) -> Option<&str> {
        match self {
            Self::Claimed { claim, reached: true, .. } => Some(claim),
            Self::Claimed { reached: false, .. } | Self::Cannot { .. } | Self::Open => None,
        }
    }
}

impl<K: PartialEq> Question<K> {
    /// Whether the same step asks the same.
    fn is_same(&self, other: &Self) -> bool {
        self.cell == other.cell && self.step == other.step
    }
}
