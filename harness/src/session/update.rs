//! What a run may write.

use std::env;

use crate::fault::Fault;

/// The variable that says what may be written.
pub(super) const UPDATE: &str = "INSTA_UPDATE";

/// What `INSTA_UPDATE` lets a run write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Update {
    /// Nothing.
    Nothing,
    /// Pending snapshots beside the accepted ones, for `cargo insta review`.
    Pending,
    /// Accepted snapshots.
    Accepted,
}

impl Update {
    /// What the environment asks for. Unlike insta, it takes no word to mean that nothing may be written: what is
    /// written has to be held to more than what is compared.
    ///
    /// # Errors
    /// When insta has no such word.
    pub(super) fn from_environment() -> Result<Self, Fault> {
        match env::var(UPDATE).unwrap_or_default().as_str() {
            "" | "auto" | "no" => Ok(Self::Nothing),
            "new" => Ok(Self::Pending),
            "always" | "1" | "force" | "unseen" => Ok(Self::Accepted),
            other => Err(Fault::unknown(UPDATE, other, ["no", "new", "always", "force", "unseen"])),
        }
    }
}
