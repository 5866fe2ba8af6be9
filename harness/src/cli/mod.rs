//! The command line: a file for each command, and what commands have in common.

mod asked;
mod check;
mod command_line;
mod completions;
mod diff;
mod drive;
mod exit_code;
mod export;
mod known;
mod known_failures;
mod list;
mod man;
mod merge;
mod new;
mod output;
mod platform;
mod progress;
mod record;
mod reference;
mod report;
mod run;
mod schema;
mod select;
mod show;
mod shown;
mod table;
mod trial_list;
mod under_test;
mod verbose;
mod wanted;
mod watch;
mod witness;

pub use command_line::main;
pub(crate) use known_failures::KnownOptions;
pub(crate) use under_test::UnderTest;
