//! What people read: the message of a failing trial, the summary of a run, a trial on every platform, where two
//! recordings differ, what a recording from another machine changes, the whole compatibility table, the tables of
//! questions, and those of the reference. Nothing here reads a file.

mod cells;
mod claims;
mod complaint;
mod diff;
mod diff_markdown;
mod gap;
mod grid;
mod grid_markdown;
mod html;
mod junit;
mod known;
mod known_failures;
mod markdown;
mod merged;
mod outcomes;
mod overview_markdown;
mod protocol_schema;
pub mod reference;
mod show;
mod show_claims;
mod show_markdown;
mod steps;
mod summary;

pub use complaint::{Complaint, ComplaintGroup, annotates, grouped, ignored};
pub use diff::diff;
pub use diff_markdown::diff_markdown;
pub use grid::grid;
pub use grid_markdown::grid_markdown;
pub use html::{Page, report_html};
pub use junit::junit;
pub use known::{known, known_markdown};
pub use known_failures::{Failing, KnownText};
pub use merged::merged;
pub use outcomes::Outcomes;
pub use overview_markdown::{recorded_markdown, report_markdown};
pub use protocol_schema::protocol_schema;
pub use show::show;
pub use show_markdown::show_markdown;
pub use summary::{Part, Summary};
