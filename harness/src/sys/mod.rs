//! The one module with unsafe code: what socket2 has no safe call for, or none at all. Socket addresses byte by byte, ancillary data,
//! descriptors and their limit, poll, the resolver, interfaces, versions, and what ends a call that blocks too long.
//! Everything else in the crate is denied it.

#![expect(
    unsafe_code,
    reason = "socket2 takes arbitrary address bytes, and the system takes signals and ancillary data, through unsafe calls alone"
)]

pub mod address;
pub mod descriptor;
pub mod environment;
pub mod host;
pub mod interface;
pub mod interrupt;
pub mod limit;
pub mod lookup;
pub mod message;
pub mod option;
pub mod packet_info;
pub mod poll;
pub mod service;
#[cfg(windows)]
mod winsock;

/// The bytes at a place of a structure; none where it ends before them.
pub fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.try_into().ok()
}

/// The same bytes, as socket2 takes a buffer to receive into.
pub(crate) fn uninit(buffer: &mut [u8]) -> &mut [std::mem::MaybeUninit<u8>] {
    // SAFETY: both types have one layout, and socket2 writes nothing but initialised bytes into a buffer (its crate doc says so).
    unsafe { &mut *(std::ptr::from_mut(buffer) as *mut [std::mem::MaybeUninit<u8>]) }
}
