//! The whole compatibility table as data: what `sockshape report` writes in each of its forms.

use std::collections::BTreeSet;
use std::mem::discriminant;

use schemars::JsonSchema;
use serde::Serialize;

use super::about::{CaseInfo, RecordingInfo, TopicInfo};
use super::cell::Cell;
use super::claim_group::{ClaimGroup, StepClaims};
use super::claimed::Claimed;
use super::claimed_cell::{ClaimedCell, ClaimedOverview};
use super::column::Column;
use super::fold::Fold;
use super::row::{Excerpt, Row};
use super::statement::Grade;
use super::step::{Step, align};
use super::table::Table;
use crate::case::TrialName;
use crate::platform::Platform;
use crate::transcript::Line;

/// The letters of the kinds of result, from the most common kind on. All kinds after the fifth share the last letter.
const LETTERS: [&str; 6] = ["A", "B", "C", "D", "E", "X"];

/// Every trial against every recording.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Overview {
    /// The recordings.
    pub platforms: Vec<PlatformOverview>,
    /// The platforms that nobody recorded, of which it is shown what the cases claim.
    pub claimed: Vec<ClaimedOverview>,
    /// How the trials compare, in numbers.
    pub counts: Tally,
    /// The topics, in the order of their files.
    pub topics: Vec<TopicOverview>,
}

/// A recording, and how much it has.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlatformOverview {
    /// Its name, and when and on what it was made.
    #[serde(flatten)]
    pub info: RecordingInfo,
    /// The version of the harness that made it.
    pub harness: String,
    /// The number of trials that were run.
    pub ran: usize,
    /// The number of trials that the platform cannot run on any host.
    pub cannot: usize,
    /// The number of trials that its host could not run.
    pub skipped: usize,
    /// The number of trials in which the platform has a known fault.
    pub deviations: usize,
    /// What a reader has to know before drawing conclusions, in sentences.
    pub notes: Vec<String>,
}

/// How the trials compare, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tally {
    /// All trials.
    pub trials: usize,
    /// At least two recordings have a result, and all results are the same.
    pub same: usize,
    /// Answers differ: platforms that ran it have different results.
    pub different: usize,
    /// Some platform cannot run it on any host, and those that can have the same result.
    pub lacking: usize,
    /// Fewer than two recordings have a result.
    pub alone: usize,
}

/// The cases of one file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TopicOverview {
    /// What the file says.
    #[serde(flatten)]
    pub info: TopicInfo,
    /// The cases.
    pub cases: Vec<CaseOverview>,
}

/// One case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CaseOverview {
    /// What the case says.
    #[serde(flatten)]
    pub info: CaseInfo,
    /// Its steps as the case file has them, claims included; null if there is no such case here.
    pub source: Option<Excerpt>,
    /// One trial for each combination of its matrix.
    pub trials: Vec<TrialOverview>,
    /// The ways in which the trials come out, each with the indexes of its trials.
    pub ways: Vec<Fold<usize>>,
}

/// One trial.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TrialOverview {
    /// The name of the trial.
    pub name: String,
    /// The values of the case's matrix, joined by commas; empty if the case has no matrix.
    pub variant: String,
    /// The address families that its name or its calls mention.
    pub families: BTreeSet<String>,
    /// The kinds of result, the most common one first.
    pub kinds: Vec<ResultKind>,
    /// What each recording has of it, in the order of the recordings.
    pub cells: Vec<CellOverview>,
    /// What is claimed of it on each platform that nobody recorded, in the order of these.
    pub claims: Vec<ClaimedCell>,
    /// The steps of which more is claimed there than that they succeed, as far as anybody knows.
    pub claimed_steps: Vec<StepClaims>,
    /// The numbers of the steps, from 1, in which platforms differ, or a recording and a claim.
    pub differing: BTreeSet<usize>,
    /// One transcript of each kind, side by side, in the order of the kinds.
    pub steps: Vec<Step>,
}

/// Platforms with the same result.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ResultKind {
    /// `A` to `E`, and `X` for every further kind.
    pub letter: String,
    /// Whether more platforms show it than any other kind.
    pub majority: bool,
    /// The names of the recordings.
    pub platforms: Vec<String>,
}

/// What a recording has of a trial.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CellOverview {
    /// What it has.
    #[serde(flatten)]
    pub state: State,
    /// Why the platform is at fault for the result, if the case says that it is.
    pub fault: Option<String>,
}

/// What a recording has of a trial, in one word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It was run.
    Ran {
        /// The index of its kind of result.
        kind: usize,
    },
    /// The platform cannot run it on any host.
    Cannot {
        /// What the platform lacks.
        lacks: String,
    },
    /// The host on which the recording was made could not run it.
    Skipped {
        /// Why.
        why: String,
    },
    /// It has no record of it.
    Unrecorded,
}

impl Overview {
    /// The trials of a table that are selected, in all its recordings, and what is claimed of other platforms.
    #[must_use]
    pub fn of(table: &Table, claimed: &[Platform], is_selected: impl Fn(&TrialName) -> bool) -> Self {
        let (platforms, topics) = (Vec::new(), Vec::new());
        let claimed_platforms = claimed.iter().map(|platform| ClaimedOverview::new(*platform)).collect();
        let mut overview = Self { platforms, claimed: claimed_platforms, counts: Tally::default(), topics };
        let rows: Vec<&Row> = table.rows.iter().filter(|row| is_selected(row.name)).collect();
        for row in &rows {
            overview.counts.add(row);
            let trial = TrialOverview::of(table, claimed, row);
            overview.claimed.iter_mut().zip(&trial.claims).for_each(|(platform, cell)| platform.add(cell));
            overview.topic(row).case(row).add(trial);
        }
        let platform = |(index, column)| PlatformOverview::of(table, column, &rows, index);
        overview.platforms = table.columns.iter().enumerate().map(platform).collect();
        overview
    }

    /// The topic that a trial belongs to.
    fn topic(&mut self, row: &Row) -> &mut TopicOverview {
        let index = self.topics.iter().position(|topic| topic.info.includes(row)).unwrap_or_else(|| {
            self.topics.push(TopicOverview { info: TopicInfo::of(row), cases: Vec::new() });
            self.topics.len() - 1
        });
        &mut self.topics[index]
    }
}

impl PlatformOverview {
    fn of(table: &Table, column: &Column, rows: &[&Row], index: usize) -> Self {
        let count = |is_such: fn(&Cell) -> bool| rows.iter().filter(|row| is_such(row.cells[index])).count();
        Self {
            info: RecordingInfo::of(column),
            harness: column.recording.harness.clone(),
            ran: count(|cell| matches!(cell, Cell::Ran(_))),
            cannot: count(|cell| matches!(cell, Cell::PlatformCannot(_))),
            skipped: count(|cell| matches!(cell, Cell::Skipped(_))),
            deviations: rows.iter().filter(|row| row.fault(column, row.cells[index]).is_some()).count(),
            notes: table.notes(column),
        }
    }
}

impl Tally {
    fn add(&mut self, row: &Row) {
        self.trials += 1;
        let recorded = row.cells.iter().filter(|cell| cell.is_recorded()).count();
        match (kinds(row).len(), row.groups().len()) {
            _ if recorded < 2 => self.alone += 1,
            (2.., _) => self.different += 1,
            (_, 1) => self.same += 1,
            _ => self.lacking += 1,
        }
    }
}

impl CaseOverview {
    fn add(&mut self, trial: TrialOverview) {
        let is_like = |one: &usize| self.trials[*one].is_like(&trial);
        Fold::add(&mut self.ways, self.trials.len(), |one, _| is_like(one));
        self.trials.push(trial);
    }
}

impl TopicOverview {
    /// The case that a trial belongs to.
    fn case(&mut self, row: &Row) -> &mut CaseOverview {
        let index = self.cases.iter().position(|case| case.info.includes(row)).unwrap_or_else(|| {
            let source = row.in_corpus.and_then(|trial| trial.steps());
            self.cases.push(CaseOverview { info: CaseInfo::of(row), source, trials: Vec::new(), ways: Vec::new() });
            self.cases.len() - 1
        });
        &mut self.cases[index]
    }
}

impl TrialOverview {
    /// A trial in all recordings of its table, and what is claimed of other platforms.
    #[must_use]
    pub fn of(table: &Table, claimed: &[Platform], row: &Row) -> Self {
        let kinds = kinds(row);
        let transcripts: Vec<&[Line]> = kinds.iter().map(|(_, lines)| *lines).collect();
        let kind_of = |column| kinds.iter().position(|(columns, _)| columns.contains(&column)).unwrap_or_default();
        let cell = |(index, cell): (usize, &&Cell)| CellOverview {
            state: State::of(cell, || kind_of(index)),
            fault: row.fault(&table.columns[index], cell).map(str::to_owned),
        };
        let name = |column: &usize| table.columns[*column].name.clone();
        let second = kinds.get(1).map_or(0, |(columns, _)| columns.len());
        let kind = |(index, (columns, _)): (usize, &(Vec<usize>, &[Line]))| ResultKind {
            letter: LETTERS[index.min(LETTERS.len() - 1)].to_owned(),
            majority: index == 0 && columns.len() > second,
            platforms: columns.iter().map(name).collect(),
        };
        let steps = align(&transcripts);
        let claims: Vec<Claimed> = claimed.iter().map(|platform| row.claimed(*platform)).collect();
        let first = |(platform, claims): (&Platform, &Claimed), lines: &[Line]| match claims {
            Claimed::Steps(_) => row.contradicted(lines, *platform).first().map(|step| step + 1),
            Claimed::Cannot(_) | Claimed::Nothing => None,
        };
        let contradicted = |side| transcripts.iter().map(|lines| first(side, lines)).collect();
        let contradicted: Vec<Vec<Option<usize>>> = claimed.iter().zip(&claims).map(contradicted).collect();
        let answered = steps.iter().filter(|step| step.shared().is_none()).map(|step| step.number);
        let of_claims = contradicted.iter().filter_map(|kinds| kinds.iter().flatten().min().copied());
        let differing: BTreeSet<usize> = answered.chain(of_claims).collect();
        let telling = differing.first().copied();
        let claim =
            |(claims, contradicted): (&Claimed, &Vec<Option<usize>>)| ClaimedCell::of(claims, contradicted, telling);
        Self {
            name: row.name.to_string(),
            variant: row.name.variant.clone(),
            families: families(row.name, &transcripts),
            kinds: kinds.iter().enumerate().map(kind).collect(),
            cells: row.cells.iter().enumerate().map(cell).collect(),
            claims: claims.iter().zip(&contradicted).map(claim).collect(),
            claimed_steps: StepClaims::all(&ClaimGroup::all(row, claimed)),
            differing,
            steps,
        }
    }

    /// Whether another variant comes out in the same way: the same platforms answer the same, or have no answer, and
    /// the same steps differ, by the same outcomes and claims. A platform that has an answer here need not have one
    /// there: this stands for the other, and not the other way round.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let (steps, others) = (self.differing_steps(), other.differing_steps());
        let faults = |trial: &Self| trial.cells.iter().map(|cell| cell.fault.is_some()).collect::<Vec<_>>();
        self.cells.iter().zip(&other.cells).all(|(one, other)| one.state.stands_for(&other.state))
            && faults(self) == faults(other)
            && self.claims == other.claims
            && steps.len() == others.len()
            && steps.iter().zip(&others).all(|(one, other)| one.is_like(other))
            && steps.iter().all(|step| self.claims_about(step.number) == other.claims_about(step.number))
    }

    fn differing_steps(&self) -> Vec<&Step> {
        self.steps.iter().filter(|step| self.differing.contains(&step.number)).collect()
    }

    /// What is claimed of a step, with the grades.
    fn claims_about(&self, number: usize) -> Vec<(Option<&str>, Grade, &[String])> {
        let steps = self.claimed_steps.iter().filter(|step| step.number == number);
        let claims = steps.flat_map(|step| &step.claims);
        claims.map(|said| (said.claim.claim.as_deref(), said.claim.grade, said.platforms.as_slice())).collect()
    }

    /// Whether what is claimed of a platform that nobody recorded is not what a recording has.
    #[must_use]
    pub fn is_claimed_to_differ(&self) -> bool {
        self.claims.iter().any(|cell| cell.differs_at().is_some())
    }

    /// Whether answers differ: platforms that ran it have different results. What a platform cannot run at all is no
    /// answer.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.kinds.len() > 1
    }
}

impl State {
    fn of(cell: &Cell, kind: impl FnOnce() -> usize) -> Self {
        match cell {
            Cell::Ran(_) => Self::Ran { kind: kind() },
            Cell::PlatformCannot(lacks) => Self::Cannot { lacks: lacks.clone() },
            Cell::Skipped(why) => Self::Skipped { why: why.clone() },
            Cell::Unrecorded => Self::Unrecorded,
        }
    }

    /// Whether the other one is the same result, or none. Why there is none is nothing that the platform answered.
    fn stands_for(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Ran { kind }, Self::Ran { kind: other }) => kind == other,
            (Self::Ran { .. }, _) => true,
            (one, other) => discriminant(one) == discriminant(other),
        }
    }
}

/// The groups of columns with the same transcript, each with that transcript.
fn kinds<'a>(row: &Row<'a>) -> Vec<(Vec<usize>, &'a [Line])> {
    let kind = |columns: Vec<usize>| match row.cells[columns[0]] {
        Cell::Ran(lines) => Some((columns, lines.as_slice())),
        Cell::PlatformCannot(_) | Cell::Skipped(_) | Cell::Unrecorded => None,
    };
    row.groups().into_iter().filter_map(kind).collect()
}

/// The address families that the name of a trial or its calls mention.
fn families(name: &TrialName, transcripts: &[&[Line]]) -> BTreeSet<String> {
    let calls = transcripts.iter().flat_map(|lines| lines.iter().map(|line| line.call.as_str()));
    let words = [name.variant.as_str()].into_iter().chain(calls).flat_map(|text| text.split([' ', ',', '"']));
    let is_family = |word: &&str| {
        word.strip_prefix("AF_")
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
    };
    words.filter(is_family).map(str::to_owned).collect()
}
