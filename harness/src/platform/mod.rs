//! The system under test: which one it is, what it can do, and what it calls its errors.

pub mod capability;
pub mod child;
pub mod constant;
mod detect;
pub mod error_name;
mod facts;
mod host_table;
mod identity;
mod kernel;
mod low_ports;
mod need;
mod probe;

pub use capability::{Capability, probe};
pub use detect::{Description, Identity, identify};
pub use facts::{Answer, Facts};
pub use identity::{Platform, Selector};
pub use need::Need;
