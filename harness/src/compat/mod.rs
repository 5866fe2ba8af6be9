//! What was recorded, read whole: every trial of the cases against every recording.
//!
//! A [`Column`] is one recording. A [`Row`] is one trial, with what its case says of it. Where they meet is a [`Cell`],
//! and all of them are a [`Table`].

mod about;
mod cell;
mod column;
mod contradiction;
mod difference;
mod follow;
mod names;
mod overview;
mod row;
mod statement;
mod step;
mod table;

pub use about::{CaseInfo, RecordingInfo, Source, TopicInfo};
pub use cell::Cell;
pub use column::Column;
pub use contradiction::{AGAINST_RECORDS, contradictions};
pub use difference::{
    CaseDifference, Counts, Difference, Finding, NotCompared, Pattern, TopicDifference, VariantDifference,
};
pub use follow::{NameKind, SocketState, SocketType, impossible};
pub use names::{Answer, Answers, Call, NameCell, NameCounts, NameRow, NameTable, Reply};
pub use overview::{
    CaseOverview, CellOverview, Overview, PlatformOverview, ResultKind, State, Tally, TopicOverview, TrialOverview,
};
pub use row::{CorpusTrial, Excerpt, Row};
pub use statement::{Grade, Statement};
pub use step::{Step, align};
pub use table::Table;
