//! The table of platforms and trials.

mod column;
mod overview;
mod row;
mod table;
