//! Sockshape: an executable reference of how operating systems name sockets.
//!
//! Data flows one way. Case files are loaded and checked; every combination of a case's matrix is a trial; a trial's program is run on
//! real sockets and leaves a transcript; the transcript is judged by the claims of the case and compared with the record; what comes
//! of it is reported.
//!
//! ```text
//! cases/**.yaml ─ load ─ check ─► Trial ─ run ─► Transcript ─┬─ judge (claims) ───┐
//!                   │                                        └─ compare (record) ─┴─► Verdict ─► report
//!               Problems (file:line:column, all of them)          snapshots/<platform>/…
//! ```
//!
//! A module uses only what stands in its own line of this table or in one above, and a test holds it to that:
//!
//! 1. `source` `words` `digest` `document` `problem` `fields` `root` `terminal` `whole`
//! 2. `raw` `address` `platform`
//! 3. `operation`
//! 4. `case`
//! 5. `perform` `transcript`
//! 6. `run` `snapshot` `recording` `crew`
//! 7. `verdict` `matrix`
//! 8. `session` `merge`
//! 9. `report`
//! 10. `trial` `cli`
//!
//! The executor (`perform`, `run`) stands apart from `case`: it is handed a [`operation::Program`], in which there is no expectation to see.

mod words;

pub mod address;
pub mod case;
pub mod cli;
pub mod crew;
pub mod digest;
pub mod document;
pub mod fields;
pub mod matrix;
pub mod merge;
pub mod operation;
pub mod perform;
pub mod platform;
pub mod problem;
pub mod raw;
pub mod recording;
pub mod report;
pub mod root;
pub mod run;
pub mod session;
pub mod snapshot;
pub mod source;
pub mod terminal;
pub mod transcript;
pub mod trial;
pub mod verdict;
pub mod whole;
