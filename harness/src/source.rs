//! A case file, and a line and a column in it.

use std::fmt;
use std::path::{MAIN_SEPARATOR_STR, Path};
use std::sync::OnceLock;

/// The text of a case file.
#[derive(Debug)]
pub struct SourceFile {
    /// Its path below the root of the project, with `/` between the parts on every platform.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Where the nodes of the text stand. [`crate::yaml::Place::location`] finds this when it is first called.
    pub(crate) places: OnceLock<Vec<Location>>,
}

impl SourceFile {
    /// Takes the text of the file at `path`.
    pub fn new(path: impl AsRef<Path>, text: impl Into<String>) -> Self {
        Self { path: shown(path.as_ref()), text: text.into(), places: OnceLock::new() }
    }

    /// The line with this number, counted from 1, without its line break. Empty if there is no such line.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        number.checked_sub(1).and_then(|index| self.text.lines().nth(index)).unwrap_or_default()
    }

    /// Whether what stands here begins with a quotation mark.
    #[must_use]
    pub fn is_quoted(&self, at: Location) -> bool {
        self.line(at.line).chars().nth(at.column - 1).is_some_and(|character| matches!(character, '"' | '\''))
    }
}

/// A path with `/` between its parts on every platform, so that output can be compared. Windows accepts `/` too.
#[must_use]
pub fn shown(path: &Path) -> String {
    path.display().to_string().replace(MAIN_SEPARATOR_STR, "/")
}

/// A line and a column, both counted from 1. Columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}
