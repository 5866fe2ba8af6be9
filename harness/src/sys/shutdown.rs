//! Shutting down by any number: shutdown(2), and on Microsoft Learn. socket2 has those three that mean something.

use std::io;

use socket2::Socket;

/// Shuts down the directions that this number stands for.
///
/// # Errors
/// Those of the call.
pub fn shutdown(socket: &Socket, how: i32) -> io::Result<()> {
    // SAFETY: the call takes two numbers, and no memory.
    let result = unsafe { system::shutdown(system::handle(socket), how) };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

#[cfg(unix)]
mod system {
    pub(super) use libc::shutdown;
    pub(super) use std::os::fd::AsRawFd;

    pub(super) fn handle(socket: &socket2::Socket) -> i32 {
        socket.as_raw_fd()
    }
}

#[cfg(windows)]
mod system {
    use std::os::windows::io::AsRawSocket;
    use windows_sys::Win32::Networking::WinSock::SOCKET;
    pub(super) use windows_sys::Win32::Networking::WinSock::shutdown;

    pub(super) fn handle(socket: &socket2::Socket) -> SOCKET {
        socket.as_raw_socket() as SOCKET
    }
}
