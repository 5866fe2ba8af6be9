//! Why a text is not YAML, in words that say what to do. The parser's own words name tokens of its grammar.

use super::{SyntaxError, location};
use crate::fault::Fault;
use crate::source::Location;

/// The first character of a file.
pub(super) const START: Location = Location { line: 1, column: 1 };

/// What to do about a value that YAML takes apart.
const QUOTE: &str = "put a text with `:`, `[`, `{`, `,` or `#` in it in quotes, such as \"[::1]:0\" or \"loopback:0\"";

/// What the parser says, what that means, and what to do about it.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("did not find expected ',' or '}'", "a comma or `}` is missing before this", QUOTE),
    ("did not find expected ',' or ']'", "a comma or `]` is missing before this", QUOTE),
    ("did not find expected node content", "a value is missing before this", QUOTE),
    ("mapping values are not allowed", "a value cannot have a `: ` of its own", QUOTE_OR_INDENT),
    ("did not find expected key", "this does not go with the lines above it", INDENT),
    ("did not find expected '-' indicator", "this does not go with the list above it", INDENT),
    ("block sequence entries are not allowed", "a list cannot begin here", INDENT),
    ("mapping keys are not allowed", "a key cannot stand here", INDENT),
    ("could not find expected ':'", "a key has no `:` after it", "write `key: value`"),
    ("found character that cannot start any token", "a value cannot begin with this", "put the value in quotes"),
    (
        "found unknown escape character",
        "this is no escape",
        "in double quotes, a backslash is written \\\\; in single quotes, it stands for itself",
    ),
    ("found unexpected end of stream", "a text in quotes does not end", "close the quotes"),
    ("found unexpected document indicator", "a text in quotes does not end", "close the quotes"),
    ("expected a key", "a key must be text", "put the key in quotes"),
    ("unknown anchor", "there is no anchor of this name", "write the value out, or put `&` and the name before it"),
    ("recursion limit exceeded", "lists and maps nest too deep", "a case needs ten levels at most"),
    ("repetition limit exceeded", EXPANDS.0, EXPANDS.1),
];

const QUOTE_OR_INDENT: &str =
    "put the value in quotes, such as \"[::1]:0\" or \"loopback:0\"; if this is a key, indent it as the one above it";

const INDENT: &str = "indent the keys of one map alike, and the dashes of one list alike";

/// The fault of a file whose aliases multiply, and the hint.
pub(super) const EXPANDS: (&str, &str) =
    ("with its aliases written out, the file is too large", "write out what they repeat, or let a matrix do it");

/// What an error of the parser means.
pub(super) fn explain(text: &str, error: &serde_yaml::Error) -> SyntaxError {
    let said = error.to_string();
    if said.contains("more than one document") {
        let fault =
            Fault::new("a second document begins here").hint("remove the line `---`, or make it a file of its own");
        return SyntaxError { fault, location: second_document(text) };
    }
    let fault = match MEANINGS.iter().find(|(beginning, ..)| said.contains(beginning)) {
        Some((_, meaning, remedy)) => Fault::new(*meaning).hint(*remedy),
        None => Fault::new(format!("this is not YAML: {}", without_position(&said))).hint(QUOTE),
    };
    SyntaxError { fault, location: location(error).unwrap_or(START) }
}

/// The message without the position that the parser appends.
fn without_position(message: &str) -> &str {
    &message[..message.find(" at line ").unwrap_or(message.len())]
}

/// The line that begins the second document. Comments and directives may stand before the first.
fn second_document(text: &str) -> Location {
    let mut is_begun = false;
    for (index, line) in text.lines().enumerate() {
        let is_mark = line == "---" || line.starts_with("--- ");
        if is_mark && is_begun {
            return Location { line: index + 1, column: 1 };
        }
        is_begun |= is_mark || !(line.trim().is_empty() || line.starts_with(['#', '%']));
    }
    START
}
