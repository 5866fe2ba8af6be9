//! Addresses: their shapes, their bytes, and how they are written down.

mod given;
#[cfg(target_os = "linux")]
mod linux;
mod matching;
mod shape;
