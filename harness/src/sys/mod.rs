//! The one module with unsafe code: what socket2 has no safe call for, or none at all. Socket addresses byte by byte, ancillary data,
//! descriptors and their limit, poll, the resolver, interfaces, versions, and what ends a call that blocks too long.
//! Everything else in the crate is denied it.

#![expect(
    unsafe_code,
    reason = "socket2 takes arbitrary address bytes, and the system takes signals and ancillary data, through unsafe calls alone"
)]

pub mod address;
pub(crate) mod buffer;
pub mod descriptor;
pub mod environment;
pub mod interface;
pub mod interrupt;
pub mod limit;
pub mod lookup;
pub mod message;
mod netdb;
pub mod option;
pub mod packet_info;
pub mod poll;
pub mod service;
pub mod version;
#[cfg(windows)]
mod winsock;
