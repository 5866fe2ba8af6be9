//! Addresses that a call gets: with their own length, with another one, or as a null pointer. socket2 passes an address
//! with its own length alone.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod system;

use std::io;

use socket2::{SockAddr, Socket};

use super::address;
use system::Length;
#[cfg(windows)]
pub(super) use system::check_length;

/// The greatest length that a call can be told. Linux reads no more than 128 bytes (`move_addr_to_kernel` in
/// net/socket.c), and the BSDs and XNU no more than 255 (`SOCK_MAXADDRLEN` in their sys/socket.h).
pub const MOST_LENGTH: i32 = 255;

/// An address that a call gets.
#[derive(Clone, Debug)]
pub struct GivenAddress {
    /// None for a null pointer.
    address: Option<SockAddr>,
    /// None for its own length.
    length: Option<i32>,
}

impl GivenAddress {
    /// An address with its own length.
    #[must_use]
    pub fn new(address: SockAddr) -> Self {
        Self { address: Some(address), length: None }
    }

    /// An address, or a null pointer, with this length. A negative number is passed on, and a larger one than
    /// [`MOST_LENGTH`] is as if it were that.
    #[must_use]
    pub fn with_length(address: Option<SockAddr>, length: i32) -> Self {
        Self { address, length: Some(length.min(MOST_LENGTH)) }
    }

    /// What the system can read there: the address, with zero bytes behind it, or nothing.
    #[must_use]
    pub fn readable(&self) -> SockAddr {
        self.address.clone().unwrap_or_else(|| address::from_bytes(&[]))
    }

    /// The address, if its length is its own.
    fn plain(&self) -> Option<&SockAddr> {
        self.address.as_ref().filter(|_| self.length.is_none())
    }

    /// What a call is told.
    pub(super) fn told(&self) -> Told {
        let own = self.address.as_ref().map_or(0, SockAddr::len);
        let length = self.length.map_or(own as Length, |length| length as Length);
        Told { memory: self.address.as_ref().map(Memory::of), length }
    }
}

/// Binds a socket: bind(2).
///
/// # Errors
/// Those of the call.
pub fn bind(socket: &Socket, name: &GivenAddress) -> io::Result<()> {
    name.plain().map_or_else(|| system::bind(socket, &name.told()), |address| socket.bind(address))
}

/// Connects a socket: connect(2).
///
/// # Errors
/// Those of the call.
pub fn connect(socket: &Socket, target: &GivenAddress) -> io::Result<()> {
    target.plain().map_or_else(|| system::connect(socket, &target.told()), |address| socket.connect(address))
}

/// Sends data: sendto(2). Returns how many bytes the system took.
///
/// # Errors
/// Those of the call.
pub fn send_to(socket: &Socket, data: &[u8], target: &GivenAddress, flags: i32) -> io::Result<usize> {
    match target.plain() {
        Some(address) => socket.send_to_with_flags(data, address, flags),
        None => system::send_to(socket, data, &target.told(), flags),
    }
}

/// The bytes of an address and zero bytes behind it, [`MOST_LENGTH`] at least in all, aligned like every address.
struct Memory([u64; 32]);

impl Memory {
    fn of(address: &SockAddr) -> Self {
        let mut bytes = [0; size_of::<Self>()];
        let own = address::to_bytes(address);
        bytes[..own.len()].copy_from_slice(&own);
        let (words, _) = bytes.as_chunks();
        let mut memory = Self([0; 32]);
        memory.0.iter_mut().zip(words).for_each(|(word, bytes)| *word = u64::from_ne_bytes(*bytes));
        memory
    }
}

/// A place in memory, and the length that a call is told of it.
pub(super) struct Told {
    memory: Option<Memory>,
    length: Length,
}

impl Told {
    /// Where the call reads the address.
    pub(super) fn start<T>(&self) -> *const T {
        self.memory.as_ref().map_or(std::ptr::null(), |memory| memory.0.as_ptr().cast())
    }

    /// Whether the call gets a null pointer.
    #[cfg(windows)]
    pub(super) fn is_null(&self) -> bool {
        self.memory.is_none()
    }

    /// The length that the call is told.
    pub(super) fn length(&self) -> Length {
        self.length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes that a call finds behind the pointer.
    fn found(given: &GivenAddress) -> Option<Vec<u8>> {
        given.told().memory.map(|memory| memory.0.iter().flat_map(|word| word.to_ne_bytes()).collect())
    }

    #[test]
    fn memory_is_as_long_as_any_length() {
        let given = GivenAddress::with_length(Some(address::from_bytes(&[7; 128])), i32::MAX);
        assert_eq!(given.told().length(), MOST_LENGTH as Length);
        assert_eq!(found(&given), Some([[7; 128], [0; 128]].concat()));
    }

    #[test]
    fn null_pointer_has_no_memory() {
        let given = GivenAddress::with_length(None, 16);
        assert_eq!((found(&given), given.told().start::<u8>().is_null()), (None, true));
        assert_eq!(given.readable().len(), 0);
    }

    #[test]
    fn negative_length_is_passed_on() {
        let given = GivenAddress::with_length(Some(address::from_bytes(&[2, 0])), -1);
        assert_eq!(given.told().length(), -1_i32 as Length);
    }
}
