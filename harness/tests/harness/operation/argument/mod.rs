//! What is refused of arguments.

mod address;
mod buffer;
mod constant;
mod data;
mod flags;
mod reference;
