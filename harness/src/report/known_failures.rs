//! The text of a file of known failures, made from a run: an entry for each way of failing, with the reasons that are
//! known already. The others are for a person to write.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::complaint::Complaint;
use crate::case::{Corpus, KnownFailures, Trial, TrialName};
use crate::platform::Platform;
use crate::terminal::printable;
use crate::yaml;

/// The most ways of failing that an entry names. Those with the same reason share one.
const MOST_WAYS: usize = 3;

/// What a run has found out, for such a file.
#[derive(Debug)]
pub struct Failing<'r> {
    /// The platform under test.
    pub platform: Platform,
    /// The trials of the project.
    pub corpus: &'r Corpus,
    /// The trials that were judged in this run. What the file says of others is kept.
    pub judged: BTreeSet<&'r TrialName>,
    /// The trials of which claims fail.
    pub complaints: BTreeMap<&'r TrialName, &'r Complaint<'r>>,
    /// What the file says so far.
    pub earlier: KnownFailures,
}

/// The text of such a file.
#[derive(Debug)]
pub struct KnownText {
    /// The text.
    pub text: String,
    /// How many entries it has.
    pub entries: usize,
    /// How many of them need a reason.
    pub open: usize,
}

/// Trials that fail in the same way, or for the same reason.
#[derive(Debug, Default)]
struct Entry<'r> {
    ways: Vec<String>,
    trials: BTreeSet<&'r TrialName>,
    reason: Option<String>,
}

impl<'r> Failing<'r> {
    /// The text, with the entries in the order of the cases.
    #[must_use]
    pub fn text(&self) -> KnownText {
        let entries = self.entries();
        let open = entries.iter().filter(|entry| entry.reason.is_none()).count();
        let texts: String = entries.iter().map(|entry| entry.text(self.corpus)).collect();
        let text = head(self.platform) + if entries.is_empty() { "[]\n" } else { &texts };
        KnownText { text, entries: entries.len(), open }
    }

    fn entries(&self) -> Vec<Entry<'r>> {
        let (mut entries, mut indexes) = (Vec::<Entry>::new(), BTreeMap::<(bool, String), usize>::new());
        for trial in self.corpus.trials() {
            let name = &trial.name;
            let (complaint, earlier) = (self.complaints.get(name), self.earlier.failure(name));
            let kept = earlier.filter(|_| complaint.is_some() || !self.judged.contains(name));
            let reason = kept.and_then(|kept| kept.reason.clone()).or_else(|| self.reason_of_base(trial, complaint));
            let way = complaint.map(|complaint| complaint.way()).or_else(|| Some(kept?.place.clone()));
            let Some(way) = way else { continue };
            let key = (reason.is_some(), reason.clone().unwrap_or(way));
            let index = *indexes.entry(key).or_insert(entries.len());
            if index == entries.len() {
                entries.push(Entry { reason, ..Entry::default() });
            }
            entries[index].add(name, complaint.map(|complaint| complaint.headline()));
        }
        entries
    }

    /// What the case says is wrong with the platform that one of somebody's own is like. It shows the same there.
    fn reason_of_base(&self, trial: &Trial, complaint: Option<&&Complaint>) -> Option<String> {
        let base =
            self.platform.base().platform().filter(|_| complaint.is_some() && self.platform.own_name().is_some())?;
        let deviation = trial.deviation(base, None)?;
        Some(format!("as on {base}: {}", deviation.why))
    }
}

impl<'r> Entry<'r> {
    fn add(&mut self, trial: &'r TrialName, way: Option<String>) {
        self.trials.insert(trial);
        self.ways.extend(way.filter(|way| !self.ways.contains(way)));
    }

    /// The ways of failing as a comment, the trials, and the reason or the room for one.
    fn text(&self, corpus: &Corpus) -> String {
        #[derive(Serialize)]
        struct Written<'e> {
            trials: Vec<String>,
            reason: Option<&'e str>,
        }
        let more = self.ways.len().saturating_sub(MOST_WAYS);
        let more = match more {
            0 => None,
            1 => Some("# and in another way\n".to_owned()),
            more => Some(format!("# and in {more} other ways\n")),
        };
        let ways = self.ways.iter().take(MOST_WAYS).map(|way| format!("# {}\n", printable(way)));
        let ways: String = ways.chain(more).collect();
        let entry = yaml::write(&[Written { trials: self.names(corpus), reason: self.reason.as_deref() }]);
        let entry = match self.reason {
            Some(_) => entry,
            None => entry.trim_end().trim_end_matches("null").trim_end().to_owned() + "\n",
        };
        format!("\n{ways}{entry}")
    }

    /// The names of the trials. A case of which all trials are among them stands for them.
    fn names(&self, corpus: &Corpus) -> Vec<String> {
        let cases: BTreeSet<String> = self.trials.iter().map(|name| name.case_name()).collect();
        let name_of_all = |case: String| {
            let all: Vec<&TrialName> =
                corpus.trials().map(|trial| &trial.name).filter(|name| name.case_name() == case).collect();
            let listed: Vec<String> =
                all.iter().filter(|name| self.trials.contains(*name)).map(ToString::to_string).collect();
            if listed.len() == all.len() { vec![case] } else { listed }
        };
        cases.into_iter().flat_map(name_of_all).collect()
    }
}

fn head(platform: Platform) -> String {
    format!(
        "# The trials that fail on {platform}, for sockshape run --known. Each entry needs the reason why they do. \
         Then a run\n# fails if another trial does, and if one of these does not any more. --write-known renews the \
         file, and keeps the\n# reasons. `sockshape schema known-file` prints the schema.\n"
    )
}
