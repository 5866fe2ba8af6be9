//! Performs operations on real sockets of this process, through socket2.
//!
//! There is a file for each group of operations, named like its file in `operation::call`. Besides: `world` is what
//! one trial acts on, `sockets` has its sockets by name, and every call on them that may block. `watchdog` ends calls
//! that block until the deadline.

mod ancillary;
mod attribute;
mod child;
mod constants;
mod create_connection;
mod descriptor;
mod dispatch;
mod endpoint;
mod executor;
mod facts;
mod failure;
mod file;
mod folder;
mod gate;
mod host_facts;
mod inheritance;
mod interface;
mod lifecycle;
mod lookup;
mod message;
mod numbers;
mod option;
mod poll;
mod service;
mod several;
mod sockets;
mod timeout;
mod transfer;
mod watchdog;
mod world;

pub use child::work;
pub use executor::Native;
pub(crate) use gate::{is_harmless, is_unserved};
pub use option::condition as condition_of_option;
