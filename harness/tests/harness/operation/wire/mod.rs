//! The wire form of programs and outcomes.

mod outcome;
mod program;
