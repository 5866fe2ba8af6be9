//! Drivers: whatever performs calls in a process of its own.

#[cfg(unix)]
mod answers;
#[cfg(unix)]
mod conversation;
#[cfg(unix)]
mod deaths;
#[cfg(unix)]
mod gate;
mod whole;

use sockshape::executor::driver::{Command, Driver};

/// The driver that this command starts.
fn driver(command: &str) -> Result<Driver, String> {
    Driver::new(Command::named(command)?)
}

/// The command of `sockshape drive`.
fn drive() -> String {
    format!("'{}' drive", env!("CARGO_BIN_EXE_sockshape"))
}
