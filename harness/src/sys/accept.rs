//! accept4(2): a connection whose socket has flags from its birth.

use std::io;

use socket2::{SockAddr, Socket};

/// The first connection that waits, and its peer. The flags are passed on as they are, without any of its own.
///
/// # Errors
/// Those of accept4(2); on a system without it, one without a number.
pub fn with_flags(socket: &Socket, flags: i32) -> io::Result<(Socket, SockAddr)> {
    system::with_flags(socket, flags)
}

#[cfg(has_type_flags)]
mod system {
    use std::io;
    use std::os::fd::{AsRawFd, FromRawFd};

    use socket2::{SockAddr, Socket};

    pub(super) fn with_flags(socket: &Socket, flags: i32) -> io::Result<(Socket, SockAddr)> {
        // SAFETY: the storage has the length that the call is told, and the call sets both. It makes the descriptor
        // that it returns, so that nothing else owns it.
        unsafe {
            SockAddr::try_init(|storage, length| {
                match libc::accept4(socket.as_raw_fd(), storage.cast(), length, flags) {
                    -1 => Err(io::Error::last_os_error()),
                    made => Ok(Socket::from_raw_fd(made)),
                }
            })
        }
    }
}

/// `Capability::TypeFlags` keeps cases away from this.
#[cfg(not(has_type_flags))]
mod system {
    use std::io;

    use socket2::{SockAddr, Socket};

    pub(super) fn with_flags(_: &Socket, _: i32) -> io::Result<(Socket, SockAddr)> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
