//! What text in a terminal is made of: styles, and lines no wider than the terminal. Styles are always written; where there is no terminal, or
//! `NO_COLOR` is set, whoever prints takes them out again.

use std::env;
use std::io::{IsTerminal, stdout};

use anstyle::{AnsiColor, Reset, Style};
use textwrap::{Options, WordSplitter, wrap};

/// Headings, and what matters most.
pub(crate) const STRONG: Style = Style::new().bold();
/// What is there for completeness.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// The names of recordings, and of what is told of something.
pub(crate) const NAME: Style = AnsiColor::Cyan.on_default();
/// What is wrong, and what was and no longer is.
pub(crate) const WRONG: Style = AnsiColor::Red.on_default().bold();
/// What is now and was not.
pub(crate) const NEW: Style = AnsiColor::Green.on_default();
/// Where two lines differ that are the same otherwise.
pub(crate) const MARK: Style = AnsiColor::Magenta.on_default().bold();

/// The width of lines where nothing says how wide they may be.
const USUAL: usize = 100;
/// Lines are never narrower or wider than this: too narrow has no room for indentation, too wide is hard to read.
const RANGE: (usize, usize) = (40, 200);

/// As wide as it comes: for text that programs or `grep` read.
pub const UNLIMITED: usize = usize::MAX;

/// How many columns a line of a page may have: what `COLUMNS` says, as POSIX has it (XBD, chapter 8), or the terminal.
#[must_use]
pub fn width() -> usize {
    let wished = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    wished.or_else(terminal).unwrap_or(USUAL).clamp(RANGE.0, RANGE.1)
}

/// How many columns a line of a list may have: as [`width`] on a terminal; elsewhere it is one line, however long.
#[must_use]
pub fn line_width() -> usize {
    if stdout().is_terminal() { width() } else { UNLIMITED }
}

/// A text in a style. Parts of it may have styles of their own, behind which this one goes on.
pub(crate) fn styled(style: Style, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let again = format!("{Reset}{style}");
    format!("{style}{}{style:#}", text.replace(&Reset.to_string(), &again))
}

/// A text without its styles.
#[must_use]
pub fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// The text without characters that would change the terminal.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// The text in lines of this width at most. Control characters are replaced: recordings may come from anywhere.
pub(crate) fn lines(text: &str, width: usize) -> Vec<String> {
    text.lines().flat_map(|line| wrapped(&printable(line), width)).collect()
}

/// A line, which may have styles, in lines of this width at most, broken between words where that can be. What is indented hangs a bit deeper.
pub(crate) fn wrapped(line: &str, width: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let hanging = if indent == 0 { String::new() } else { " ".repeat(indent + 2) };
    let options = Options::new(width.max(1)).word_splitter(WordSplitter::NoHyphenation).subsequent_indent(&hanging);
    wrap(line, &options).into_iter().map(String::from).collect()
}

/// A paragraph in a style: `label` once, and the text beside it.
pub(crate) fn paragraph(indent: usize, label: &str, text: &str, style: Style, width: usize) -> String {
    hanging(indent, &styled(style, label), text, style, width)
}

/// A paragraph in a style behind a label that has its own.
pub(crate) fn hanging(indent: usize, label: &str, text: &str, style: Style, width: usize) -> String {
    let margin = columns(label);
    let mut paragraph = String::new();
    for (index, line) in lines(text, width.saturating_sub(indent + margin)).iter().enumerate() {
        let label = if index == 0 { label } else { &" ".repeat(margin) };
        paragraph += &format!("{:indent$}{label}{}\n", "", styled(style, line.trim_end()));
    }
    paragraph
}
