//! What is refused in arguments.

mod address;
mod buffer;
mod constant;
mod data;
mod flags;
mod reference;
