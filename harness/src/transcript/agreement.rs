//! Whether two lines say the same as far as both programs could see. A runtime that hides a part of an answer, such as
//! the length of an address, does not contradict one that shows it.

use super::{BYTES, Line, NOT_RUN, REFUSED, SnapshotText, TIMED_OUT, WITHHELD};
use crate::platform::error_name::ErrorName;
use crate::symbols::{UNSEEN, UNSEEN_LENGTH};

impl Line {
    /// Whether the other line is the same step with the same outcome. What either of them did not see may be anything.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        self.call == other.call && outcomes_agree(&self.outcome, &other.outcome)
    }

    /// Whether two transcripts have the same steps with the same outcomes, as far as both tell.
    #[must_use]
    pub fn all_agree(lines: &[Self], others: &[Self]) -> bool {
        lines.len() == others.len() && lines.iter().zip(others).all(|(line, other)| line.agrees(other))
    }

    /// Whether it has a part that the program did not see.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        is_partial(&self.outcome)
    }
}

/// Whether two outcomes say the same. What one of them does not tell may be anything.
#[must_use]
pub fn outcomes_agree(one: &str, other: &str) -> bool {
    one == other || (is_partial(one) || is_partial(other)) && agree(&parts(one), &parts(other))
}

/// Whether an outcome has a part that the program did not see.
#[must_use]
pub fn is_partial(outcome: &str) -> bool {
    // Most outcomes do not even have the first character, which is found much faster. All records are asked this.
    [(UNSEEN, '<'), (UNSEEN_LENGTH, '?')].iter().any(|(text, first)| outcome.contains(*first) && outcome.contains(text))
}

impl SnapshotText {
    /// Whether both say the same. What one of them did not see may be anything.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Ran(lines), Self::Ran(others)) => Line::all_agree(lines, others),
            _ => self == other,
        }
    }
}

/// Whether two lists of values say the same. A value of a record that was not seen may be one that was not there.
fn agree(parts: &[&str], others: &[&str]) -> bool {
    match (parts, others) {
        ([one, parts @ ..], [other, others @ ..]) if one == other || hides(one, other) || hides(other, one) => {
            agree(parts, others)
        }
        ([one, parts @ ..], others) if one.ends_with(UNSEEN) => agree(parts, others),
        (parts, [other, others @ ..]) if other.ends_with(UNSEEN) => agree(parts, others),
        _ => parts.is_empty() && others.is_empty(),
    }
}

/// Whether the first part is the other one with something hidden: all of the value, or the length of an address.
fn hides(one: &str, other: &str) -> bool {
    match [one, other].map(|text| text.strip_suffix(')')?.rsplit_once(" (")).into() {
        (Some((name, length)), Some((other, seen))) if length.starts_with(UNSEEN_LENGTH) => {
            name == other && seen.contains(BYTES)
        }
        _ => one.strip_suffix(UNSEEN).is_some_and(|name| other.strip_prefix(name).is_some_and(is_value)),
    }
}

/// Whether it is what an operation returned, and not another way to end.
fn is_value(text: &str) -> bool {
    let ends = [TIMED_OUT, WITHHELD, REFUSED, NOT_RUN];
    ErrorName::in_record(text).is_none() && !ends.iter().any(|end| text.starts_with(end))
}

/// The values of an outcome with the names before them. What is quoted or in parentheses is not taken apart.
fn parts(outcome: &str) -> Vec<&str> {
    let (mut is_quoted, mut is_escaped, mut depth) = (false, false, 0_usize);
    let is_end = |c| {
        if !is_quoted {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        is_quoted ^= c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        !is_quoted && depth == 0 && matches!(c, ',' | '{' | '}' | '\n')
    };
    outcome.split(is_end).collect()
}
