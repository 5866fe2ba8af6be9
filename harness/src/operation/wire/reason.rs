//! Text that whoever makes the calls gives, and that stands in a record.

/// The most bytes of a reason. It stands in a line of a record.
const LONGEST_REASON: usize = 300;

/// A reason as whoever makes the calls gives it.
///
/// # Errors
/// When it does not fit into a line of a record.
pub fn reason(text: &str) -> Result<String, String> {
    let fits = !text.trim().is_empty() && text.len() <= LONGEST_REASON && !text.contains(char::is_control);
    let wrong = || format!("each text is one line of at most {LONGEST_REASON} bytes, without control characters");
    fits.then(|| text.to_owned()).ok_or_else(wrong)
}
