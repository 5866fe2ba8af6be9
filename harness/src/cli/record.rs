//! `sockshape run --record`: accepts the records of the trials that are run, and of no others.

use anstyle::Style;

use super::output::Failure;
use crate::case::{Corpus, TrialName};
use crate::compat::CorpusTrial;
use crate::session::description::{Earlier, Extent};
use crate::session::{Session, Tally, TrialResult};
use crate::terminal::{STRONG, hanging, line_width, paragraph, styled};

/// A run that accepts records, and what was recorded before it.
pub(super) struct Taking<'t> {
    earlier: Earlier,
    extent: Extent,
    /// The trials, and what was recorded of them.
    before: Vec<(&'t TrialName, Option<String>)>,
}

impl<'t> Taking<'t> {
    /// Runs the trials a first time, and notes what is recorded.
    ///
    /// # Errors
    /// When the description of the recording cannot be read, or is that of another shard, or when its folder cannot be
    /// made.
    pub(super) fn begin(
        session: &Session,
        trials: &[CorpusTrial<'t>],
        extent: Extent,
        corpus: &Corpus,
        workers: usize,
    ) -> Result<Self, Failure> {
        let earlier = Earlier::of(session).map_err(|fault| Failure::recordings(&[fault]))?;
        let names = trials.iter().map(|known| &known.trial.name);
        let extent = earlier.takes(session, extent, names, corpus).map_err(|fault| Failure::recordings(&[fault]))?;
        session.make_folder().map_err(|fault| Failure::recordings(&[fault]))?;
        let before = trials.iter().map(|known| (&known.trial.name, recorded(session, &known.trial.name))).collect();
        let trials: Vec<_> = trials.iter().map(|known| known.trial).collect();
        session.rehearse(&trials, workers);
        Ok(Self { earlier, extent, before })
    }

    /// Renews the description of the recording, and says which records are new, changed or removed.
    pub(super) fn end(self, session: &Session, corpus: &Corpus, results: &[(CorpusTrial, TrialResult)]) -> Taken {
        let mut tally = Tally::default();
        results.iter().for_each(|(known, result)| tally.add(known.trial, &result.verdict));
        let described = match self.extent {
            Extent::All => self.earlier.describe_whole(session, corpus, &tally, None),
            Extent::Shard(shard) => self.earlier.describe_whole(session, corpus, &tally, Some(shard)),
            Extent::Some => self.earlier.describe_some(session, &tally).map_err(|fault| fault.with_hint()),
        };
        let is_described = self.extent == Extent::Some || described.is_ok();
        let note = described.err().map(|why| note(&why)).unwrap_or_default();
        Taken { text: self.changes(session) + &note, is_described }
    }

    /// The records that are not as they were before.
    fn changes(self, session: &Session) -> String {
        let now = self.before.into_iter().map(|(name, before)| (name, before, recorded(session, name)));
        let changed = now.filter(|(_, before, now)| before != now);
        let (removed, written): (Vec<_>, Vec<_>) = changed.partition(|(.., now)| now.is_none());
        let names = |changed: Vec<(&TrialName, _, _)>| changed.into_iter().map(|(name, ..)| name.to_string()).collect();
        let (removed, written): (Vec<String>, Vec<String>) = (names(removed), names(written));
        let edition = &session.edition;
        let written = match written.as_slice() {
            [] if removed.is_empty() => listed("no record has changed", &[]),
            [] => listed("no record is new or changed", &[]),
            names => listed(&format!("records of {edition} that are new or changed: {}", names.len()), names),
        };
        let heading = format!("records of {edition} that are removed: {}", removed.len());
        let removed = if removed.is_empty() { String::new() } else { listed(&heading, &removed) };
        written + &removed
    }
}

/// What a run that accepts records has done.
pub(super) struct Taken {
    /// Which records are new, changed or removed, and what is to be said of their description.
    pub(super) text: String,
    /// Whether the description fits, as far as that was up to this run: one of some trials alone need not renew it.
    pub(super) is_described: bool,
}

/// The most names to show: more of them, and nobody looks at each.
const MOST_LISTED: usize = 100;

/// Names below a heading.
fn listed(heading: &str, names: &[String]) -> String {
    let line = |name: &str| paragraph(2, "", name, Style::new(), line_width());
    let more = names.len().saturating_sub(MOST_LISTED);
    let more = if more > 0 { line(&format!("and {more} more")) } else { String::new() };
    let names: String = names.iter().take(MOST_LISTED).map(|name| line(name)).collect();
    format!("\n{}\n{names}{more}", styled(STRONG, heading))
}

/// What is said after the results, because they are good without it.
pub(super) fn note(what: &str) -> String {
    hanging(0, "note: ", what, Style::new(), line_width())
}

/// What is recorded of a trial. A record that cannot be read is as good as none: it is replaced.
fn recorded(session: &Session, name: &TrialName) -> Option<String> {
    session.records.read(name).ok().flatten()
}
