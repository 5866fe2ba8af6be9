//! Which trials a command line asks for.

use std::collections::BTreeSet;
use std::path::Path;

use super::output::Failure;
use super::select::{recordings, table};
use crate::case::{Corpus, TrialName};
use crate::compat::{Query, Table};
use crate::fault::Fault;

/// The words and terms of a command line.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Asked {
    /// Only trials that meet all of these: words that stand in a name, a topic, a call, a claim or a source, and terms
    /// such as call:bind, error:EINVAL, family:AF_UNIX, windows:EINVAL, platform:wine, is:different, grade:sourced.
    /// One of several will do in 'bind|listen'
    #[arg(value_name = "WORD")]
    words: Vec<String>,
}

impl Asked {
    /// The names of the trials of the cases that meet all of it, those first in whose names or topics the words stand.
    /// Recordings are read only if a term asks for what they have.
    ///
    /// # Errors
    /// When a term has a key or a value that nothing has, when recordings cannot be read, or when no trial is left.
    pub(super) fn trials(&self, root: &Path, corpus: &Corpus) -> Result<Vec<TrialName>, Failure> {
        let query = self.query()?;
        let recordings = if query.asks_for_records() { recordings(root)? } else { Vec::new() };
        let mut table = table(corpus, &recordings)?;
        table.rows.retain(|row| row.in_corpus.is_some());
        answer(&query, &table)
    }

    /// The names of the trials that meet all of it, those that only recordings know among them. They are trials of this
    /// table, unless a term asks for what recordings have: then of those of the project.
    ///
    /// # Errors
    /// The same.
    pub(super) fn rows(&self, root: &Path, corpus: &Corpus, given: &Table) -> Result<BTreeSet<TrialName>, Failure> {
        let query = self.query()?;
        let names = if query.asks_for_records() {
            let recordings = recordings(root)?;
            answer(&query, &table(corpus, &recordings)?)?
        } else {
            answer(&query, given)?
        };
        Ok(names.into_iter().collect())
    }

    /// The word, if it is only one.
    pub(super) fn single(&self) -> Option<&str> {
        match self.words.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    fn query(&self) -> Result<Query, Failure> {
        Query::read(&self.words).map_err(|fault| refused(&fault))
    }
}

fn answer(query: &Query, table: &Table) -> Result<Vec<TrialName>, Failure> {
    let names: Vec<TrialName> = query.select(table).into_iter().map(|row| row.name.clone()).collect();
    if names.is_empty() { Err(refused(&query.unmet(table))) } else { Ok(names) }
}

fn refused(fault: &Fault) -> Failure {
    Failure::usage(fault.with_hint())
}
