//! sendfile(2) of Linux, with any offset or none. socket2 has no way to leave it out.

use std::io;
use std::os::fd::AsRawFd;
use std::ptr::null_mut;

use socket2::Socket;

/// Sends bytes from a descriptor, from an offset, or from its position if there is none. Returns how many it sent.
///
/// # Errors
/// Those of the call.
pub fn once(socket: &Socket, from: &impl AsRawFd, offset: Option<i64>, count: usize) -> io::Result<usize> {
    let mut offset = offset.map(|offset| offset as libc::off_t);
    let start = offset.as_mut().map_or(null_mut(), |offset| &raw mut *offset);
    // SAFETY: the offset is null, or outlives the call. Nothing else is memory of this process.
    let sent = unsafe { libc::sendfile(socket.as_raw_fd(), from.as_raw_fd(), start, count) };
    usize::try_from(sent).map_err(|_| io::Error::last_os_error())
}
