//! The sockets of one trial, and calls on them that may block.

mod blocking;
mod closing;
mod file_object;
mod mode;
