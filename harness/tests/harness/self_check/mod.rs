//! The conformance program itself, run on small corpora whose outcome is known: a runner that is green whatever happens would pass
//! every other test. What counts is what it prints, what it exits with, and what it leaves in the folder.

mod command_line;
mod corpus;
mod program;
mod project;
mod records;
mod verdicts;
