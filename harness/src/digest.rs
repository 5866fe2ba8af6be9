//! Short digests: two things with the same digest are taken to be the same.

use sha2::{Digest as _, Sha256};

/// A SHA-256 of parts, of which the beginning is kept.
#[derive(Debug, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds a part: its name and its contents.
    pub fn add(&mut self, name: &str, contents: &[u8]) {
        self.0.update(name);
        self.0.update(" ");
        self.0.update(contents);
        self.0.update("\n");
    }

    /// The first eight bytes of the digest, in hex.
    #[must_use]
    pub fn finish(self) -> String {
        format!("{:016x}", self.number())
    }

    /// The first eight bytes of the digest, as a number.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}
