//! `sockshape run --record`: accepts the records of the trials that are run, and of no others.

use anstyle::Style;

use super::output::Failure;
use crate::case::{Corpus, TrialName};
use crate::compat::CorpusTrial;
use crate::session::description::Earlier;
use crate::session::{Session, Tally, TrialResult};
use crate::terminal::{STRONG, hanging, line_width, paragraph, styled};

/// A run that accepts records, and what was recorded before it.
pub(super) struct Taking<'t> {
    earlier: Earlier,
    /// The trials, and what was recorded of them.
    before: Vec<(&'t TrialName, Option<String>)>,
}

impl<'t> Taking<'t> {
    /// Runs the trials a first time, and notes what is recorded.
    ///
    /// # Errors
    /// When the description of the recording cannot be read.
    pub(super) fn begin(session: &Session, trials: &[CorpusTrial<'t>], workers: usize) -> Result<Self, Failure> {
        let earlier = Earlier::of(session).map_err(|fault| Failure::recordings(&[fault]))?;
        let before = trials.iter().map(|known| (&known.trial.name, recorded(session, &known.trial.name))).collect();
        let trials: Vec<_> = trials.iter().map(|known| known.trial).collect();
        session.rehearse(&trials, workers);
        Ok(Self { earlier, before })
    }

    /// Renews the description of the recording, and says which records are new or changed. If the description cannot be
    /// renewed after a run of some trials, that is said as well.
    ///
    /// # Errors
    /// When all trials were run, and the description cannot be written.
    pub(super) fn end(
        self,
        session: &Session,
        corpus: &Corpus,
        results: &[(CorpusTrial, TrialResult)],
    ) -> Result<String, Failure> {
        let mut tally = Tally::default();
        results.iter().for_each(|(known, result)| tally.add(known.trial, &result.verdict));
        let note = if results.len() == corpus.trials().count() {
            self.earlier.describe_all(session, corpus, &tally).map_err(Failure::usage)?;
            None
        } else {
            self.earlier.describe_some(session, &tally).err()
        };
        let written = self.before.into_iter().filter(|(name, before)| recorded(session, name) != *before);
        let names: Vec<String> = written.map(|(name, _)| name.to_string()).collect();
        let lines: String = names.iter().map(|name| paragraph(2, "", name, Style::new(), line_width())).collect();
        let note = note.map(|fault| hanging(0, "note: ", &fault.with_hint(), Style::new(), line_width()));
        let head = match names.len() {
            0 => "no record has changed".to_owned(),
            count => format!("records of {} that are new or changed: {count}", session.edition),
        };
        Ok(format!("\n{}\n{lines}{}", styled(STRONG, &head), note.unwrap_or_default()))
    }
}

/// What is recorded of a trial. A record that cannot be read is as good as none: it is replaced.
fn recorded(session: &Session, name: &TrialName) -> Option<String> {
    session.records.read(name).ok().flatten()
}
