//! The calls as Winsock has them.

use std::io;
use std::os::windows::io::AsRawSocket;

use socket2::Socket;
use windows_sys::Win32::Networking::WinSock::{self, SOCKET};

use super::Told;

pub(in crate::sys) type Length = i32;

pub(super) fn bind(socket: &Socket, name: &Told) -> io::Result<()> {
    check_length(name)?;
    // SAFETY: the name is memory for at least its length, and outlives the call; a null pointer is refused with
    // WSAEFAULT ("bind function" on Microsoft Learn).
    checked(unsafe { WinSock::bind(handle(socket), name.start(), name.length()) }).map(drop)
}

pub(super) fn connect(socket: &Socket, target: &Told) -> io::Result<()> {
    check_length(target)?;
    if target.is_null() {
        // Wine reads behind the pointer: `connect` in dlls/ws2_32/socket.c.
        return Err(io::ErrorKind::Unsupported.into());
    }
    // SAFETY: the name is memory for at least its length, and outlives the call.
    checked(unsafe { WinSock::connect(handle(socket), target.start(), target.length()) }).map(drop)
}

pub(super) fn send_to(socket: &Socket, data: &[u8], target: &Told, flags: i32) -> io::Result<usize> {
    check_length(target)?;
    let (start, size) = (data.as_ptr(), data.len() as i32);
    // SAFETY: the data has `size` bytes. The name is as for bind; a null pointer is none ("sendto function").
    let sent = unsafe { WinSock::sendto(handle(socket), start, size, flags, target.start(), target.length()) };
    checked(sent).map(|sent| sent as usize)
}

/// Refuses a negative length: Winsock reads memory in this process, and Wine takes such a length for a very large one.
pub(in crate::sys) fn check_length(told: &Told) -> io::Result<()> {
    if told.length() < 0 { Err(io::ErrorKind::Unsupported.into()) } else { Ok(()) }
}

fn handle(socket: &Socket) -> SOCKET {
    socket.as_raw_socket() as SOCKET
}

/// What a call returned: a negative number if it failed.
fn checked(result: i32) -> io::Result<i32> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
