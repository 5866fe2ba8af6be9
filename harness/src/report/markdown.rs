//! What Markdown is made of, so that text from cases and recordings says nothing but itself.

use crate::terminal::printable;

/// What may mean something in Markdown, and stands for itself behind a backslash.
const SPECIAL: &str = "\\`*_{}[]<>#|~&";

/// Text that stands for nothing but itself; an address becomes a link.
pub(super) fn plain(text: &str) -> String {
    let word = |word: &str| {
        let is_address = word.starts_with("https://") || word.starts_with("http://");
        if is_address && !word.contains(['<', '>']) {
            return format!("<{word}>");
        }
        word.chars().map(|c| if SPECIAL.contains(c) { format!("\\{c}") } else { c.to_string() }).collect()
    };
    let words: Vec<String> = printable(text).split(' ').map(word).collect();
    words.join(" ")
}

/// Code in a cell of a table, its lines one below the other.
pub(super) fn code(text: &str) -> String {
    let span = |line: &str| {
        let line = printable(line).replace('|', "\\|");
        let fence = "`".repeat(1 + longest_run(&line));
        let pad = if line.starts_with('`') || line.ends_with('`') { " " } else { "" };
        format!("{fence}{pad}{line}{pad}{fence}")
    };
    let lines: Vec<String> = text.lines().map(span).collect();
    lines.join("<br>")
}

/// The lines of a cell, without the empty ones that keep a place for what others have.
pub(super) fn lines_of_code(lines: &[String]) -> String {
    let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    code(&lines.join("\n"))
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}
