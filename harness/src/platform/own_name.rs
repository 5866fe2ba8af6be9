//! The name that somebody gives to a platform of their own: `cpython` in `linux+cpython`.

use std::fmt;

use arrayvec::ArrayString;

use super::selector::Selector;
use crate::fault::{Fault, is_near};

/// The most characters of a name. It is part of the name of a folder.
const MOST_CHARACTERS: usize = 32;

/// Such a name. It lies in place, so that platforms can be copied, whatever they are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnName(ArrayString<MOST_CHARACTERS>);

impl OwnName {
    /// The name that is written like this.
    ///
    /// # Errors
    /// When it has anything but lower-case letters, digits, `-`, `.` and `_`, does not begin with a letter, ends with
    /// none of the first two, is long, or is that of a platform.
    pub fn named(text: &str) -> Result<Self, Fault> {
        let is_written = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
        let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
        // Windows drops a dot at the end of the name of a folder.
        let ends = text.ends_with(|c: char| c.is_ascii_alphanumeric());
        let name = ArrayString::from(text).ok().filter(|_| begins && ends && text.chars().all(is_written));
        let name = name.ok_or_else(|| {
            Fault::new(format!("`{text}` cannot be the name of a platform")).hint(format!(
                "as `mine` or `lwip-2.1`: lower-case letters, digits, `-`, `.`, `_`; a letter first, a letter or a \
                 digit last; at most {MOST_CHARACTERS}"
            ))
        })?;
        match Selector::named(text) {
            Ok(taken) => Err(Fault::new(format!("`{taken}` is a platform or a family, and no name of one's own"))
                .hint(format!("choose another name, such as `my-{taken}`"))),
            Err(_) => Ok(Self(name)),
        }
    }

    /// The platform that somebody who wrote this may have meant. Hardly anybody mistypes the first letter.
    #[must_use]
    pub fn mistaken_for(self) -> Option<Selector> {
        let is_meant = |selector: &Selector| {
            let name = selector.name();
            name.as_bytes().first() == self.0.as_bytes().first() && is_near(&self.0, name)
        };
        Selector::of_other_word(&self.0).or_else(|| Selector::ALL.iter().copied().find(is_meant))
    }
}

impl fmt::Display for OwnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
