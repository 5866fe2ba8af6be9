//! What people read: the message of a failing trial, the summary of a run, a trial on every platform, and where two recordings differ.

mod diff;
mod diff_markdown;
mod failure;
mod markdown;
mod show;
mod steps;
mod summary;
mod terminal;

pub use diff::diff;
pub use diff_markdown::diff_markdown;
pub use failure::explain;
pub use show::show;
pub use summary::Summary;
pub use terminal::width;
