//! What a cell of a table says, for those who ask.

use super::subject::{Subject, ends_in, words_of};
use super::{Asked, Quality};
use crate::compat::asked::{Answers, Said};
use crate::compat::grid::GridCell;
use crate::compat::statement::Grade;
use crate::platform::Platform;

/// A question of a table, and what trials answer.
pub(super) struct Question<'t, 'a> {
    /// Part, row and question, in small letters.
    label: String,
    cell: &'t GridCell,
    /// Its trials: the simplest of each answer.
    trials: Vec<(&'t Answers, &'t Subject<'t, 'a>)>,
}

impl<'t, 'a> Question<'t, 'a> {
    /// A cell, with where to find its trials.
    pub(super) fn new(label: &str, cell: &'t GridCell, find: impl Fn(&str) -> Option<&'t Subject<'t, 'a>>) -> Self {
        let trials = cell.content.answers().iter().filter_map(|answers| Some((answers, find(&answers.trial)?)));
        Self { label: label.to_lowercase(), cell, trials: trials.collect() }
    }

    fn answers(&self) -> impl Iterator<Item = &'t Answers> {
        self.cell.content.answers().iter()
    }

    /// What platforms answer, each with the text of what came back or is claimed.
    fn said(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let recorded = self.answers().flat_map(|answers| &answers.answers);
        let recorded = recorded.filter_map(|answer| Some((answer.platform.as_str(), answer.reply.outcome()?)));
        let claimed = self.answers().flat_map(|answers| &answers.claims);
        recorded.chain(claimed.filter_map(|claim| Some((claim.platform.as_str(), claimed_text(&claim.said)?))))
    }

    fn says(&self, platform: Platform, has: impl Fn(&str) -> bool) -> bool {
        let name = platform.to_string();
        self.said().any(|(platform, text)| platform == name && has(text))
    }
}

impl Asked for Question<'_, '_> {
    fn has_word(&self, word: &str) -> bool {
        self.label.contains(word)
    }

    fn mentions(&self, whole: &str) -> bool {
        self.trials.iter().any(|(_, trial)| trial.mentions(whole))
    }

    /// Whether this is what is called.
    fn calls(&self, name: &str) -> bool {
        let does = |(answers, trial): &(&Answers, &Subject)| {
            trial.action(answers.step - 1).is_some_and(|action| action.operation.names().any(|known| known == name))
        };
        self.cell.question == name || self.trials.iter().any(does)
    }

    fn ends_with_error(&self, name: &str) -> bool {
        self.said().any(|(_, text)| is_error(text, name))
    }

    fn is_on(&self, platform: Platform) -> bool {
        self.says(platform, |_| true)
    }

    fn fails(&self, platform: Platform, error: &str) -> bool {
        self.says(platform, |text| is_error(text, error))
    }

    fn answers(&self, platform: Platform, text: &str) -> bool {
        self.says(platform, |said| said.to_lowercase().contains(text))
    }

    fn is(&self, quality: Quality) -> bool {
        let outcomes = |answers: &'_ Answers| -> Vec<String> {
            answers.answers.iter().filter_map(|answer| answer.reply.whole()).map(str::to_owned).collect()
        };
        let differ = |answers: &Answers| outcomes(answers).windows(2).any(|pair| pair[0] != pair[1]);
        match quality {
            Quality::Different => self.answers().any(differ),
            Quality::Same => !self.answers().any(differ) && self.answers().any(|answers| outcomes(answers).len() > 1),
            Quality::KnownFault => self.trials.iter().any(|(_, trial)| trial.is(quality)),
            Quality::Lacking => {
                let mut replies = self.answers().flat_map(|answers| &answers.answers);
                replies.any(|answer| answer.reply.outcome().is_none())
            }
        }
    }

    fn has_grade(&self, grade: Grade) -> bool {
        let ran = || self.answers().flat_map(|answers| &answers.answers).any(|one| one.reply.outcome().is_some());
        let mut claims = self.answers().flat_map(|answers| &answers.claims);
        (grade == Grade::Run && ran())
            || claims.any(|one| matches!(&one.said, Said::Claimed { grade: other, .. } if *other == grade))
    }

    fn words(&self) -> Vec<&str> {
        words_of(&self.label).collect()
    }
}

/// What is claimed, if something is.
fn claimed_text(said: &Said) -> Option<&str> {
    match said {
        Said::Claimed { claim, .. } => Some(claim),
        Said::Cannot { .. } | Said::Open => None,
    }
}

/// Whether this is the error, or a claim that allows it beside others.
fn is_error(text: &str, name: &str) -> bool {
    let one_of = text.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
    ends_in(text, name) || one_of.is_some_and(|list| list.split(", ").any(|one| one == name))
}
