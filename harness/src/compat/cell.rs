//! What a recording has of a trial.

use std::ptr;

use crate::transcript::{Line, SnapshotText};

/// What a recording has of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// It was run, and these are its steps.
    Ran(Vec<Line>),
    /// The platform cannot run it on any host: what the platform lacks.
    PlatformCannot(String),
    /// The host on which the recording was made could not run it: why.
    Skipped(String),
    /// Nothing.
    Unrecorded,
}

impl Cell {
    /// Whether it says something about the platform.
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        match self {
            Self::Ran(_) | Self::PlatformCannot(_) => true,
            Self::Skipped(_) | Self::Unrecorded => false,
        }
    }

    /// Whether both say the same. What one of them did not see may be anything.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            // Files with the same contents are one cell.
            _ if ptr::eq(self, other) => true,
            (Self::Ran(lines), Self::Ran(others)) => Line::all_agree(lines, others),
            _ => self == other,
        }
    }

    /// Whether it was run by a program that did not see all that came back.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.lines().is_some_and(|lines| lines.iter().any(Line::is_partial))
    }

    /// Its steps, if it was run.
    #[must_use]
    pub fn lines(&self) -> Option<&[Line]> {
        match self {
            Self::Ran(lines) => Some(lines),
            Self::PlatformCannot(_) | Self::Skipped(_) | Self::Unrecorded => None,
        }
    }
}

impl From<SnapshotText> for Cell {
    fn from(text: SnapshotText) -> Self {
        match text {
            SnapshotText::Ran(lines) => Self::Ran(lines),
            SnapshotText::PlatformCannot(lacks) => Self::PlatformCannot(lacks),
        }
    }
}
