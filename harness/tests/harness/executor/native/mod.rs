//! The executor of the sockets of this process.

mod world;
