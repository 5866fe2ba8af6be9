//! Recordings from other machines, on their way into `snapshots/`: found, judged, and put in place, all of
//! them or none.
//!
//! ```text
//! folders ─ find ─► Column ─ judge ─► IncomingRecording ─ write ─► Staging ─ place ─► snapshots/<platform>/…
//! ```
//!
//! Nothing is written until all folders have been read and found good. The shards of a recording are put together. A
//! recording may be kept as what differs from another one.

mod change;
mod find;
mod judge;
mod names;
mod place;
mod shards;
mod stage;

pub use change::Changes;
pub use judge::{Allowed, Form, IncomingRecording, Refusal, judge};
pub use names::first_names;
pub use place::Place;
pub use stage::Staging;
