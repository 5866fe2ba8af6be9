//! What is refused of arguments.

mod address;
mod constant;
mod reference;
