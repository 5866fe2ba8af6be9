//! Calls to the system for which socket2 has no safe method, or none at all. No other module of the crate may have
//! unsafe code.

#![expect(unsafe_code, reason = "calls to the system are unsafe, and so is an address of arbitrary bytes in socket2")]

pub mod accept;
pub mod address;
pub(crate) mod buffer;
pub mod credentials;
pub mod descriptor;
pub mod environment;
pub mod error_queue;
pub mod given_address;
pub mod header_field;
pub mod interface;
pub mod interrupt;
pub mod limit;
pub mod lookup;
pub mod message;
pub mod name_room;
#[cfg(linux_kernel)]
pub mod namespace;
mod netdb;
pub mod option;
pub mod packet_info;
pub mod poll;
pub mod receive;
#[cfg(linux_kernel)]
pub mod sendfile;
pub mod service;
pub mod shutdown;
pub mod thread;
#[cfg(unix)]
pub mod umask;
pub mod version;
#[cfg(windows)]
mod winsock;
