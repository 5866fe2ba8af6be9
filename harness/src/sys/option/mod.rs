//! Socket options as bytes: setsockopt(2), getsockopt(2). Nothing of what the system returns is dropped.
//!
//! socket2 has a method for most options, but reads numbers as booleans, has unsigned types where C has `int`, and does
//! not return the length.

mod structure;

use std::io;

use socket2::Socket;

pub use structure::{LINGER, Linger, TIME, Time, read_linger, read_time, write_linger, write_time};

/// An option, as the system knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The level: SOL_SOCKET or a protocol.
    pub level: i32,
    /// The option at this level.
    pub name: i32,
}

/// The value of an option as the system returned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its bytes: as many as there are, but no more than there was room for.
    pub bytes: Vec<u8>,
    /// How many bytes the system says that it has.
    pub length: usize,
}

/// Sets an option.
///
/// # Errors
/// Those of the call.
pub fn set(socket: &Socket, option: Number, value: &[u8]) -> io::Result<()> {
    call_set(socket, option, Some(value), i32::try_from(value.len()).unwrap_or(i32::MAX))
}

/// Reads an option into a buffer of `room` bytes, no more than [`MOST_BYTES`].
///
/// # Errors
/// Those of the call.
pub fn get(socket: &Socket, option: Number, room: usize) -> io::Result<Answer> {
    call_get(socket, option, 0, i32::try_from(room).unwrap_or(MOST_BYTES), None)
}

/// What a call is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// A buffer: the pointer to it is NULL.
    Buffer,
    /// A length: the pointer to it is NULL.
    Length,
}

/// The longest value or room in bytes, longer than any option.
pub const MOST_BYTES: i32 = 4096;

/// What each byte of a buffer is before a call.
const FILLER: u8 = 0xa5;

/// The value of an option as it is passed on: any bytes, or NULL, with any length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawValue {
    /// The bytes that the length covers, and zeros behind them; none for NULL.
    memory: Option<Vec<u8>>,
    length: i32,
}

impl RawValue {
    /// These bytes, or NULL, as a value of this length. What is behind the length is not passed on, and what there is
    /// too little of is filled up with zeros. A negative length covers all.
    #[must_use]
    pub fn new(bytes: Option<&[u8]>, length: i32) -> Self {
        let covered = |bytes: &[u8]| {
            let mut memory = bytes.to_vec();
            memory.truncate(usize::try_from(length).unwrap_or(usize::MAX));
            memory.resize(MOST_BYTES as usize, 0);
            memory
        };
        Self { memory: bytes.map(covered), length: length.min(MOST_BYTES) }
    }

    /// The bytes that its length covers. Behind them are zeros. A negative length covers all.
    #[must_use]
    pub fn covered(&self) -> &[u8] {
        let memory = self.memory.as_deref().unwrap_or_default();
        &memory[..usize::try_from(self.length).unwrap_or(usize::MAX).min(memory.len())]
    }
}

/// Sets an option to a value of any length.
///
/// # Errors
/// Those of the call.
pub fn set_raw(socket: &Socket, option: Number, value: &RawValue) -> io::Result<()> {
    call_set(socket, option, value.memory.as_deref(), value.length)
}

/// Passes memory on, or NULL, with a length that is no longer.
fn call_set(socket: &Socket, option: Number, memory: Option<&[u8]>, length: i32) -> io::Result<()> {
    let start = memory.map_or(std::ptr::null(), <[u8]>::as_ptr);
    let length = memory.and_then(|memory| i32::try_from(memory.len()).ok()).map_or(length, |most| length.min(most));
    let handle = system::handle(socket);
    // SAFETY: the memory has `length` bytes, which is refused if it is negative, and outlives the call. NULL is
    // refused, or not read.
    let result = unsafe { system::setsockopt(handle, option.level, option.name, start.cast(), length as _) };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// Reads an option into a buffer of `room` bytes, which may be negative, or without a buffer or a length.
///
/// # Errors
/// Those of the call.
pub fn get_raw(socket: &Socket, option: Number, room: i32, without: Option<Without>) -> io::Result<Answer> {
    call_get(socket, option, FILLER, room, without)
}

/// Reads into a buffer that has this in each byte.
fn call_get(socket: &Socket, option: Number, filler: u8, room: i32, without: Option<Without>) -> io::Result<Answer> {
    let room = room.min(MOST_BYTES);
    let mut bytes = vec![filler; MOST_BYTES as usize];
    let mut length = room as _;
    let to = if without == Some(Without::Buffer) { std::ptr::null_mut() } else { bytes.as_mut_ptr() };
    let length_at = if without == Some(Without::Length) { std::ptr::null_mut() } else { &raw mut length };
    let handle = system::handle(socket);
    // SAFETY: the buffer is as long as any length that is not negative, a negative one is refused, and both outlive
    // the call. NULL is refused, or not written to.
    let result = unsafe { system::getsockopt(handle, option.level, option.name, to.cast(), length_at) };
    if result != 0 {
        return Err(io::Error::last_os_error());
    }
    let length = length as usize;
    bytes.truncate(length.min(usize::try_from(room).unwrap_or(0)));
    Ok(Answer { bytes, length })
}

#[cfg(unix)]
mod system {
    use std::os::fd::{AsRawFd, RawFd};

    pub(super) use libc::{getsockopt, setsockopt};
    use socket2::Socket;

    pub(super) fn handle(socket: &Socket) -> RawFd {
        socket.as_raw_fd()
    }
}

#[cfg(windows)]
mod system {
    use std::os::windows::io::AsRawSocket;

    use socket2::Socket;
    use windows_sys::Win32::Networking::WinSock::SOCKET;
    pub(super) use windows_sys::Win32::Networking::WinSock::{getsockopt, setsockopt};

    pub(super) fn handle(socket: &Socket) -> SOCKET {
        socket.as_raw_socket() as SOCKET
    }
}

/// The address family of a socket, as SO_PROTOCOL_INFO has it ("SOL_SOCKET Socket Options" on Microsoft Learn).
///
/// # Errors
/// Those of getsockopt.
#[cfg(windows)]
pub fn family(socket: &Socket) -> io::Result<i32> {
    use windows_sys::Win32::Networking::WinSock::{SO_PROTOCOL_INFOW, SOL_SOCKET, WSAPROTOCOL_INFOW};

    // SAFETY: the structure consists of numbers, each of which may be 0.
    let mut info: WSAPROTOCOL_INFOW = unsafe { std::mem::zeroed() };
    let mut length = size_of_val(&info) as i32;
    let (to, room) = ((&raw mut info).cast(), &raw mut length);
    // SAFETY: the structure has room for `length` bytes, and both outlive the call.
    let result = unsafe { system::getsockopt(system::handle(socket), SOL_SOCKET, SO_PROTOCOL_INFOW, to, room) };
    if result == 0 { Ok(info.iAddressFamily) } else { Err(io::Error::last_os_error()) }
}
