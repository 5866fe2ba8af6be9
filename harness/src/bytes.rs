//! Fields of structures that are given as bytes.

/// The `N` bytes that begin at `at`; none if there are not so many.
#[must_use]
pub fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}
