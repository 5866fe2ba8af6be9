//! Addresses: their shapes and their bytes.

mod given;
#[cfg(target_os = "linux")]
mod linux;
mod matching;
mod observed;
mod shape;
