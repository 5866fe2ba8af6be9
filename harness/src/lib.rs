//! Sockshape: an executable reference of how operating systems name sockets.
//!
//! Data flows one way. Case files are loaded and checked; every combination of a case's matrix is a trial; a trial's
//! program is run on real sockets and leaves a transcript; the transcript is judged by the claims of the case and
//! compared with the record; the verdict is reported.
//!
//! ```text
//! cases/**.yaml ─ load ─ check ─► Trial ─ run ─► Transcript ─┬─ judge (claims) ───┐
//!                   │                                        └─ compare (record) ─┴─► Verdict ─► report
//!               Problems (file:line:column, all of them)          snapshots/<platform>/…
//! ```
//!
//! A module uses only modules that come before it in this table: in a line above, or further left in its own line. A
//! test checks that.
//!
//! 1. `digest` `atomic_file` `terminal` `fault` `built_in` `root` `files` `notation` `named_enum` `bytes` `workers`
//! 2. `schema_parts` `temporary` `sys` `address` `platform`
//! 3. `source` `yaml` `problem` `fields`
//! 4. `operation`
//! 5. `symbols` `case`
//! 6. `transcript`
//! 7. `executor` `snapshot` `recording`
//! 8. `verdict` `compat`
//! 9. `session` `merge` `export`
//! 10. `report`
//! 11. `cli` `libtest`
//!
//! The `executor` never sees a `case`: it gets an [`operation::Program`], which contains no expectation.
//!
//! `operation::call`, `executor::native` and `sys` are a grid. A subject, such as message, poll or lookup, has a file
//! in each of them: what a case can ask for, how it is done, and the calls to the system.

// A dependency that the library does not use does not belong in `[dependencies]`. The unit tests also see the
// dependencies of tests, so they are not checked.
#![cfg_attr(not(test), warn(unused_crate_dependencies))]

mod named_enum;
mod schema_parts;

pub mod address;
pub mod atomic_file;
pub mod built_in;
pub mod bytes;
pub mod case;
pub mod cli;
pub mod compat;
pub mod digest;
pub mod executor;
pub mod export;
pub mod fault;
pub mod fields;
pub mod files;
pub mod libtest;
pub mod merge;
pub mod notation;
pub mod operation;
pub mod platform;
pub mod problem;
pub mod recording;
pub mod report;
pub mod root;
pub mod session;
pub mod snapshot;
pub mod source;
pub mod symbols;
pub mod sys;
pub mod temporary;
pub mod terminal;
pub mod transcript;
pub mod verdict;
pub mod workers;
pub mod yaml;
