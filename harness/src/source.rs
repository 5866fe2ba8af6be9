//! A file, and a place in it.

use std::fmt;
use std::path::{MAIN_SEPARATOR_STR, Path};
use std::sync::OnceLock;

/// A case file as it was read.
#[derive(Debug)]
pub struct SourceFile {
    /// Where it lies, below the root of the project, with `/` between the parts on every platform.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Where the nodes of the text stand, once somebody has asked: [`crate::yaml::Place::location`].
    pub(crate) places: OnceLock<Vec<Location>>,
}

impl SourceFile {
    /// Takes the text of the file at `path`.
    pub fn new(path: impl AsRef<Path>, text: impl Into<String>) -> Self {
        Self { path: shown(path.as_ref()), text: text.into(), places: OnceLock::new() }
    }

    /// The line with this number, counted from 1, without its end; empty where there is none.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        number.checked_sub(1).and_then(|index| self.text.lines().nth(index)).unwrap_or_default()
    }
}

/// A path as it is shown, with `/` between its parts on every platform: Windows takes that, too, and what is printed can be compared.
#[must_use]
pub fn shown(path: &Path) -> String {
    path.display().to_string().replace(MAIN_SEPARATOR_STR, "/")
}

/// A line and a column, both counted from 1; columns count characters.
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
