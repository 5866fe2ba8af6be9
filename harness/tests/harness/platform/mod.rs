//! Platforms: their names, what they have, the names of their errors, and their child processes.

mod child;
mod error_name;
mod identity;
mod isolation;
mod own_name;
mod systems;
