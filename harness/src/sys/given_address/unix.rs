//! The calls as libc has them.

use std::io;
use std::os::fd::AsRawFd;

use socket2::Socket;

use super::Told;

pub(in crate::sys) type Length = libc::socklen_t;

pub(super) fn bind(socket: &Socket, name: &Told) -> io::Result<()> {
    // SAFETY: the name is a null pointer, or memory for the greatest length that a system reads, and outlives the call;
    // a length beyond that, such as a negative one, is refused before anything is read.
    checked(unsafe { libc::bind(socket.as_raw_fd(), name.start(), name.length()) })
}

pub(super) fn connect(socket: &Socket, target: &Told) -> io::Result<()> {
    // SAFETY: as for bind.
    checked(unsafe { libc::connect(socket.as_raw_fd(), target.start(), target.length()) })
}

pub(super) fn send_to(socket: &Socket, data: &[u8], target: &Told, flags: i32) -> io::Result<usize> {
    let (start, size) = (data.as_ptr().cast(), data.len());
    let (name, length) = (target.start(), target.length());
    // SAFETY: the data has `size` bytes. The name is as for bind.
    let sent = unsafe { libc::sendto(socket.as_raw_fd(), start, size, flags, name, length) };
    usize::try_from(sent).map_err(|_| io::Error::last_os_error())
}

/// What a call returned: 0 unless it failed.
fn checked(result: i32) -> io::Result<()> {
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
