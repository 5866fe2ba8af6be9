//! A run of many trials: what they share, how each of them comes to its verdict, how many run at once, and how all of
//! them together compare with the records.

mod admission;
mod against;
pub mod description;
mod evidence;
mod examine;
mod journal;
mod obstacle;
mod panics;
pub mod parallelism;
mod prepare;
mod setup;
mod supervisor;
mod tally;
mod undisturbed;
mod update;
mod witness;

pub use against::{Agreement, agreements};
pub use evidence::{Evidence, Moved, OtherAnswer};
pub use examine::TrialResult;
pub use panics::keep_messages;
pub use prepare::{prepare, prepare_to_accept, prepare_to_write};
pub use setup::{Session, SnapshotMode};
pub use supervisor::{END_OF_INPUT, is_supervised, supervise};
pub use tally::Tally;
pub use witness::Witness;
