//! Escapes text from cases and recordings, so that it has no effect as Markdown.

use crate::terminal::printable;

/// Characters that may have a meaning in Markdown, and lose it after a backslash.
const SPECIAL: &str = "\\`*_{}[]<>#|~&";

/// Plain text. A web address becomes a link.
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

/// Code in a cell of a table, with line breaks between its lines.
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

/// The lines of a cell as code, without the empty lines that only align it with other cells.
pub(super) fn lines_of_code(lines: &[String]) -> String {
    let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    code(&lines.join("\n"))
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}
