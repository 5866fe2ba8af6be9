//! Drivers: whatever performs calls in a process of its own.

mod whole;
