//! Platforms: what they are called, what they answer to, and how they differ.

mod child;
mod error_name;
mod identity;
