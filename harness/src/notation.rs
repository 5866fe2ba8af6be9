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

/// The text in quotes, in a form that is both YAML and JSON.
///
/// # Panics
/// Never: any text can be written as JSON.
#[must_use]
pub fn quote(text: &str) -> String {
    serde_json::to_string(text).expect("any text can be written as JSON")
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
