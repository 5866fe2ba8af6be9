//! Socket addresses as bytes, right or wrong.

use socket2::{SockAddr, SockAddrStorage};

/// The most bytes an address can have: the size of `sockaddr_storage`, 128 on every platform.
pub const MOST_BYTES: usize = size_of::<SockAddrStorage>();

/// An address made of exactly these bytes, be they sense or nonsense. Bytes behind [`MOST_BYTES`] are left out; case files have no such address.
#[must_use]
pub fn from_bytes(bytes: &[u8]) -> SockAddr {
    let bytes = &bytes[..bytes.len().min(MOST_BYTES)];
    let mut storage = SockAddrStorage::zeroed();
    // SAFETY: the storage has MOST_BYTES bytes, and any value is valid for each of them.
    let room: &mut [u8; MOST_BYTES] = unsafe { storage.view_as() };
    room[..bytes.len()].copy_from_slice(bytes);
    let length = bytes.len() as socket2::socklen_t;
    // SAFETY: all of the storage is initialised, and the length stays within it; neither has to make sense as an address,
    // because the system checks both, and this crate reads addresses through `to_bytes` alone.
    unsafe { SockAddr::new(storage, length) }
}

/// The bytes of an address as the system filled it in, as many as it says it has (a length beyond the storage counts, its bytes do not exist).
#[must_use]
pub fn to_bytes(address: &SockAddr) -> Vec<u8> {
    let length = (address.len() as usize).min(MOST_BYTES);
    // SAFETY: `as_ptr` points to the storage inside `address`, all of whose MOST_BYTES bytes are initialised.
    unsafe { std::slice::from_raw_parts(address.as_ptr().cast::<u8>(), length) }.to_vec()
}

/// The length that the system reported for an address, in bytes. `socklen_t` is signed on some systems; no length is negative.
#[must_use]
#[cfg_attr(unix, expect(clippy::unnecessary_cast, reason = "socklen_t is another type elsewhere"))]
pub fn length(address: &SockAddr) -> u32 {
    address.len() as u32
}

/// Whether the system left what it was given for an address as it was: all of its bytes, and all of them zero. Winsock does so where a
/// connection has no sender to tell ("recvfrom function" on Microsoft Learn); others say that the length is 0.
#[must_use]
pub fn is_untouched(address: &SockAddr) -> bool {
    length(address) as usize == MOST_BYTES && to_bytes(address).iter().all(|byte| *byte == 0)
}
