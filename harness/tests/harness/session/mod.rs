//! Runs of many trials.

mod examine;
#[cfg(linux_kernel)]
mod supervisor;
#[cfg(unix)]
mod undisturbed;
