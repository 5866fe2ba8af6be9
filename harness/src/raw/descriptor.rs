//! Descriptors beneath sockets: closing one with its error told, and one that is closed for good.

use std::io;
use std::mem::ManuallyDrop;

use socket2::Socket;

/// A socket whose descriptor is closed, and cannot be opened by anybody else meanwhile: no process may have so many of them.
/// Every call on it asks the system about a closed descriptor.
#[must_use]
pub fn closed() -> ManuallyDrop<Socket> {
    ManuallyDrop::new(system::closed())
}

/// Closes a socket: close(2), closesocket on Microsoft Learn.
///
/// # Errors
/// Those of the call.
pub fn close(socket: Socket) -> io::Result<()> {
    system::close(socket)
}

/// Tries to close what [`closed`] makes.
///
/// # Errors
/// Always: that it is closed.
pub fn close_again() -> io::Result<()> {
    system::close(system::closed())
}

/// The number of a socket's descriptor, or of its handle.
#[must_use]
pub fn number(socket: &Socket) -> i64 {
    system::number(socket)
}

#[cfg(unix)]
mod system {
    use std::io;
    use std::os::fd::{AsRawFd, FromRawFd, IntoRawFd};

    use socket2::Socket;

    pub(super) fn closed() -> Socket {
        // SAFETY: nobody owns this descriptor, for it is beyond any limit on them; what is made of it is never dropped.
        unsafe { Socket::from_raw_fd(i32::MAX) }
    }

    pub(super) fn number(socket: &Socket) -> i64 {
        socket.as_raw_fd().into()
    }

    pub(super) fn close(socket: Socket) -> io::Result<()> {
        // SAFETY: the descriptor was the socket's own, and nobody has it now.
        match unsafe { libc::close(socket.into_raw_fd()) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

#[cfg(windows)]
mod system {
    use std::io;
    use std::os::windows::io::{AsRawSocket, FromRawSocket, IntoRawSocket};

    use socket2::Socket;
    use windows_sys::Win32::Networking::WinSock::{SOCKET, closesocket};

    /// No handle: handles are multiples of four ("Kernel Objects" on Microsoft Learn), and this is none.
    const NO_HANDLE: u64 = 0x7fff_fffd;

    pub(super) fn closed() -> Socket {
        // SAFETY: nobody owns this handle, for it can be none; what is made of it is never dropped.
        unsafe { Socket::from_raw_socket(NO_HANDLE) }
    }

    pub(super) fn number(socket: &Socket) -> i64 {
        socket.as_raw_socket() as i64
    }

    pub(super) fn close(socket: Socket) -> io::Result<()> {
        // SAFETY: the handle was the socket's own, and nobody has it now.
        match unsafe { closesocket(socket.into_raw_socket() as SOCKET) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }
}
