//! WIP
pub mod address;
pub mod case;
pub mod document;
pub mod fields;
pub mod operation;
pub mod perform;
pub mod platform;
pub mod problem;
pub mod raw;
pub mod run;
pub mod source;
pub mod transcript;
mod words;
