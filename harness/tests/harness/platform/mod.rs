//! Platforms: their names, the names of their errors, and their child processes.

mod child;
mod error_name;
mod identity;
