//! Case files: found, read, checked, and made into trials.

mod claim;
mod deviation;
mod load;
mod matrix;
mod model;
mod pattern;
mod read;
mod records;
mod schema;
mod shape;

pub use claim::{Claim, Expectation};
pub use load::{load, load_topic};
pub use model::{Case, Corpus, Posix, Topic, Trial, TrialName, case_file};
pub use read::read_topic;
pub use records::{Listing, RecordsShape};
pub use schema::schema;
pub use shape::{Context, Shape};
