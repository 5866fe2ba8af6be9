//! The text of a snapshot, as insta writes it.

use std::path::Path;

/// A snapshot whose header names this case file. insta leaves it out where it does not find the file: it is none if the
/// program carries it.
pub(super) fn with_input_file(whole: &str, file: &Path) -> String {
    match whole.split_once("\n---\n") {
        Some((header, text)) if !header.contains("\ninput_file: ") => {
            format!("{header}\ninput_file: {}\n---\n{text}", file.display())
        }
        _ => whole.to_owned(),
    }
}

/// The text of a snapshot without its header, which names a case file. Any case file will do: when a case is moved to
/// another file, insta leaves the header as it is.
///
/// # Errors
/// Why sockshape did not write this.
pub(super) fn snapshot_text(whole: &str) -> Result<String, String> {
    let parts = whole.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    // insta would take a text without a header for a snapshot in its oldest format.
    let Some((header, text)) = parts.filter(|(_, text)| !text.is_empty()) else {
        return Err("it has no header, or nothing after it, so it is not a snapshot".to_owned());
    };
    if entry(header, "input_file").is_none_or(|input| !Path::new(input).starts_with("cases")) {
        return Err("its header names no case file, so sockshape did not write it".to_owned());
    }
    if entry(header, "snapshot_kind").is_some_and(|kind| kind != "text") {
        return Err("it holds no text".to_owned());
    }
    Ok(text.trim_end().to_owned())
}

/// An entry of a header. insta writes each on a line, and these need no quotes. To read all headers as YAML takes longer
/// than to read what follows them.
fn entry<'h>(header: &'h str, key: &str) -> Option<&'h str> {
    header.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
}
