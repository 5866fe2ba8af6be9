//! What is claimed of platforms that nobody recorded, in words.

use super::markdown::code;
use crate::compat::ClaimInfo;

/// What is said of every claim, so that nobody takes it for something that was seen.
pub(super) const NOT_RUN: &str = "claimed, not run";

/// What is said where any outcome will do.
pub(super) const OPEN: &str = "nothing claimed";

/// A claim and how well founded it is.
pub(super) fn claim(said: &ClaimInfo) -> String {
    said.claim.as_ref().map_or(OPEN.to_owned(), |claim| format!("{claim} ({})", said.grade))
}

/// The same as GitHub's Markdown.
pub(super) fn claim_markdown(said: &ClaimInfo) -> String {
    said.claim.as_ref().map_or(OPEN.to_owned(), |claim| format!("{} ({})", code(claim), said.grade))
}

/// The name of a platform of which something is claimed.
pub(super) fn named(platforms: &str) -> String {
    format!("{platforms} ({NOT_RUN})")
}
