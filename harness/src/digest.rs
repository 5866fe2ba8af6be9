//! Short digests, by which two things are told to be the same.

use sha2::{Digest as _, Sha256};

/// The beginning of a SHA-256 in the making.
#[derive(Debug, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Takes in a part: what it is called and what it holds.
    pub fn add(&mut self, name: &str, contents: &[u8]) {
        self.0.update(name);
        self.0.update(" ");
        self.0.update(contents);
        self.0.update("\n");
    }

    /// The first eight bytes, in hex.
    #[must_use]
    pub fn finish(self) -> String {
        self.0.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}
