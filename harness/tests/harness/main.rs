//! The tests of the harness. Those of the module `harness/src/a/b.rs` lie at `a/b.rs` here. Beside them, `conformance`
//! holds the tests of the conformance program as a whole, `repository` those of the files of the project (layers,
//! documentation, schemas, file names), and `support` what all of them share.

mod address;
mod atomic_file;
mod built_in;
mod case;
mod cli;
mod compat;
mod conformance;
mod executor;
mod export;
mod libtest;
mod merge;
mod notation;
mod operation;
mod platform;
mod problem;
mod recording;
mod repository;
mod root;
mod session;
#[cfg(unix)]
mod snapshot;
mod source;
mod support;
mod symbols;
mod sys;
#[cfg(target_os = "linux")]
mod temporary;
#[cfg(has_ptsname)]
mod terminal;
mod transcript;
mod verdict;
mod yaml;
