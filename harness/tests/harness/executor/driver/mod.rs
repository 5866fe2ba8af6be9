//! Drivers: whatever performs calls in a process of its own.

#[cfg(unix)]
mod gate;
#[cfg(unix)]
mod process;
#[cfg(unix)]
mod world;

use sockshape::executor::driver::{Command, Driver};

/// The driver that this command starts.
pub(super) fn driver(command: &str) -> Result<Driver, String> {
    Driver::new(Command::named(command)?)
}

/// The command of `sockshape drive`.
pub(super) fn drive() -> String {
    format!("'{}' drive", env!("CARGO_BIN_EXE_sockshape"))
}
