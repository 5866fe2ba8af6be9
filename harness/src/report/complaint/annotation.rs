//! A message as GitHub Actions shows it beside the line of a file: a workflow command,
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>.

use std::env;

use super::Complaint;
use crate::terminal::plain;

/// Whether somebody reads annotations: the program runs in a job of GitHub Actions, which sets `GITHUB_ACTIONS`.
#[must_use]
pub fn annotates() -> bool {
    env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

impl Complaint<'_> {
    /// The command, on one line: the place of the claim, the name of the trial, what happened, and which side moved.
    #[must_use]
    pub fn annotation(&self) -> String {
        let trial = self.trial();
        let mut properties = format!("file={}", property(&trial.source.path));
        if let Some(at) = self.location() {
            properties += &format!(",line={},col={}", at.line, at.column);
        }
        properties += &format!(",title={}", property(&trial.name.to_string()));
        let message = self.side().map_or_else(|| self.headline(), |side| format!("{}\n{side}", self.headline()));
        format!("::error {properties}::{}", data(&plain(&message)))
    }
}

/// What the message of a command may hold: `escapeData` of `@actions/core`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a property of a command may hold: `escapeProperty` of `@actions/core`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
