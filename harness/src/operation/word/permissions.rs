//! Who may do what with a file.

use std::fmt;
use std::str::FromStr;

use crate::fault::Fault;

/// What each place of the text says: whether the owner, the group and all others may read, write and execute.
const LETTERS: &str = "rwxrwxrwx";

/// What messages call them.
pub(in crate::operation) const NOUN: &str = "nine letters such as \"rwxr-x---\"";

/// The permissions of a file: the nine lowest bits of `st_mode`, `<sys/stat.h>` of POSIX.1-2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permissions(u32);

impl Permissions {
    /// What the text of permissions matches.
    pub const PATTERN: &str = "^([r-][w-][x-]){3}$";

    /// Those of a mode, whose other bits are left out.
    #[must_use]
    pub fn of_mode(mode: u32) -> Self {
        Self(mode & 0o777)
    }

    /// The bits.
    #[must_use]
    pub fn bits(self) -> u32 {
        self.0
    }

    /// What each place of the text has: its bit, and its letter.
    fn places() -> impl Iterator<Item = (u32, char)> {
        LETTERS.chars().enumerate().map(|(place, letter)| (0o400 >> place, letter))
    }
}

/// As `ls -l` shows them.
impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = Self::places().map(|(bit, letter)| if self.0 & bit == 0 { '-' } else { letter }).collect();
        f.write_str(&text)
    }
}

impl FromStr for Permissions {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let fault = || Fault::expected(NOUN, &format!("`{text}`"));
        if text.chars().count() != LETTERS.len() {
            return Err(fault());
        }
        Self::places().zip(text.chars()).try_fold(Self(0), |all, ((bit, letter), given)| match given {
            '-' => Ok(all),
            given if given == letter => Ok(Self(all.0 | bit)),
            _ => Err(fault()),
        })
    }
}
