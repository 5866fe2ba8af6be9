//! The executor of the sockets of this process.

#[cfg(unix)]
mod watchdog;
mod world;
