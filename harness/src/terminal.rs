//! Text for a terminal: styles, and lines that fit its width. Styles are always written. [`print()`] and [`complain`]
//! remove them where they do not belong. Everything that the programs write goes through these two, or through
//! [`shown`], so that no text from a case or a recording can do anything to a terminal.

use std::env;
use std::io::{self, IsTerminal, Write, stderr, stdout};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Reset, Style};
use textwrap::{Options, WordSplitter, wrap};

/// For headings and what matters most.
pub(crate) const STRONG: Style = Style::new().bold();
/// For what is shown only for completeness.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// For the names of recordings and of properties.
pub(crate) const NAME: Style = AnsiColor::Cyan.on_default();
/// For what is wrong, and for old lines that are gone.
pub(crate) const WRONG: Style = AnsiColor::Red.on_default().bold();
/// For new lines.
pub(crate) const NEW: Style = AnsiColor::Green.on_default();
/// For the parts in which two similar lines differ.
pub(crate) const MARK: Style = AnsiColor::Magenta.on_default().bold();

/// The width of lines if neither `COLUMNS` nor a terminal gives one.
const USUAL: usize = 100;
/// The least and the greatest width. Narrower lines have no room for indentation, and wider ones are hard to read.
const RANGE: (usize, usize) = (40, 200);

/// No limit: for text that programs such as `grep` read.
pub const UNLIMITED: usize = usize::MAX;

/// How many columns a line of a page may have: the value of `COLUMNS` (POSIX, XBD, chapter 8), or else the terminal's
/// width.
#[must_use]
pub fn width() -> usize {
    let wished = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    wished.or_else(terminal).unwrap_or(USUAL).clamp(RANGE.0, RANGE.1)
}

/// How many columns a line of a list may have: on a terminal the same as [`width`], elsewhere any number.
#[must_use]
pub fn line_width() -> usize {
    if stdout().is_terminal() { width() } else { UNLIMITED }
}

/// A text in a style. Parts of it may have styles of their own; after each, this style goes on.
pub(crate) fn styled(style: Style, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let again = format!("{Reset}{style}");
    format!("{style}{}{style:#}", text.replace(&Reset.to_string(), &again))
}

/// A text without its styles, and with nothing in it that is not seen.
#[must_use]
pub fn plain(text: &str) -> String {
    unstyled(&shown(text))
}

fn unstyled(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// The parameters of the control sequences that begin and end the styles of this program and of clap: SGR in ECMA-48,
/// section 8.3.117.
const STYLES: [&str; 9] = ["0", "1", "2", "4", "31", "32", "33", "35", "36"];

/// The text as it may be written, of several lines and with styles. Everything else in it that is not seen has a mark
/// in its place, but tabs.
#[must_use]
pub fn shown(text: &str) -> String {
    if text.chars().all(|c| c == '\n' || c == '\t' || is_visible(c)) {
        return text.to_owned();
    }
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(character) = rest.chars().next() {
        let style = style_at_start(rest);
        let length = style.unwrap_or_else(|| character.len_utf8());
        let is_kept = style.is_some() || matches!(character, '\n' | '\t') || is_visible(character);
        shown.push_str(if is_kept { &rest[..length] } else { "\u{FFFD}" });
        rest = &rest[length..];
    }
    shown
}

/// The length of the style that a text begins with, if it does.
fn style_at_start(text: &str) -> Option<usize> {
    let sequence = text.strip_prefix("\u{1b}[")?;
    let is_at_start = |style: &&&str| sequence.strip_prefix(**style).is_some_and(|rest| rest.starts_with('m'));
    STYLES.iter().find(is_at_start).map(|style| style.len() + 3)
}

/// Writes a text to standard output, in one call if it is not a terminal.
///
/// # Errors
/// When it cannot be written.
pub fn print(text: &str) -> io::Result<()> {
    write(stdout().lock(), AutoStream::choice(&stdout()), text)
}

/// Writes a text to standard error.
///
/// # Errors
/// When it cannot be written.
pub fn complain(text: &str) -> io::Result<()> {
    write(stderr().lock(), AutoStream::choice(&stderr()), text)
}

/// Writes a line to standard error. If that fails, only the exit code is left to say so.
pub fn complain_line(line: &str) {
    let _ = complain(&format!("{line}\n"));
}

fn write<S: anstream::stream::RawStream + anstream::stream::AsLockedWrite>(
    stream: S,
    choice: ColorChoice,
    text: &str,
) -> io::Result<()> {
    let text = shown(text);
    // A stream that removes the styles itself writes each piece between them by itself.
    let text = if choice == ColorChoice::Never { unstyled(&text) } else { text };
    let mut stream = AutoStream::new(stream, choice);
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// Whether a reader sees a character, and sees it where it stands. Control characters may change the terminal. Others
/// have no width, such as U+200B, or turn the direction of what follows, such as U+202E: the list is that of Unicode's
/// properties `Default_Ignorable_Code_Point` and `Bidi_Control`, with the line separators.
#[must_use]
pub fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The text with a mark in the place of everything that is not seen: an arrow for a tab.
#[must_use]
pub fn printable(text: &str) -> String {
    let shown = |c| match c {
        '\t' => '→',
        c if is_visible(c) => c,
        _ => char::REPLACEMENT_CHARACTER,
    };
    text.chars().map(shown).collect()
}

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// The text in lines of at most this width. Control characters are replaced, because recordings may come from anywhere.
pub(crate) fn lines(text: &str, width: usize) -> Vec<String> {
    text.lines().flat_map(|line| wrapped(&printable(line), width)).collect()
}

/// A line, which may have styles, broken into lines of at most this width, between words if possible. If the line is
/// indented, those after the first are indented two columns more.
pub(crate) fn wrapped(line: &str, width: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let hanging = if indent == 0 { String::new() } else { " ".repeat(indent + 2) };
    let options = Options::new(width.max(1)).word_splitter(WordSplitter::NoHyphenation).subsequent_indent(&hanging);
    wrap(line, &options).into_iter().map(String::from).collect()
}

/// A paragraph: the label, and the text beside it, both in this style.
pub(crate) fn paragraph(indent: usize, label: &str, text: &str, style: Style, width: usize) -> String {
    hanging(indent, &styled(style, label), text, style, width)
}

/// A paragraph: the label as it is, and the text beside it in this style.
pub(crate) fn hanging(indent: usize, label: &str, text: &str, style: Style, width: usize) -> String {
    let margin = columns(label);
    let mut paragraph = String::new();
    for (index, line) in lines(text, width.saturating_sub(indent + margin)).iter().enumerate() {
        let label = if index == 0 { label } else { &" ".repeat(margin) };
        paragraph += &format!("{:indent$}{label}{}\n", "", styled(style, line.trim_end()));
    }
    paragraph
}
