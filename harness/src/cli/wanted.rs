//! What a command line asks for, read: words, a list of trials, and what is left out.

use std::collections::BTreeSet;

use super::output::Failure;
use super::trial_list::TrialList;
use crate::case::TrialName;
use crate::compat::{Pick, Picker, Query, Table};
use crate::fault::Fault;

/// Trials that meet the words, are in the list if there is one, and are not left out.
pub(super) struct Wanted {
    words: Words,
    list: Option<TrialList>,
    skipped: Vec<Pick>,
}

/// What the words are.
enum Words {
    /// A query.
    Query(Query),
    /// Names, of which any will do.
    Names(Vec<Pick>),
}

impl Wanted {
    /// Reads the words, and what is left out.
    ///
    /// # Errors
    /// When one of them cannot be understood.
    pub(super) fn read(
        words: &[String],
        skipped: &[String],
        list: Option<TrialList>,
        is_exact: bool,
    ) -> Result<Self, Failure> {
        let pick = |text: &String| if is_exact { Ok(Pick::name(text)) } else { Pick::name_or_words(text) };
        let skipped = skipped.iter().map(pick).collect::<Result<_, _>>().map_err(|fault| refused_skip(&fault))?;
        let words = if is_exact && !words.is_empty() {
            Words::Names(words.iter().map(|word| Pick::name(word)).collect())
        } else {
            Words::Query(Query::read(words).map_err(|fault| refused(&fault))?)
        };
        Ok(Self { words, list, skipped })
    }

    /// Whether recordings have to be read to answer it.
    pub(super) fn asks_for_records(&self) -> bool {
        let of_words = matches!(&self.words, Words::Query(query) if query.asks_for_records());
        let of_list = self.list.as_ref().is_some_and(TrialList::asks_for_records);
        of_words || of_list || self.skipped.iter().any(Pick::asks_for_records)
    }

    /// The trials of a table that are wanted.
    ///
    /// # Errors
    /// When there is none, or when a part of what is asked for stands for none.
    pub(super) fn trials(&self, table: &Table) -> Result<Vec<TrialName>, Failure> {
        let picker = Picker::new(table);
        let mut names = self.words.met(table, &picker)?;
        if let Some(list) = &self.list {
            let listed = list.trials(&picker).map_err(Failure::usage)?;
            names.retain(|name| listed.contains(name));
            if names.is_empty() {
                let fault = Fault::new(format!("no trial of {} meets the words beside it", list.path()));
                return Err(refused(&fault.hint("leave out the words, or name other trials")));
            }
        }
        let skipped = all(&self.skipped, &picker).map_err(|fault| refused_skip(&fault))?;
        names.retain(|name| !skipped.contains(name));
        if names.is_empty() {
            let fault = Fault::new("--skip leaves none of the trials that are asked for");
            return Err(refused(&fault.hint("skip less")));
        }
        Ok(names)
    }
}

impl Words {
    /// The trials that meet them, those first in whose names or topics they stand.
    fn met(&self, table: &Table, picker: &Picker) -> Result<Vec<TrialName>, Failure> {
        match self {
            Self::Query(query) => {
                let names: Vec<TrialName> = query.select(table).into_iter().map(|row| row.name.clone()).collect();
                if names.is_empty() { Err(refused(&query.unmet(table))) } else { Ok(names) }
            }
            Self::Names(names) => {
                let named = all(names, picker).map_err(|fault| refused(&fault))?;
                Ok(named.into_iter().collect())
            }
        }
    }
}

/// The trials that any of these texts stands for.
fn all(picks: &[Pick], picker: &Picker) -> Result<BTreeSet<TrialName>, Fault> {
    let picked = picks.iter().map(|pick| picker.pick(pick)).collect::<Result<Vec<_>, _>>();
    Ok(picked?.into_iter().flatten().collect())
}

/// What is wrong with what is left out, which has to be told from the words beside it.
fn refused_skip(fault: &Fault) -> Failure {
    Failure::usage(format!("--skip: {}", fault.with_hint()))
}

fn refused(fault: &Fault) -> Failure {
    Failure::usage(fault.with_hint())
}
