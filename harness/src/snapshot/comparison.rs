//! A run beside the record.

use similar::TextDiff;

/// How the result of a trial compares with the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The record says the same.
    Same,
    /// There is no record of the trial.
    New {
        /// The transcript of this run.
        text: String,
    },
    /// The record says something else.
    Changed {
        /// What it says.
        recorded: String,
        /// The transcript of this run.
        text: String,
    },
    /// The file exists, but it is not a record.
    Unreadable {
        /// What is wrong with it, and what to do about it.
        why: String,
    },
    /// What `INSTA_UPDATE` asks for could not be written.
    Unwritten {
        /// Why.
        why: String,
    },
}

impl Comparison {
    /// The lines that differ: those of the record after `-`, those of this run after `+`.
    #[must_use]
    pub fn diff(&self) -> String {
        match self {
            Self::Same | Self::Unreadable { .. } | Self::Unwritten { .. } => String::new(),
            Self::New { text } => text.lines().map(|line| format!("+{line}\n")).collect(),
            Self::Changed { recorded, text } => {
                let (recorded, text) = (format!("{recorded}\n"), format!("{text}\n"));
                let diff = TextDiff::from_lines(&recorded, &text);
                diff.unified_diff().context_radius(2).to_string()
            }
        }
    }
}
