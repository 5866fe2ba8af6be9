//! Case files: how they are found, read and checked, and the trials that they contain.

mod address_schema;
mod claim;
mod claim_schema;
mod deviation;
mod head;
mod known_failures;
mod list;
mod load;
mod matrix;
mod model;
mod never_judged;
mod pattern;
mod prose;
mod read;
mod same_steps;
mod schema;
mod shape;
mod shape_reader;
mod shard;
mod steps;
mod unused;
mod variant;

pub use claim::{Claim, Expectation};
pub use head::DEFAULT_DEADLINE;
pub use known_failures::{IN_KNOWN, KnownFailure, KnownFailures, ReadFor, known_failures_schema};
pub use list::{ListRule, ListShape};
pub use load::{case_paths, load, load_topic};
pub use model::{BEHAVIOURS, Case, Corpus, Deviation, MOST_IN_A_STEM, Posix, Topic, Trial, TrialName, case_file};
pub use read::read_topic;
pub use same_steps::{PlacedCase, SameSteps, same_steps};
pub use schema::schema;
pub use shape::{Context, Shape};
pub use shard::Shard;
