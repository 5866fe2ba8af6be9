//! What to say when no trial meets a query.

use super::subject::Subject;
use super::{Asked, Query, Term, Wanted};
use crate::compat::table::Table;
use crate::fault::{Fault, nearest};

impl Query {
    /// Why no trial of a table meets it: of several words and terms how many trials meet each, and which word may have
    /// been meant by one that stands nowhere.
    #[must_use]
    pub fn unmet(&self, table: &Table) -> Fault {
        let subjects: Vec<Subject> = table.rows.iter().map(|row| Subject::new(table, row)).collect();
        self.unmet_by("trial", &subjects)
    }

    /// The same of anything that can be asked, which goes by the name of `one`.
    pub(super) fn unmet_by(&self, one: &str, subjects: &[impl Asked]) -> Fault {
        let met = |term: &Term| subjects.iter().filter(|subject| term.is_met(*subject)).count();
        let counts: Vec<(&Term, usize)> = self.0.iter().map(|term| (term, met(term))).collect();
        let missing = counts.iter().find(|(_, count)| *count == 0).map(|(term, _)| *term);
        let fault = Fault::new(match (missing, self.0.as_slice()) {
            (Some(term), _) | (None, [term]) => format!("no {one} has `{}`", term.written),
            (None, _) => format!("no {one} has all of that"),
        });
        match missing {
            Some(term) => fault.hint(meant(term, subjects).unwrap_or_else(|| unknown(term, one))),
            None => fault.hint(listed(&counts)),
        }
    }
}

/// How many trials meet each.
fn listed(counts: &[(&Term, usize)]) -> String {
    let each: Vec<String> = counts.iter().map(|(term, count)| format!("`{}` has {count}", term.written)).collect();
    format!("leave something out: {}", each.join(", "))
}

/// The word that was most likely meant by one that stands nowhere.
fn meant(term: &Term, subjects: &[impl Asked]) -> Option<String> {
    let [Wanted::Word(word)] = term.wanted.as_slice() else {
        return None;
    };
    let mut known: Vec<&str> = subjects.iter().flat_map(Asked::words).collect();
    known.sort_unstable();
    known.dedup();
    Some(format!("did you mean `{}`?", nearest(word, &known)?))
}

fn unknown(term: &Term, one: &str) -> String {
    match term.wanted.as_slice() {
        [Wanted::Word(_)] if one == "cell" => "words are looked for in the labels of cells".to_owned(),
        [Wanted::Word(_)] => "words are looked for in names, topics, calls, claims and sources".to_owned(),
        _ => "sockshape list --help says what each term looks for".to_owned(),
    }
}
