//! The programs themselves, run on small corpora whose outcome is known: a runner that is green whatever happens would pass
//! every other test. What counts is what they print, what they exit with, and what they leave in the folder.

mod checks;
mod children;
mod command_line;
mod commands;
mod corpus;
mod differences;
mod manual;
mod merges;
mod program;
mod project;
mod recordings;
mod records;
mod reports;
mod shown;
// Where rustix can name a pseudo-terminal.
#[cfg(any(target_os = "linux", target_vendor = "apple", target_os = "freebsd"))]
mod terminal;
mod verdicts;
