//! What was recorded, read whole: every trial of the cases against every recording.
//!
//! A [`Column`] is one recording. A [`Row`] is one trial, with what its case says of it. Where they meet is a [`Cell`],
//! and all of them are a [`Table`].

mod about;
mod asked;
mod cell;
mod claim_group;
mod claimed;
mod claimed_cell;
mod column;
mod contradiction;
mod difference;
mod errors;
mod finding;
mod fold;
mod follow;
mod grid;
mod inheritance;
mod known;
mod names;
mod overview;
mod ports;
mod query;
mod reading;
mod resolver;
mod row;
mod statement;
mod step;
mod subject;
mod table;

pub use about::{CaseInfo, RecordingInfo, Source, TopicInfo};
pub use asked::{Answer, Answers, ClaimedAnswer, Reply, Respondents, Said};
pub use cell::Cell;
pub use claim_group::{ClaimGroup, SharedClaim, StepClaims};
pub use claimed::{ClaimInfo, Claimed};
pub use claimed_cell::{ClaimedCell, ClaimedOverview};
pub use column::Column;
pub use contradiction::{AGAINST_RECORDS, contradictions};
pub use difference::{CaseDifference, Counts, Difference, NotCompared, SideInfo, TopicDifference, VariantDifference};
pub use errors::{SocketCall, errors};
pub use finding::{Answered, ClaimedStep, Finding, Side};
pub use fold::{Fold, variants};
pub use follow::{NameKind, SocketFamily, SocketState, SocketType, impossible, impossible_in_family};
pub use grid::{Grid, GridCell, GridContent, GridCounts, GridPart, GridRow};
pub use inheritance::{Property, Way, inheritance};
pub use known::{BrokenClaim, KnownFault, KnownFaults, ShownFault};
pub use names::{Call, names};
pub use overview::{
    CaseOverview, CellOverview, Overview, PlatformOverview, ResultKind, State, Tally, TopicOverview, TrialOverview,
};
pub use ports::{PortAddress, PortState, PortType, Sharing, ports};
pub use query::{Pick, Picker, Quality, Query, TERMS};
pub use reading::Folder;
pub use resolver::{FlagSet, HintedFamily, HintedKind, HostForm, ServiceForm, resolver};
pub use row::{CorpusTrial, Excerpt, Row};
pub use statement::{Grade, Statement};
pub use step::{Step, align};
pub use subject::Subject;
pub use table::Table;
