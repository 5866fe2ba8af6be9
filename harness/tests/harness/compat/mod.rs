//! The table of platforms and trials.

mod column;
mod contradiction;
mod grid;
mod names;
mod overview;
mod query;
mod row;
mod statement;
mod table;
