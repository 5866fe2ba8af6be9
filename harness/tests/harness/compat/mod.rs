//! The table of platforms and trials.

mod column;
