//! Many trials on one executor.

mod examine;
#[cfg(linux_kernel)]
mod supervisor;
#[cfg(unix)]
mod undisturbed;
