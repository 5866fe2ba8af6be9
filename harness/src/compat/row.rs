//! One trial, across all recordings.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::cell::Cell;
use super::column::Column;
use crate::case::{Corpus, Topic, Trial, TrialName};
use crate::recording::Recording;

/// A trial of the cases of this checkout.
#[derive(Clone, Copy, Debug)]
pub struct CorpusTrial<'a> {
    /// The topic it belongs to.
    pub topic: &'a Topic,
    /// The trial itself.
    pub trial: &'a Trial,
}

/// A part of a case file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Excerpt {
    /// The file, below the root of the project, and the number of the first line.
    pub place: String,
    /// The lines, without the indentation that all of them share.
    pub text: String,
}

impl<'a> CorpusTrial<'a> {
    /// Every trial of the cases with its topic, in the order of the files.
    pub fn all(corpus: &'a Corpus) -> impl Iterator<Item = Self> {
        let of_topic = |topic: &'a Topic| topic.trials.iter().map(move |trial| Self { topic, trial });
        corpus.topics.iter().flat_map(of_topic)
    }

    /// The steps as the case file has them, claims included.
    #[must_use]
    pub fn steps(&self) -> Option<Excerpt> {
        let source = &self.trial.source;
        let first = self.trial.claims.first().and_then(|claim| claim.step.location(source))?;
        let depth = |line: &str| line.chars().take_while(|c| *c == ' ').count();
        let indent = depth(source.line(first.line));
        let belongs = |line: &&str| {
            line.trim().is_empty()
                || depth(line) > indent
                || (depth(line) == indent && line.trim_start().starts_with('-'))
        };
        let written = source.text.lines().skip(first.line - 1).take_while(belongs);
        let lines: Vec<&str> = written.map(|line| line.get(indent..).unwrap_or_default()).collect();
        let place = format!("{}:{}", source.path, first.line);
        Some(Excerpt { place, text: lines.join("\n").trim_end().to_owned() })
    }
}

/// A trial and what each recording has of it.
#[derive(Debug)]
pub struct Row<'a> {
    /// The trial.
    pub name: &'a TrialName,
    /// The trial as the cases have it. None if only a recording knows it.
    pub in_corpus: Option<CorpusTrial<'a>>,
    /// What each recording has of it, in the order of the columns.
    pub cells: Vec<&'a Cell>,
}

impl Row<'_> {
    /// The columns in groups that say the same, by their indexes. The largest group comes first. Ties: the group with
    /// the leftmost column first. Columns without a record of the trial are omitted. The first column of each group
    /// tells most; one that did not see everything belongs to the first group with which it agrees.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let recorded = (0..self.cells.len()).filter(|column| self.cells[*column].is_recorded());
        let (partial, whole): (Vec<usize>, Vec<usize>) = recorded.partition(|column| self.cells[*column].is_partial());
        let mut groups = self.joined(Vec::new(), &whole);
        groups.sort_by_key(|group| Reverse(group.len()));
        groups = self.joined(groups, &partial);
        groups.sort_by_key(|group| (Reverse(group.len()), group.iter().min().copied()));
        groups
    }

    /// Puts each of the columns in the first of the groups with which it agrees, or in one of its own.
    fn joined(&self, mut groups: Vec<Vec<usize>>, columns: &[usize]) -> Vec<Vec<usize>> {
        for column in columns {
            match groups.iter_mut().find(|group| self.cells[group[0]].agrees(self.cells[*column])) {
                Some(group) => group.push(*column),
                None => groups.push(vec![*column]),
            }
        }
        groups
    }

    /// Whether a column is of a release that says the same as the current recording of its platform, which makes it no
    /// news. The row is of these `columns`.
    #[must_use]
    pub fn is_as_current(&self, columns: &[Column], column: usize) -> bool {
        let release = &columns[column];
        let mut others = columns.iter().zip(&self.cells);
        others.any(|(other, cell)| release.is_release_of(other) && cell.agrees(self.cells[column]))
    }

    /// Why the platform is at fault for what a recording has of the trial, if the case says that it is.
    #[must_use]
    pub fn fault(&self, column: &Column, cell: &Cell) -> Option<&str> {
        let trial = self.in_corpus.filter(|_| cell.is_recorded())?.trial;
        let Recording { platform, release, .. } = &column.recording;
        trial.deviation(*platform, release.as_ref()).map(|deviation| deviation.why.as_str())
    }
}
