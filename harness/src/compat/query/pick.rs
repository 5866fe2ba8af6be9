//! What is asked for by one text: the trials that it is the name of, or else those that meet it as words.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::Query;
use super::subject::Subject;
use crate::case::TrialName;
use crate::compat::table::Table;
use crate::fault::{Fault, nearest};

/// A text that stands for trials.
#[derive(Debug)]
pub struct Pick {
    text: String,
    /// What it asks for if it is no name. None if it has to be one.
    words: Option<Query>,
}

impl Pick {
    /// A text that has to be the name of a trial, or that of a case, for all of its trials.
    #[must_use]
    pub fn name(text: &str) -> Self {
        Self { text: text.to_owned(), words: None }
    }

    /// A text that is such a name or a query.
    ///
    /// # Errors
    /// As [`Query::read`].
    pub fn name_or_words(text: &str) -> Result<Self, Fault> {
        Ok(Self { text: text.to_owned(), words: Some(Query::read(&[text])?) })
    }

    /// Whether recordings have to be read to answer it.
    #[must_use]
    pub fn asks_for_records(&self) -> bool {
        self.words.as_ref().is_some_and(Query::asks_for_records)
    }
}

/// The trials of a table, for those who pick many times: what that takes is found out once, when it is needed.
pub struct Picker<'t, 'a> {
    table: &'t Table<'a>,
    subjects: OnceCell<Vec<Subject<'t, 'a>>>,
    called: OnceCell<BTreeMap<String, BTreeSet<TrialName>>>,
}

impl<'t, 'a> Picker<'t, 'a> {
    /// Those of this table.
    #[must_use]
    pub fn new(table: &'t Table<'a>) -> Self {
        Self { table, subjects: OnceCell::new(), called: OnceCell::new() }
    }

    fn subjects(&self) -> &[Subject<'t, 'a>] {
        self.subjects.get_or_init(|| self.table.rows.iter().map(|row| Subject::new(self.table, row)).collect())
    }

    /// The trials by their names, and by those of their cases.
    fn called(&self) -> &BTreeMap<String, BTreeSet<TrialName>> {
        self.called.get_or_init(|| {
            let mut called: BTreeMap<String, BTreeSet<TrialName>> = BTreeMap::new();
            for row in &self.table.rows {
                for name in [row.name.to_string(), row.name.case_name()] {
                    called.entry(name).or_default().insert(row.name.clone());
                }
            }
            called
        })
    }

    /// The trials that a text stands for: at least one.
    ///
    /// # Errors
    /// When there is none.
    pub fn pick(&self, pick: &Pick) -> Result<BTreeSet<TrialName>, Fault> {
        if let Some(called) = self.called().get(&pick.text) {
            return Ok(called.clone());
        }
        let Some(query) = &pick.words else { return Err(self.nobody(&pick.text)) };
        let met = self.table.rows.iter().zip(self.subjects()).filter(|(_, subject)| query.is_met(*subject));
        let met: BTreeSet<TrialName> = met.map(|(row, _)| row.name.clone()).collect();
        if met.is_empty() { Err(self.unmet(query, &pick.text)) } else { Ok(met) }
    }

    /// Why words are met by nothing. A text that looks like a name was most likely meant as one.
    fn unmet(&self, query: &Query, text: &str) -> Fault {
        if text.parse::<TrialName>().is_ok() {
            return self.nobody(text);
        }
        query.unmet_by("trial", self.subjects())
    }

    /// Nothing goes by this name.
    fn nobody(&self, text: &str) -> Fault {
        let names: Vec<&str> = self.called().keys().map(String::as_str).collect();
        let fault = Fault::new(format!("no trial and no case is called `{text}`"));
        match nearest(text, &names) {
            Some(near) => fault.hint(format!("did you mean `{near}`?")),
            None => fault.hint("sockshape list prints all names"),
        }
    }
}
