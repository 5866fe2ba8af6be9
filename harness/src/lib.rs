//! Sockshape: an executable reference of how operating systems name sockets.
//!
//! Data flows one way. Case files are loaded and checked; every combination of a case's matrix is a trial; a trial's
//! program is run on real sockets, which gives a transcript; the transcript is judged by the claims of the case and
//! compared with the record; the result is reported.
//!
//! ```text
//! cases/**.yaml ─ load ─ check ─► Trial ─ run ─► Transcript ─┬─ judge (claims) ───┐
//!                   │                                        └─ compare (record) ─┴─► Verdict ─► report
//!               Problems (file:line:column, all of them)          snapshots/<platform>/…
//! ```
//!
//! A module uses only what stands in its own line of this table or in one above, and a test holds it to that:
//!
//! 1. `source` `named_enum` `digest` `yaml` `problem` `fields` `root` `terminal` `atomic_file`
//! 2. `sys` `address` `platform`
//! 3. `operation`
//! 4. `case`
//! 5. `transcript`
//! 6. `executor` `snapshot` `recording`
//! 7. `verdict` `compat`
//! 8. `session` `merge`
//! 9. `report`
//! 10. `libtest` `cli`
//!
//! The `executor` knows nothing of `case`: it gets an [`operation::Program`], which contains no expectations.
//!
//! `operation::call`, `executor::native` and `sys` are a grid. A subject, such as message, poll or lookup, has a file
//! in each of them: what a case can ask for, how it is done, and the calls to the system.

mod named_enum;

pub mod address;
pub mod atomic_file;
pub mod case;
pub mod cli;
pub mod compat;
pub mod digest;
pub mod executor;
pub mod fields;
pub mod libtest;
pub mod merge;
pub mod operation;
pub mod platform;
pub mod problem;
pub mod recording;
pub mod report;
pub mod root;
pub mod session;
pub mod snapshot;
pub mod source;
pub mod sys;
pub mod terminal;
pub mod transcript;
pub mod verdict;
pub mod yaml;
