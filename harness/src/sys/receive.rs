//! Receiving, without or with the name of the sender: recv(2) and recvfrom(2), and on Microsoft Learn.
//!
//! On Windows, socket2 says that nothing more will come where the system says WSAESHUTDOWN. A record has what the
//! system says.

use std::io;
use std::mem::MaybeUninit;

use socket2::{SockAddr, Socket};

/// Receives into a buffer: recv(2). Returns how many bytes it received.
///
/// # Errors
/// Those of the call.
pub fn recv(socket: &Socket, buffer: &mut [MaybeUninit<u8>], flags: i32) -> io::Result<usize> {
    system::recv(socket, buffer, flags)
}

/// Receives into a buffer: recvfrom(2). Returns how many bytes it received, and the name of the sender.
///
/// # Errors
/// Those of the call.
pub fn recv_from(socket: &Socket, buffer: &mut [MaybeUninit<u8>], flags: i32) -> io::Result<(usize, SockAddr)> {
    system::recv_from(socket, buffer, flags)
}

#[cfg(unix)]
mod system {
    use super::{MaybeUninit, SockAddr, Socket, io};

    pub(super) fn recv(socket: &Socket, buffer: &mut [MaybeUninit<u8>], flags: i32) -> io::Result<usize> {
        socket.recv_with_flags(buffer, flags)
    }

    pub(super) fn recv_from(
        socket: &Socket,
        buffer: &mut [MaybeUninit<u8>],
        flags: i32,
    ) -> io::Result<(usize, SockAddr)> {
        socket.recv_from_with_flags(buffer, flags)
    }
}

#[cfg(windows)]
mod system {
    use std::os::windows::io::AsRawSocket;

    use socket2::SockAddrStorage;
    use windows_sys::Win32::Networking::WinSock::{self, SOCKET};

    use super::{MaybeUninit, SockAddr, Socket, io};

    pub(super) fn recv(socket: &Socket, buffer: &mut [MaybeUninit<u8>], flags: i32) -> io::Result<usize> {
        let (start, size) = place(buffer);
        // SAFETY: the buffer has at least `size` bytes.
        received(unsafe { WinSock::recv(socket.as_raw_socket() as SOCKET, start, size, flags) })
    }

    pub(super) fn recv_from(
        socket: &Socket,
        buffer: &mut [MaybeUninit<u8>],
        flags: i32,
    ) -> io::Result<(usize, SockAddr)> {
        let (start, size) = place(buffer);
        let call = |name: *mut SockAddrStorage, length: *mut i32| {
            // SAFETY: as for recv. The name is memory for every name, whose length the call reads and writes.
            received(unsafe {
                WinSock::recvfrom(socket.as_raw_socket() as SOCKET, start, size, flags, name.cast(), length)
            })
        };
        // SAFETY: the call writes the name that it says the length of, or none. The room for it is zero before.
        unsafe { SockAddr::try_init(call) }
    }

    /// Where a buffer begins, and its size. One call receives no more than a number of its kind can say.
    fn place(buffer: &mut [MaybeUninit<u8>]) -> (*mut u8, i32) {
        (buffer.as_mut_ptr().cast(), i32::try_from(buffer.len()).unwrap_or(i32::MAX))
    }

    /// What a call returned: a negative number if it failed.
    fn received(result: i32) -> io::Result<usize> {
        usize::try_from(result).map_err(|_| io::Error::last_os_error())
    }
}
