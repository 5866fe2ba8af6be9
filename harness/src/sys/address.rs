//! Socket addresses as bytes, valid or not.

use socket2::{SockAddr, SockAddrStorage};

/// The most bytes that an address can have: the size of `sockaddr_storage`, which is 128 on every platform.
pub const MOST_BYTES: usize = size_of::<SockAddrStorage>();

/// An address that consists of exactly these bytes, valid or not. Bytes beyond [`MOST_BYTES`] are left out; case files
/// have no such address.
#[must_use]
pub fn from_bytes(bytes: &[u8]) -> SockAddr {
    let bytes = &bytes[..bytes.len().min(MOST_BYTES)];
    let mut storage = SockAddrStorage::zeroed();
    // SAFETY: the storage has MOST_BYTES bytes, and any value is valid for each of them.
    let room: &mut [u8; MOST_BYTES] = unsafe { storage.view_as() };
    room[..bytes.len()].copy_from_slice(bytes);
    let length = bytes.len() as socket2::socklen_t;
    // SAFETY: all of the storage is initialised, and the length stays within it. Neither has to be a valid address,
    // because the system checks both, and this crate reads addresses through `to_bytes` only.
    unsafe { SockAddr::new(storage, length) }
}

/// The bytes of an address that the system filled in, as many as the address says it has, and no more than
/// [`MOST_BYTES`].
#[must_use]
pub fn to_bytes(address: &SockAddr) -> Vec<u8> {
    let length = (address.len() as usize).min(MOST_BYTES);
    // SAFETY: `as_ptr` points to the storage inside `address`, all of whose MOST_BYTES bytes are initialised.
    unsafe { std::slice::from_raw_parts(address.as_ptr().cast::<u8>(), length) }.to_vec()
}

/// The length that the system reported for an address, in bytes. `socklen_t` is signed on some systems, but no length
/// is negative.
#[must_use]
#[cfg_attr(unix, expect(clippy::unnecessary_cast, reason = "socklen_t is another type elsewhere"))]
pub fn length(address: &SockAddr) -> u32 {
    address.len() as u32
}

/// Whether the system did not fill in an address, but left the zero bytes and the length that it was given, and thereby
/// says that there is none. Winsock does so on a connection: "the from and fromlen parameters are ignored", "recvfrom
/// function" on Microsoft Learn. Elsewhere an address that was left alone is an answer of its own: POSIX has the length
/// set.
#[must_use]
pub fn is_untouched(address: &SockAddr) -> bool {
    cfg!(windows) && length(address) as usize == MOST_BYTES && to_bytes(address).iter().all(|byte| *byte == 0)
}
