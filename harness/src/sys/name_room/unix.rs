//! The calls as libc has them.

use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, FromRawFd};

use socket2::Socket;

use super::Room;

pub(in crate::sys) type Length = libc::socklen_t;

pub(super) fn getsockname(socket: &Socket, room: &mut Room) -> io::Result<()> {
    let (name, length) = room.places();
    // SAFETY: the room is memory for every name, whatever length the call is told, and outlives the call; the system
    // looks at null pointers.
    checked(unsafe { libc::getsockname(socket.as_raw_fd(), name, length) }).map(drop)
}

pub(super) fn getpeername(socket: &Socket, room: &mut Room) -> io::Result<()> {
    let (name, length) = room.places();
    // SAFETY: as for getsockname.
    checked(unsafe { libc::getpeername(socket.as_raw_fd(), name, length) }).map(drop)
}

#[cfg(has_type_flags)]
pub(super) fn accept(socket: &Socket, room: &mut Room) -> io::Result<Socket> {
    let (name, length) = room.places();
    // SAFETY: as for getsockname.
    let made = checked(unsafe { libc::accept4(socket.as_raw_fd(), name, length, libc::SOCK_CLOEXEC) })?;
    // SAFETY: the call made this descriptor, so that nothing else owns it.
    Ok(unsafe { Socket::from_raw_fd(made) })
}

#[cfg(not(has_type_flags))]
pub(super) fn accept(socket: &Socket, room: &mut Room) -> io::Result<Socket> {
    let (name, length) = room.places();
    // SAFETY: as for getsockname.
    let made = checked(unsafe { libc::accept(socket.as_raw_fd(), name, length) })?;
    // SAFETY: the call made this descriptor, so that nothing else owns it.
    let made = unsafe { Socket::from_raw_fd(made) };
    made.set_cloexec(true)?;
    Ok(made)
}

pub(super) fn recvfrom(
    socket: &Socket,
    buffer: &mut [MaybeUninit<u8>],
    flags: i32,
    room: &mut Room,
) -> io::Result<usize> {
    let (name, length) = room.places();
    let (start, size) = (buffer.as_mut_ptr().cast(), buffer.len());
    // SAFETY: the buffer has `size` bytes. The room is as for getsockname.
    let received = unsafe { libc::recvfrom(socket.as_raw_fd(), start, size, flags, name, length) };
    usize::try_from(received).map_err(|_| io::Error::last_os_error())
}

/// What a call returned: a negative number if it failed.
fn checked(result: i32) -> io::Result<i32> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
