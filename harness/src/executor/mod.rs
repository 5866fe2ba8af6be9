//! Performs programs and returns what came of them. Nothing here knows what a case expects.

pub mod native;
mod run;

pub use run::run;
