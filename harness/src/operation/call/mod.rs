//! The operations themselves, one file for each group of them.

mod ancillary;
mod attribute;
mod c_text;
mod child;
mod constants;
mod create_connection;
mod descriptor;
mod endpoint;
mod file;
mod folder;
mod host_line;
mod inheritance;
mod interface;
mod lifecycle;
mod lookup;
mod message;
mod option;
mod poll;
mod service;
mod thread;
mod timeout;
mod transfer;

// Whatever a file makes public is an operation, or a part of one. So a new operation is not listed here.
pub use ancillary::*;
pub use attribute::*;
pub use child::*;
pub use constants::*;
pub use create_connection::*;
pub use descriptor::*;
pub use endpoint::*;
pub use file::*;
pub use folder::*;
pub use host_line::*;
pub use inheritance::*;
pub use interface::*;
pub use lifecycle::*;
pub use lookup::*;
pub use message::*;
pub use option::*;
pub use poll::*;
pub use service::*;
pub use thread::*;
pub use timeout::*;
pub use transfer::*;
