//! Performs a program and returns what came of it, knowing nothing of what anybody expects.

pub mod native;
mod run;

pub use run::run;
