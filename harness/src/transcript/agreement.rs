//! Whether two lines say the same as far as both programs could see. A runtime that hides a part of an answer, such as
//! the length of an address, does not contradict one that shows it.

use super::{BYTES, Line, NOT_RUN, REFUSED, TIMED_OUT, WITHHELD};
use crate::platform::error_name::ErrorName;
use crate::symbols::{UNSEEN, UNSEEN_LENGTH};

impl Line {
    /// Whether the other line is the same step with the same outcome. What either of them did not see may be anything.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        let (parts, others) = (parts(&self.outcome), parts(&other.outcome));
        let is_same = |(one, other): (&&str, &&str)| one == other || hides(one, other) || hides(other, one);
        self.call == other.call
            && (self.is_partial() || other.is_partial())
            && parts.len() == others.len()
            && parts.iter().zip(&others).all(is_same)
    }

    /// Whether it has a part that the program did not see.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.outcome.contains(UNSEEN) || self.outcome.contains(UNSEEN_LENGTH)
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
    ErrorName::recorded(text).is_err() && !ends.iter().any(|end| text.starts_with(end))
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
