//! The calls as Winsock has them.

use std::io;
use std::mem::MaybeUninit;
use std::os::windows::io::{AsRawSocket, FromRawSocket, RawSocket};

use socket2::Socket;
use windows_sys::Win32::Networking::WinSock::{self, INVALID_SOCKET, SOCKADDR, SOCKET};

use super::Room;

pub(in crate::sys) type Length = i32;

pub(super) fn getsockname(socket: &Socket, room: &mut Room) -> io::Result<()> {
    let (name, length) = places(room)?;
    // SAFETY: the room is memory for every name, whatever length the call is told, and outlives the call; null pointers
    // that Winsock would follow are refused above.
    checked(unsafe { WinSock::getsockname(handle(socket), name, length) }).map(drop)
}

pub(super) fn getpeername(socket: &Socket, room: &mut Room) -> io::Result<()> {
    let (name, length) = places::<SOCKADDR>(room)?;
    if name.is_null() {
        // Wine's server is told to write there: `getpeername` in dlls/ws2_32/socket.c.
        return Err(io::ErrorKind::Unsupported.into());
    }
    // SAFETY: as for getsockname.
    checked(unsafe { WinSock::getpeername(handle(socket), name, length) }).map(drop)
}

pub(super) fn accept(socket: &Socket, room: &mut Room) -> io::Result<Socket> {
    let (name, length) = places(room)?;
    // SAFETY: as for getsockname.
    let made = unsafe { WinSock::accept(handle(socket), name, length) };
    if made == INVALID_SOCKET {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the call made this socket, so that nothing else owns it.
    let made = unsafe { Socket::from_raw_socket(made as RawSocket) };
    made.set_no_inherit(true)?;
    Ok(made)
}

pub(super) fn recvfrom(
    socket: &Socket,
    buffer: &mut [MaybeUninit<u8>],
    flags: i32,
    room: &mut Room,
) -> io::Result<usize> {
    let (name, length) = places(room)?;
    let (start, size) = (buffer.as_mut_ptr().cast(), buffer.len() as i32);
    // SAFETY: the buffer has `size` bytes. The room is as for getsockname.
    let received = unsafe { WinSock::recvfrom(handle(socket), start, size, flags, name, length) };
    checked(received).map(|received| received as usize)
}

/// Where a call writes the name, and where it reads and writes the length. A null pointer in place of the length alone
/// is refused: Winsock reads it in this process, and Wine does not look at it before.
fn places<T>(room: &mut Room) -> io::Result<(*mut T, *mut Length)> {
    let (name, length) = room.places::<T>();
    if length.is_null() && !name.is_null() { Err(io::ErrorKind::Unsupported.into()) } else { Ok((name, length)) }
}

fn handle(socket: &Socket) -> SOCKET {
    socket.as_raw_socket() as SOCKET
}

/// What a call returned: a negative number if it failed.
fn checked(result: i32) -> io::Result<i32> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
