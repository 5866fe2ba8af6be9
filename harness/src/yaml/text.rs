//! What a text must be before it is parsed: UTF-8, without a byte order mark, and with nothing in it that a reader
//! cannot see. What is refused here would be read in different ways by different programs, or look like something else.

use super::SyntaxError;
use crate::fault::Fault;
use crate::source::Location;
use crate::terminal::is_visible;

/// Checks the bytes of a file.
///
/// # Errors
/// The first thing that is wrong with them.
pub fn check_text(bytes: &[u8]) -> Result<(), SyntaxError> {
    check_encoding(bytes)?;
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let mut rest = text.char_indices();
    while let Some((index, character)) = rest.next() {
        let ends_line = character == '\n' || character == '\r' && rest.as_str().starts_with('\n');
        if !ends_line && !is_visible(character) {
            return Err(SyntaxError { fault: unseen(character), location: location(&text[..index]) });
        }
    }
    Ok(())
}

fn check_encoding(bytes: &[u8]) -> Result<(), SyntaxError> {
    let fault = match bytes {
        [0xEF, 0xBB, 0xBF, ..] => {
            Fault::new("the file begins with a byte order mark").hint("save it as UTF-8 without one")
        }
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, _, ..] | [_, 0, ..] => {
            Fault::new("the file is UTF-16 or UTF-32, not UTF-8").hint("save it as UTF-8")
        }
        _ => return Ok(()),
    };
    Err(SyntaxError { fault, location: super::START })
}

fn not_utf8(bytes: &[u8], valid: usize) -> SyntaxError {
    let fault = Fault::new(format!("the byte 0x{:02X} is not UTF-8", bytes[valid]));
    let hint = "save the file as UTF-8; bytes for a socket are written in hex, as {hex: \"ff\"}";
    SyntaxError { fault: fault.hint(hint), location: location(&String::from_utf8_lossy(&bytes[..valid])) }
}

fn unseen(character: char) -> Fault {
    let number = u32::from(character);
    match character {
        '\t' => Fault::new("this is a tab").hint("indent with spaces; in a text, write \"\\t\" in double quotes"),
        '\r' => Fault::new("this line ends in a carriage return alone").hint("end lines with a line feed"),
        '\0' => {
            Fault::new("this is a zero byte").hint("remove it; bytes for a socket are written in hex, as {hex: \"00\"}")
        }
        _ => {
            let escape = if number > 0xFFFF { format!("\\U{number:08X}") } else { format!("\\u{number:04X}") };
            Fault::new(format!("U+{number:04X} is a character that is not seen"))
                .hint(format!("remove it, or write \"{escape}\" in double quotes"))
        }
    }
}

/// The place right after a text.
fn location(before: &str) -> Location {
    let line = before.rsplit('\n').next().unwrap_or_default();
    Location { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
}
