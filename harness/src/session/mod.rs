//! A run of many trials: what they share, how each of them comes to its verdict, how many run at once, and how all of
//! them together compare with the records.

mod admission;
mod against;
mod examine;
mod obstacle;
pub mod parallelism;
mod setup;
mod undisturbed;

pub use against::{Agreement, agreements};
pub use examine::TrialResult;
pub use setup::{Session, SnapshotMode};
