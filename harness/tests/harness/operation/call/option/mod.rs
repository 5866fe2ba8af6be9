//! What is refused in options.

mod setting;
