//! What is refused in options.

mod raw;
mod setting;
