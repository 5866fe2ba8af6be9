//! How values are written as text, in case files and in transcripts: names, quoted text, times and bytes.

use std::time::Duration;

use crate::fault::Fault;

/// The most characters of a name, which may be that of a file or a folder.
pub const MOST_IN_A_NAME: usize = 64;

/// Whether `text` can be a name in a case file. Such names become parts of file names, so they must fit every file
/// system: lower-case letters, digits and `_`, a letter first, not too long, and no name that Windows keeps for a
/// device.
#[must_use]
pub fn is_name(text: &str) -> bool {
    is_plain(text) && text.len() <= MOST_IN_A_NAME && !is_device(text)
}

fn is_plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Checks with [`is_name`] that `text` can be the name of `what`.
///
/// # Errors
/// When it cannot; the hint says why.
pub fn check_name(text: &str, what: &str) -> Result<(), Fault> {
    if is_name(text) {
        return Ok(());
    }
    let fault = Fault::new(format!("`{text}` cannot be the name of {what}"));
    Err(fault.hint(match text.len() {
        _ if !is_plain(text) => "lower-case letters, digits and `_`, a letter first".to_owned(),
        length if length > MOST_IN_A_NAME => format!("it has {length} characters, and {MOST_IN_A_NAME} is the limit"),
        _ => "Windows keeps this name for a device".to_owned(),
    }))
}

/// Whether Windows keeps this name for a device. No file can have such a name, with any extension: "Naming Files,
/// Paths, and Namespaces" on Microsoft Learn.
fn is_device(text: &str) -> bool {
    match text.as_bytes() {
        b"aux" | b"con" | b"nul" | b"prn" => true,
        [port @ .., b'0'..=b'9'] => port == b"com" || port == b"lpt",
        _ => false,
    }
}

/// Whether `text` refers to what is called `name`, as in `$name` and `$name.port`. Names may begin alike.
#[must_use]
pub fn refers(text: &str, name: &str) -> bool {
    text.split('$').skip(1).any(|after| {
        let rest = after.strip_prefix(name);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    })
}

/// The text in quotes, in a form that is both YAML and JSON.
///
/// # Panics
/// Never: any text can be written as JSON.
#[must_use]
pub fn quote(text: &str) -> String {
    serde_json::to_string(text).expect("any text can be written as JSON")
}

/// Reads what [`quote`] wrote.
#[must_use]
pub fn unquote(text: &str) -> Option<String> {
    serde_json::from_str(text).ok()
}

/// Reads bytes as [`<[u8]>::escape_ascii`](slice::escape_ascii) writes them.
#[must_use]
pub fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        bytes.extend(plain.bytes());
        let (byte, length) = escape(escaped)?;
        bytes.push(byte);
        rest = &escaped[length..];
    }
    bytes.extend(rest.bytes());
    Some(bytes)
}

/// The byte that begins behind a backslash, and how many characters stand for it there.
fn escape(text: &str) -> Option<(u8, usize)> {
    Some(match text.as_bytes() {
        [b't', ..] => (b'\t', 1),
        [b'r', ..] => (b'\r', 1),
        [b'n', ..] => (b'\n', 1),
        [quoted @ (b'\'' | b'"' | b'\\'), ..] => (*quoted, 1),
        [b'x', ..] => (u8::from_str_radix(text.get(1..3)?, 16).ok()?, 3),
        _ => return None,
    })
}

/// Reads a time such as `200 ms`, `2 s` or `50 us`, which cannot be negative.
#[must_use]
pub fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_once(' ')?;
    let number = number.parse().ok()?;
    match unit {
        "us" => Some(Duration::from_micros(number)),
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        _ => None,
    }
}

/// Writes a time so that [`duration`] can read it.
#[must_use]
pub fn write_time(time: Duration) -> String {
    match time.as_micros() {
        micros if micros % 1000 == 0 => format!("{} ms", micros / 1000),
        micros => format!("{micros} us"),
    }
}

/// Reads bytes in hex. White space is ignored.
///
/// # Errors
/// When a character is not a hex digit, or the last byte has only one digit.
pub fn hex(text: &str) -> Result<Vec<u8>, Fault> {
    let digits: Vec<u32> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            c.to_digit(16).ok_or_else(|| {
                Fault::new(format!("`{c}` is not a hex digit")).hint("0 to 9 and a to f, two for each byte")
            })
        })
        .collect::<Result<_, _>>()?;
    if !digits.len().is_multiple_of(2) {
        return Err(Fault::new("the last byte has one hex digit of two").hint("write both"));
    }
    let byte = |pair: &[u32]| u8::try_from(pair[0] * 16 + pair[1]).expect("two hex digits make a byte");
    Ok(digits.chunks(2).map(byte).collect())
}

/// Bytes as [`hex`] reads them.
#[must_use]
pub fn write_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How an empty set is written.
const EMPTY: &str = "none";

/// Reads a set such as `POLLIN|POLLHUP` or `none`. `read` reads an item.
///
/// # Errors
/// When an item is not known.
pub fn read_set<T>(text: &str, read: impl Fn(&str) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    if text == EMPTY { Ok(Vec::new()) } else { text.split('|').map(read).collect() }
}

/// Writes a set so that [`read_set`] can read it.
#[must_use]
pub fn write_set<T: std::fmt::Display>(items: &[T]) -> String {
    if items.is_empty() {
        return EMPTY.to_owned();
    }
    items.iter().map(T::to_string).collect::<Vec<_>>().join("|")
}
