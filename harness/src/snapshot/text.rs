//! The text of a snapshot, as insta writes it.

use std::collections::BTreeMap;
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
    let entries = entries(header).ok_or("its header is not as insta writes it, so it was edited")?;
    if entries.get("input_file").is_none_or(|input| !Path::new(input).starts_with("cases")) {
        return Err("its header names no case file, so sockshape did not write it".to_owned());
    }
    if entries.get("snapshot_kind").is_some_and(|kind| *kind != "text") {
        return Err("it holds no text".to_owned());
    }
    Ok(text.trim_end().to_owned())
}

/// The entries of a header, by their keys. insta writes each on a line, and those that it writes here need no quotes.
/// To read all headers as YAML takes longer than to read what follows them. None if it has other lines.
fn entries(header: &str) -> Option<BTreeMap<&str, &str>> {
    let is_key = |key: &str| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    header.lines().map(|line| line.split_once(": ").filter(|(key, _)| is_key(key))).collect()
}
