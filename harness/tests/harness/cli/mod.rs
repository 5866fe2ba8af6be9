//! The commands of `sockshape`, run on small corpora whose outcome is known: what they print, what they exit with,
//! and what they write.

mod check;
mod diff;
mod man;
mod merge;
mod report;
mod run;
mod show;
