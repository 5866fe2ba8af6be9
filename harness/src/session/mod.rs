//! A run of many trials: what they share, how each of them comes to its verdict, the threads that run them, and how all
//! of them together compare with the records.

mod against;
mod examine;
mod obstacle;
pub mod parallelism;
mod setup;
pub mod workers;

pub use against::{Agreement, agreements};
pub use examine::TrialResult;
pub use setup::{Session, SnapshotMode};
