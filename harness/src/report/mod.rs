//! What people read: the message of a failing trial, the summary of a run.

mod failure;
mod summary;

pub use failure::explain;
pub use summary::Summary;
