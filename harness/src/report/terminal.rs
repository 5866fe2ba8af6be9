//! What text in a terminal is made of: styles, and lines no wider than the terminal. Styles are always written; where there is no terminal, or
//! `NO_COLOR` is set, the command line takes them out again.

use std::env;

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSplitter, wrap};

use crate::problem::printable;

/// Headings, and what matters most.
pub(super) const STRONG: Style = Style::new().bold();
/// What is there for completeness.
pub(super) const FAINT: Style = Style::new().dimmed();
/// The names of recordings.
pub(super) const NAME: Style = AnsiColor::Cyan.on_default();

/// The width of lines where nothing says how wide they may be.
const USUAL: usize = 100;
/// Lines are never narrower or wider than this: too narrow has no room for indentation, too wide is hard to read.
const RANGE: (usize, usize) = (40, 200);

/// How many columns a line may have: what `COLUMNS` says, as POSIX has it (XBD, chapter 8), or the terminal.
#[must_use]
pub fn width() -> usize {
    let wished = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    wished.or_else(terminal).unwrap_or(USUAL).clamp(RANGE.0, RANGE.1)
}

/// A text in a style.
pub(super) fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// The text in lines of this width at most, broken between words where that can be. Control characters are replaced: recordings may come from anywhere.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width.max(1)).word_splitter(WordSplitter::NoHyphenation);
    text.lines()
        .flat_map(|line| wrap(&printable(line), &options).into_iter().map(String::from).collect::<Vec<_>>())
        .collect()
}

/// A paragraph in a style: `label` once, and the text beside it.
pub(super) fn paragraph(indent: usize, label: &str, text: &str, style: Style, width: usize) -> String {
    let margin = indent + columns(label);
    let mut paragraph = String::new();
    for (index, line) in lines(text, width.saturating_sub(margin)).iter().enumerate() {
        let label = if index == 0 { label } else { "" };
        let line = format!("{label:label_width$}{line}", label_width = margin - indent);
        paragraph += &format!("{:indent$}{}\n", "", painted(style, line.trim_end()));
    }
    paragraph
}
