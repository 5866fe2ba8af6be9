//! The calls of the system.

mod address;
