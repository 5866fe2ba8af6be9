//! What a trial says, for those who ask.

use std::cell::OnceCell;

use super::{Asked, Quality};
use crate::case::{Expectation, Trial};
use crate::compat::cell::Cell;
use crate::compat::column::Column;
use crate::compat::row::Row;
use crate::compat::statement::{Grade, Statement};
use crate::compat::table::Table;
use crate::operation::Action;
use crate::platform::Platform;
use crate::transcript::Line;

/// Words that cases have for addresses, with a family, and what these are called in it.
const ALIASES: [(&str, &str, &str); 4] = [
    ("loopback", "af_inet", "127.0.0.1 localhost inaddr_loopback"),
    ("loopback", "af_inet6", "[::1] ::1 localhost in6addr_loopback"),
    ("unspecified", "af_inet", "0.0.0.0 wildcard inaddr_any"),
    ("unspecified", "af_inet6", "[::] :: wildcard in6addr_any"),
];

/// A trial, and what recordings and claims say of it.
pub(super) struct Subject<'t, 'a> {
    row: &'t Row<'a>,
    columns: &'a [Column],
    /// Its name, and what its topic and its case are about, in small letters.
    named: OnceCell<String>,
    /// Its steps as the case has them, in small letters.
    steps: OnceCell<String>,
    /// Everything else that the case says, in small letters.
    said: OnceCell<String>,
}

impl<'t, 'a> Subject<'t, 'a> {
    pub(super) fn new(table: &Table<'a>, row: &'t Row<'a>) -> Self {
        Self { row, columns: table.columns, named: OnceCell::new(), steps: OnceCell::new(), said: OnceCell::new() }
    }

    /// Whether a word stands in its name, or in what its topic or its case is about.
    pub(super) fn is_named(&self, word: &str) -> bool {
        self.named.get_or_init(|| self.names()).contains(word)
    }

    fn steps(&self) -> &str {
        let written = |trial: &Trial| with_aliases(trial.program.wire().to_string().to_lowercase());
        self.steps.get_or_init(|| self.trial().map(written).unwrap_or_default())
    }

    fn said(&self) -> &str {
        self.said.get_or_init(|| self.sources_and_claims())
    }

    /// A step of the case, numbered from 0.
    pub(super) fn action(&self, step: usize) -> Option<&'a Action> {
        self.trial()?.program.actions.get(step)
    }

    fn trial(&self) -> Option<&'a Trial> {
        self.row.in_corpus.map(|known| known.trial)
    }

    /// What the current recording of a platform has of it.
    fn cell(&self, platform: Platform) -> Option<&'a Cell> {
        let mut cells = self.columns.iter().zip(&self.row.cells);
        cells.find(|(column, _)| column.recording.platform == platform).map(|(_, cell)| *cell)
    }

    fn lines(&self) -> impl Iterator<Item = &'a Line> {
        self.row.cells.iter().filter_map(|cell| cell.lines()).flatten()
    }

    /// What is claimed of its steps on a platform: nothing of one that may end in any way.
    fn statements(&self, platform: Platform) -> impl Iterator<Item = Statement<'a>> {
        let runs_there = self.trial().filter(|trial| trial.lacking(platform).next().is_none());
        let steps = 0..runs_there.map_or(0, |trial| trial.claims.len());
        let said = steps.filter_map(move |step| self.row.statement(self.columns, step, platform));
        said.filter(|said| *said.expectation != Expectation::Any)
    }

    /// All claims, whatever platform they are for.
    fn claims(&self) -> impl Iterator<Item = &'a Expectation> {
        let claims = self.trial().into_iter().flat_map(|trial| &trial.claims);
        claims.flat_map(|claim| {
            let specific = claim.specific.iter().map(|(_, _, expectation)| expectation);
            [&claim.general.1].into_iter().chain(specific)
        })
    }

    fn names(&self) -> String {
        let known = self.row.in_corpus.as_ref();
        let about = known.map(|known| [Some(&known.topic.about), known.trial.case.about.as_ref()]);
        let name = self.row.name.to_string();
        let texts = about.into_iter().flatten().flatten().map(String::as_str);
        [name.as_str()].into_iter().chain(texts).collect::<Vec<_>>().join("\n").to_lowercase()
    }

    fn sources_and_claims(&self) -> String {
        let Some(known) = self.row.in_corpus else {
            return String::new();
        };
        let see = known.topic.see.iter().chain(&known.trial.case.see);
        let sources = see.map(|(label, text)| format!("{label}: {text}"));
        let claims = self.claims().map(ToString::to_string);
        sources.chain(claims).collect::<Vec<_>>().join("\n").to_lowercase()
    }
}

impl Asked for Subject<'_, '_> {
    fn has_word(&self, word: &str) -> bool {
        self.is_named(word) || [self.steps(), self.said()].into_iter().any(|text| text.contains(word))
    }

    fn mentions(&self, whole: &str) -> bool {
        words_of(self.steps()).any(|word| word == whole)
    }

    fn calls(&self, name: &str) -> bool {
        self.trial().is_some_and(|trial| trial.program.operations().any(|known| known == name))
    }

    fn ends_with_error(&self, name: &str) -> bool {
        let is_recorded = |line: &Line| ends_in(&line.outcome, name);
        self.lines().any(is_recorded) || self.claims().any(|claim| has_error(claim, name))
    }

    fn is_on(&self, platform: Platform) -> bool {
        match self.cell(platform) {
            Some(cell) => matches!(cell, Cell::Ran(_)),
            None => self.statements(platform).next().is_some(),
        }
    }

    fn fails(&self, platform: Platform, error: &str) -> bool {
        match self.cell(platform) {
            Some(cell) => cell.lines().into_iter().flatten().any(|line| ends_in(&line.outcome, error)),
            None => self.statements(platform).any(|said| has_error(said.expectation, error)),
        }
    }

    fn answers(&self, platform: Platform, text: &str) -> bool {
        let has_text = |outcome: &str| outcome.to_lowercase().contains(text);
        match self.cell(platform) {
            Some(cell) => cell.lines().into_iter().flatten().any(|line| has_text(&line.outcome)),
            None => self.statements(platform).any(|said| has_text(&said.expectation.to_string())),
        }
    }

    fn is(&self, quality: Quality) -> bool {
        let ran: Vec<&[Line]> = self.row.cells.iter().filter_map(|cell| cell.lines()).collect();
        let differs = |one: &&[Line]| ran.iter().any(|other| !Line::all_agree(one, other));
        let is_different = ran.iter().any(differs);
        match quality {
            Quality::Different => is_different,
            Quality::Same => ran.len() > 1 && !is_different,
            Quality::KnownFault => self.trial().is_some_and(|trial| !trial.deviates.is_empty()),
            Quality::Lacking => {
                self.row.cells.iter().any(|cell| matches!(cell, Cell::PlatformCannot(_) | Cell::Skipped(_)))
            }
        }
    }

    fn has_grade(&self, grade: Grade) -> bool {
        let mut platforms = Platform::all();
        platforms.any(|platform| self.statements(platform).any(|said| said.grade == grade))
    }

    fn words(&self) -> Vec<&str> {
        let texts = [self.named.get_or_init(|| self.names()), self.steps(), self.said()];
        texts.into_iter().flat_map(words_of).collect()
    }
}

/// Steps with what the words for addresses in them stand for.
fn with_aliases(steps: String) -> String {
    let is_of = |family: &str| words_of(&steps).any(|word| word == family);
    let aliases = ALIASES.iter().filter(|(word, family, _)| steps.contains(word) && is_of(family));
    let aliases: Vec<&str> = aliases.map(|(.., others)| *others).collect();
    if aliases.is_empty() { steps } else { format!("{steps}\n{}", aliases.join("\n")) }
}

pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// Whether an outcome is this error, which may have remarks behind it.
pub(super) fn ends_in(outcome: &str, error: &str) -> bool {
    outcome.strip_prefix(error).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

fn has_error(claim: &Expectation, name: &str) -> bool {
    match claim {
        Expectation::Error(errors) => errors.iter().any(|error| error.to_string() == name),
        Expectation::OneOf(claims) => claims.iter().any(|claim| has_error(claim, name)),
        Expectation::Any | Expectation::Success | Expectation::TimedOut | Expectation::Returns(_) => false,
    }
}
