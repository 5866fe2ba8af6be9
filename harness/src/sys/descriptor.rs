//! Descriptors beneath sockets: their numbers, closing one with its error told, and one that is closed for good.

use std::fs::File;
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

/// The number of a file's descriptor, or of its handle.
#[must_use]
pub fn number_of_file(file: &File) -> i64 {
    system::number_of_file(file)
}

/// Whatever has this number, as if it were a socket of this process, to be asked what it is. It need not be open.
#[must_use]
pub fn lent(number: i64) -> ManuallyDrop<Socket> {
    ManuallyDrop::new(system::lent(number))
}

/// Whether child processes get the descriptor: FD_CLOEXEC of fcntl(2) is not set; GetHandleInformation on Microsoft Learn.
///
/// # Errors
/// Those of the call.
pub fn is_inheritable(socket: &Socket) -> io::Result<bool> {
    system::is_inheritable(socket)
}

#[cfg(unix)]
mod system {
    use std::fs::File;
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

    pub(super) fn number_of_file(file: &File) -> i64 {
        file.as_raw_fd().into()
    }

    pub(super) fn lent(number: i64) -> Socket {
        // A number that is none of a descriptor is as good as a closed one.
        let number = i32::try_from(number).ok().filter(|number| *number >= 0).unwrap_or(i32::MAX);
        // SAFETY: what is made of it is never dropped, and asking about a descriptor leaves it as it is.
        unsafe { Socket::from_raw_fd(number) }
    }

    pub(super) fn is_inheritable(socket: &Socket) -> io::Result<bool> {
        // SAFETY: takes a number, open or not, and changes nothing.
        match unsafe { libc::fcntl(socket.as_raw_fd(), libc::F_GETFD) } {
            -1 => Err(io::Error::last_os_error()),
            flags => Ok(flags & libc::FD_CLOEXEC == 0),
        }
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
    use std::fs::File;
    use std::io;
    use std::os::windows::io::{AsRawHandle, AsRawSocket, FromRawSocket, IntoRawSocket};

    use socket2::Socket;
    use windows_sys::Win32::Foundation::{GetHandleInformation, HANDLE, HANDLE_FLAG_INHERIT};
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

    pub(super) fn number_of_file(file: &File) -> i64 {
        file.as_raw_handle() as i64
    }

    pub(super) fn lent(number: i64) -> Socket {
        // A process that has made no socket of its own has not started it yet.
        crate::sys::winsock::start();
        // SAFETY: what is made of it is never dropped, and asking about a handle leaves it as it is.
        unsafe { Socket::from_raw_socket(number as u64) }
    }

    pub(super) fn is_inheritable(socket: &Socket) -> io::Result<bool> {
        let mut flags = 0;
        // SAFETY: takes a handle, open or not, and writes to `flags` alone.
        match unsafe { GetHandleInformation(socket.as_raw_socket() as HANDLE, &raw mut flags) } {
            0 => Err(io::Error::last_os_error()),
            _ => Ok(flags & HANDLE_FLAG_INHERIT != 0),
        }
    }

    pub(super) fn close(socket: Socket) -> io::Result<()> {
        // SAFETY: the handle was the socket's own, and nobody has it now.
        match unsafe { closesocket(socket.into_raw_socket() as SOCKET) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }
}
